"""Full-text search over questions: FTS5 on SQLite, kept in step by triggers; a GIN index on PostgreSQL."""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, F, FloatField, Func, Value

_SQLITE = (
    "CREATE VIRTUAL TABLE questions_search USING fts5(terms, content='questions_question', content_rowid='id')",
    """CREATE TRIGGER questions_search_added AFTER INSERT ON questions_question BEGIN
        INSERT INTO questions_search(rowid, terms) VALUES (new.id, new.terms); END""",
    """CREATE TRIGGER questions_search_gone AFTER DELETE ON questions_question BEGIN
        INSERT INTO questions_search(questions_search, rowid, terms) VALUES ('delete', old.id, old.terms); END""",
    """CREATE TRIGGER questions_search_changed AFTER UPDATE OF terms ON questions_question BEGIN
        INSERT INTO questions_search(questions_search, rowid, terms) VALUES ('delete', old.id, old.terms);
        INSERT INTO questions_search(rowid, terms) VALUES (new.id, new.terms); END""",
)
_NO_SQLITE = (
    "DROP TRIGGER IF EXISTS questions_search_added",
    "DROP TRIGGER IF EXISTS questions_search_gone",
    "DROP TRIGGER IF EXISTS questions_search_changed",
    "DROP TABLE IF EXISTS questions_search",
)
_POSTGRESQL = ("CREATE INDEX questions_search ON questions_question USING gin (to_tsvector('simple', terms))",)
_NO_POSTGRESQL = ("DROP INDEX IF EXISTS questions_search",)


def install(connection: BaseDatabaseWrapper) -> None:
    """Create the index. SQLite forgets triggers when a later migration rebuilds the table: install them again there."""
    _execute(connection, _POSTGRESQL if connection.vendor == "postgresql" else _SQLITE)


def uninstall(connection: BaseDatabaseWrapper) -> None:
    _execute(connection, _NO_POSTGRESQL if connection.vendor == "postgresql" else _NO_SQLITE)


def _execute(connection: BaseDatabaseWrapper, statements: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


class Matches(Func):
    """Whether a question holds any of these terms, or all of them. Terms come from `terms_of` and need no escaping."""

    output_field = BooleanField()
    arity = 4

    def __init__(self, terms: list[str], *, every: bool) -> None:
        words, operators = sorted(set(terms)), ("&", "AND") if every else ("|", "OR")
        super().__init__(
            F("terms"), Value(f" {operators[0]} ".join(words)), Value(f" {operators[1]} ".join(words)), F("pk")
        )

    def as_postgresql(self, compiler: Any, connection: Any, **_: Any) -> Any:
        terms, query, _sqlite, _pk = self.source_expressions
        return _joined("to_tsvector('simple', %s) @@ to_tsquery('simple', %s)", compiler, terms, query)

    def as_sqlite(self, compiler: Any, connection: Any, **_: Any) -> Any:
        _terms, _query, query, pk = self.source_expressions
        found = "%s IN (SELECT rowid FROM questions_search WHERE questions_search MATCH %s)"
        return _joined(found, compiler, pk, query)


class Rank(Matches):
    """How well it matches: the higher, the better."""

    output_field = FloatField()  # type: ignore[assignment]

    def as_postgresql(self, compiler: Any, connection: Any, **_: Any) -> Any:
        terms, query, _sqlite, _pk = self.source_expressions
        return _joined("ts_rank(to_tsvector('simple', %s), to_tsquery('simple', %s))", compiler, terms, query)

    def as_sqlite(self, compiler: Any, connection: Any, **_: Any) -> Any:
        _terms, _query, query, pk = self.source_expressions
        found = "(SELECT -rank FROM questions_search WHERE questions_search MATCH %s AND rowid = %s)"
        return _joined(found, compiler, query, pk)


def _joined(template: str, compiler: Any, *expressions: Any) -> tuple[str, list[Any]]:
    compiled = [compiler.compile(expression) for expression in expressions]
    return template % tuple(sql for sql, _ in compiled), [value for _, values in compiled for value in values]
