"""Database triggers that keep transitions as they were written: no deletion, and no change but `announced_at`.

Used by the migration. SQLite rebuilds a table when its columns change and forgets its triggers: a later migration of
`Transition` must install them again (a test tells).
"""

from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = "verification_transition"
KEPT = (
    *("id", "submission_id", "enrollment_id", "from_status", "to_status"),
    *("from_turn", "to_turn", "code", "actor_id", "at"),
)
MESSAGE = "transitions are history: only announced_at may change"

_SQLITE = {
    "transition_kept": f"""
        CREATE TRIGGER transition_kept BEFORE UPDATE ON {TABLE}
        WHEN {" OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in KEPT)}
        BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END""",
    "transition_not_deleted": f"""
        CREATE TRIGGER transition_not_deleted BEFORE DELETE ON {TABLE}
        BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END""",
}
_POSTGRESQL_FUNCTION = f"""
    CREATE OR REPLACE FUNCTION transition_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END $$"""
_POSTGRESQL = {
    "transition_kept": f"""
        CREATE TRIGGER transition_kept BEFORE UPDATE ON {TABLE} FOR EACH ROW
        WHEN ({" OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in KEPT)})
        EXECUTE FUNCTION transition_refuse()""",
    "transition_not_deleted": f"""
        CREATE TRIGGER transition_not_deleted BEFORE DELETE ON {TABLE} FOR EACH ROW
        EXECUTE FUNCTION transition_refuse()""",
}


def install(connection: BaseDatabaseWrapper) -> None:
    """Create the triggers, in place of earlier ones."""
    uninstall(connection)
    is_postgresql = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        if is_postgresql:
            cursor.execute(_POSTGRESQL_FUNCTION)
        for statement in (_POSTGRESQL if is_postgresql else _SQLITE).values():
            cursor.execute(statement)


def uninstall(connection: BaseDatabaseWrapper) -> None:
    """Drop the triggers."""
    where = f" ON {TABLE}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for name in _SQLITE:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{where}")
