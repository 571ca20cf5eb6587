"""Statements that Django puts together once and that are then only filled in.

Putting one together takes Django longer than the database takes to answer it, and every page asks; planning it takes
PostgreSQL longer, too, so that its server keeps the plan. What differs from time to time is written into the query as
one of the values below, which stand for it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property, lru_cache
from typing import Any, Self, TypeAlias, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import Model, QuerySet
from django.db.models.query import RelatedPopulator, get_related_populators
from django.db.models.sql.compiler import SQLCompiler

SOMEBODY = -1
"""Stands for a person's key in a statement. No row has it."""

SOMETIME = datetime(1970, 1, 1, 0, 0, 0, 1, tzinfo=UTC)
"""Stands for the instant at which is asked."""

SINCE = SOMETIME + timedelta(microseconds=1)
"""Stands for an earlier instant, where the query asks for what happened before or after it."""

SOMETHING = -2
"""Stands for the key of what is asked about."""

SOME_ID = "\0"
"""Stands for its public id. No text that somebody may ask for has a NUL."""

M = TypeVar("M", bound=Model)
Values: TypeAlias = Mapping[Any, Any]
"""What is asked, by what stands for it."""


@dataclass(frozen=True)
class Statement:
    sql: str
    parameters: tuple[Any, ...]
    compiler: SQLCompiler
    converters: dict[Any, Any]

    @classmethod
    def of(cls, found: QuerySet[Any, Any]) -> Self | None:
        """None: nothing can be found, so that there is no statement."""
        compiler = found.query.get_compiler(connection=connection)
        try:
            sql, parameters = _without_constants(*compiler.as_sql())
        except EmptyResultSet:
            return None
        converters = compiler.get_converters([column for column, *_ in compiler.select])
        return cls(sql, parameters, compiler, converters)

    def rows(self, values: Values) -> list[tuple[Any, ...]]:
        stored = {_stored(name): _stored(value) for name, value in values.items()}
        with _keeping_plans() as cursor:
            cursor.execute(self.sql, [stored.get(value, value) for value in self.parameters])
            rows: list[tuple[Any, ...]] = cursor.fetchall()
        if not self.converters:
            return rows
        return [tuple(row) for row in self.compiler.apply_converters(rows, self.converters)]

    def objects(self, values: Values) -> list[Any]:
        """What Django makes of the rows of a query that names no columns."""
        return [self._object_of(row) for row in self.rows(values)]

    def _object_of(self, row: tuple[Any, ...]) -> Any:
        model, places = self.compiler.klass_info["model"], self.compiler.klass_info["select_fields"]
        made = model.from_db(connection.alias, self.names, [row[place] for place in places])
        for related in self.related:
            related.populate(row, made)
        for name, place in self.compiler.annotation_col_map.items():
            setattr(made, name, row[place])
        return made

    @cached_property
    def names(self) -> list[str]:
        places = self.compiler.klass_info["select_fields"]
        return [self.compiler.select[place][0].target.attname for place in places]

    @cached_property
    def related(self) -> list[RelatedPopulator]:
        return get_related_populators(  # type: ignore[call-arg]  # the stubs are those of a later Django
            self.compiler.klass_info, self.compiler.select, connection.alias
        )


def rows_of(build: Callable[[], QuerySet[Any, Any]], values: Values) -> list[tuple[Any, ...]]:
    """The rows of ``build()``, which ends in `values_list`. A function of a module: by it we know the statement."""
    found = _statement(build, vendor=connection.vendor)
    return found.rows(values) if found else []


def objects_of(build: Callable[[], QuerySet[M]], values: Values) -> list[M]:
    """The objects of ``build()``, with what it joins by `select_related` and adds by `annotate`."""
    found = _statement(build, vendor=connection.vendor)
    return found.objects(values) if found else []


@lru_cache(maxsize=64)
def _statement(build: Callable[[], QuerySet[Any, Any]], *, vendor: str) -> Statement | None:
    """``vendor``: databases differ in what they are asked."""
    return Statement.of(build())


@contextmanager
def _keeping_plans() -> Iterator[CursorWrapper]:
    """A cursor that sends parameters beside the statement, which psycopg then has prepared once it was used a few times
    (``prepare_threshold``). Django's own writes them into the statement."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            from psycopg import Cursor

            cursor.cursor = Cursor(connection.connection)
        yield cursor


def _stored(value: Any) -> Any:
    """Instants as this database is given them."""
    return connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value


def _without_constants(sql: str, parameters: Iterable[Any]) -> tuple[str, tuple[Any, ...]]:
    """On PostgreSQL, whatever stands for nothing is written into the statement: a plan that is kept should know that
    somebody asks for the few rows of one status, and which index holds just them."""
    if connection.vendor != "postgresql":
        return sql, tuple(parameters)
    from psycopg import ClientCursor

    connection.ensure_connection()
    cursor = ClientCursor(connection.connection)
    written, left = [], []
    for value in parameters:
        if value in (SOMEBODY, SOMETIME, SINCE, SOMETHING, SOME_ID):
            left.append(value)
            written.append("%s")
        else:
            written.append(cursor.mogrify("%s", [value]).replace("%", "%%"))
    return sql.replace("%%", "%%%%") % tuple(written), tuple(left)
