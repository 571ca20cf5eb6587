"""Tables that are history: database triggers refuse to delete their rows, and to change what was written.

Used by migrations. SQLite rebuilds a table when its columns change and forgets its triggers: a later migration of such
a table must install them again (a test tells).
"""

from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper


@dataclass(frozen=True)
class History:
    """``name`` begins the names of the triggers; ``kept`` are the columns that stay; ``message`` says so."""

    name: str
    table: str
    kept: tuple[str, ...]
    message: str

    def install(self, connection: BaseDatabaseWrapper) -> None:
        """Create the triggers, in place of earlier ones."""
        self.uninstall(connection)
        is_postgresql = connection.vendor == "postgresql"
        with connection.cursor() as cursor:
            for statement in self._postgresql() if is_postgresql else self._sqlite():
                cursor.execute(statement)

    def uninstall(self, connection: BaseDatabaseWrapper) -> None:
        """Drop the triggers."""
        where = f" ON {self.table}" if connection.vendor == "postgresql" else ""
        with connection.cursor() as cursor:
            for trigger in ("kept", "not_deleted"):
                cursor.execute(f"DROP TRIGGER IF EXISTS {self.name}_{trigger}{where}")

    def _sqlite(self) -> tuple[str, ...]:
        changed = " OR ".join(f'OLD."{column}" IS NOT NEW."{column}"' for column in self.kept)
        refuse = f"BEGIN SELECT RAISE(ABORT, '{self.message}'); END"
        return (
            f"CREATE TRIGGER {self.name}_kept BEFORE UPDATE ON {self.table} WHEN {changed} {refuse}",
            f"CREATE TRIGGER {self.name}_not_deleted BEFORE DELETE ON {self.table} {refuse}",
        )

    def _postgresql(self) -> tuple[str, ...]:
        changed = " OR ".join(f'OLD."{column}" IS DISTINCT FROM NEW."{column}"' for column in self.kept)
        refuse = f"EXECUTE FUNCTION {self.name}_refuse()"
        return (
            f"""CREATE OR REPLACE FUNCTION {self.name}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE EXCEPTION '{self.message}' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
            f"""CREATE TRIGGER {self.name}_kept BEFORE UPDATE ON {self.table} FOR EACH ROW
            WHEN ({changed}) {refuse}""",
            f"CREATE TRIGGER {self.name}_not_deleted BEFORE DELETE ON {self.table} FOR EACH ROW {refuse}",
        )
