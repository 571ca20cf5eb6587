"""Queries that Django puts together once and that are then only filled in with the person who asks.

Putting one of these together takes Django longer than the database takes to answer it, and every page of every mentor
asks. They are still written with `mentored_by` and its kin, so that who may see what is said in one place.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

from django.db import connection
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler

from onboarding.people.models import User

SOMEBODY = -1
"""Stands for the person's key in a statement. No row has it."""

Build: TypeAlias = Callable[[User], QuerySet[Any, Any]]
"""Makes the query of one person. A function of a module: by it we know the statement again."""


@dataclass(frozen=True)
class Statement:
    sql: str
    parameters: tuple[Any, ...]
    compiler: SQLCompiler
    converters: dict[Any, Any]

    def rows_for(self, user: User) -> list[tuple[Any, ...]]:
        parameters = [user.pk if value == SOMEBODY else value for value in self.parameters]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, parameters)
            rows = cursor.fetchall()
        return [tuple(row) for row in self.compiler.apply_converters(rows, self.converters)]


def rows_for(user: User, build: Build) -> list[tuple[Any, ...]]:
    """The rows of ``build(user)``, which ends in `values_list`."""
    found = _statement(build, is_administrator=user.is_administrator, vendor=connection.vendor)
    return found.rows_for(user)


@cache
def _statement(build: Build, *, is_administrator: bool, vendor: str) -> Statement:
    """What may shape the statement stands in the arguments: administrators see everything; databases differ."""
    query = build(User(pk=SOMEBODY, is_administrator=is_administrator)).query
    compiler = query.get_compiler(connection=connection)
    sql, parameters = compiler.as_sql()
    converters = compiler.get_converters([column for column, *_ in compiler.select])
    return Statement(sql, tuple(parameters), compiler, converters)
