"""Queries that Django puts together once and that are then only filled in with who asks, when, and about what.

Putting one of these together takes Django longer than the database takes to answer it, and every page of every mentor
asks; planning it takes PostgreSQL longer, too, so that its server keeps the plan. They are still written with
`mentored_by` and its kin, so that who may see what is said in one place.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property, lru_cache
from typing import Any, TypeAlias, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import Model, QuerySet
from django.db.models.query import RelatedPopulator, get_related_populators
from django.db.models.sql.compiler import SQLCompiler

from onboarding.people.models import User

SOMEBODY = -1
"""Stands for the person's key in a statement. No row has it."""

SOMETIME = datetime(1970, 1, 1, 0, 0, 0, 1, tzinfo=UTC)
"""Stands for the instant at which is asked."""

SINCE = SOMETIME + timedelta(microseconds=1)
"""Stands for an earlier instant, where the query asks for what happened before or after it."""

SOMETHING = -2
"""Stands for the key of what is asked about."""

SOME_ID = "\0"
"""Stands for its public id. No text that somebody may ask for has a NUL."""

M = TypeVar("M", bound=Model)
Build: TypeAlias = Callable[[User], QuerySet[Any, Any]]
"""Makes the query of one person. A function of a module, or something equal each time: by it we know the statement."""


@dataclass(frozen=True)
class Statement:
    sql: str
    parameters: tuple[Any, ...]
    compiler: SQLCompiler
    converters: dict[Any, Any]

    def rows_for(self, user: User, now: datetime, since: datetime, about: int | str) -> list[tuple[Any, ...]]:
        stands_for = {SOMEBODY: user.pk, _stored(SOMETIME): _stored(now), _stored(SINCE): _stored(since)}
        stands_for |= {SOMETHING: about, SOME_ID: about}
        parameters = [stands_for.get(value, value) for value in self.parameters]
        with _keeping_plans() as cursor:
            cursor.execute(self.sql, parameters)
            rows: list[tuple[Any, ...]] = cursor.fetchall()
        if not self.converters:
            return rows
        return [tuple(row) for row in self.compiler.apply_converters(rows, self.converters)]

    def object_of(self, row: tuple[Any, ...]) -> Any:
        """What Django makes of a row of a query that names no columns."""
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


def rows_for(
    user: User,
    build: Build,
    *,
    now: datetime = SOMETIME,
    since: datetime | None = None,
    about: int | str = SOMETHING,
) -> list[tuple[Any, ...]]:
    """The rows of ``build(user)``, which ends in `values_list`. ``now``, ``about``: not needed where it names none."""
    found = _statement(build, is_administrator=user.is_administrator, vendor=connection.vendor)
    return found.rows_for(user, now, since or now, about) if found else []


def objects_for(user: User, build: Callable[[User], QuerySet[M]], *, about: int | str) -> list[M]:
    """The objects of ``build(user)``, with what it joins by `select_related` and adds by `annotate`."""
    found = _statement(build, is_administrator=user.is_administrator, vendor=connection.vendor)
    return [found.object_of(row) for row in found.rows_for(user, SOMETIME, SOMETIME, about)] if found else []


@contextmanager
def _keeping_plans() -> Iterator[CursorWrapper]:
    """A cursor that sends parameters beside the statement, which psycopg then has prepared once it was used a few times
    (``prepare_threshold``). Django's own writes them into the statement."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            from psycopg import Cursor

            cursor.cursor = Cursor(connection.connection)
        yield cursor


def _stored(instant: datetime) -> Any:
    """An instant as this database is given it."""
    return connection.ops.adapt_datetimefield_value(instant)


@lru_cache(maxsize=256)
def _statement(build: Build, *, is_administrator: bool, vendor: str) -> Statement | None:
    """What may shape the statement stands in the arguments: administrators see everything; databases differ. None:
    nothing can be found, so that there is no statement."""
    query = build(User(pk=SOMEBODY, is_administrator=is_administrator)).query
    compiler = query.get_compiler(connection=connection)
    try:
        sql, parameters = _without_constants(*compiler.as_sql())
    except EmptyResultSet:
        return None
    converters = compiler.get_converters([column for column, *_ in compiler.select])
    return Statement(sql, parameters, compiler, converters)


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
