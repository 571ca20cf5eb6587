"""Queries that Django puts together once and that are then only filled in with the person who asks.

Putting one of these together takes Django longer than the database takes to answer it, and every page of every mentor
asks. They are still written with `mentored_by` and its kin, so that who may see what is said in one place.
"""

from collections.abc import Callable
from functools import cache
from typing import Any, TypeAlias

from django.db import connection
from django.db.models import QuerySet

from onboarding.people.models import User

SOMEBODY = -1
"""Stands for the person's key in the statement. No row has it."""

Build: TypeAlias = Callable[[User], QuerySet[Any, Any]]


def rows_for(user: User, build: Build) -> list[tuple[Any, ...]]:
    """The rows of ``build(user)`` as the database gives them: JSON is text, and on SQLite so are instants."""
    sql, params = _statement(build, is_administrator=user.is_administrator, vendor=connection.vendor)
    with connection.cursor() as cursor:
        cursor.execute(sql, [user.pk if value == SOMEBODY else value for value in params])
        return list(cursor.fetchall())


@cache
def _statement(build: Build, *, is_administrator: bool, vendor: str) -> tuple[str, tuple[Any, ...]]:
    """What may shape the statement stands in the arguments: administrators see everything; databases differ."""
    return build(User(pk=SOMEBODY, is_administrator=is_administrator)).query.sql_with_params()
