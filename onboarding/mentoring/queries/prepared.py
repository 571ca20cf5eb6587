"""What every page of every mentor asks, prepared: filled in with who asks, when, and about what.

The queries are still written with `mentored_by` and its kin, so that who may see what is said in one place.
"""

from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from typing import Any, TypeAlias, TypeVar

from django.db import connection
from django.db.models import Model, QuerySet

from onboarding.people.models import User
from onboarding.prepared import SINCE, SOME_ID, SOMEBODY, SOMETHING, SOMETIME, Statement

M = TypeVar("M", bound=Model)
Build: TypeAlias = Callable[[User], QuerySet[Any, Any]]
"""Makes the query of one person. A function of a module, or something equal each time: by it we know the statement."""


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
    values = {SOMEBODY: user.pk, SOMETIME: now, SINCE: since or now, SOMETHING: about, SOME_ID: about}
    return found.rows(values) if found else []


def objects_for(user: User, build: Callable[[User], QuerySet[M]], *, about: int | str) -> list[M]:
    """The objects of ``build(user)``, with what it joins by `select_related` and adds by `annotate`."""
    found = _statement(build, is_administrator=user.is_administrator, vendor=connection.vendor)
    return found.objects({SOMEBODY: user.pk, SOMETHING: about, SOME_ID: about}) if found else []


@lru_cache(maxsize=256)
def _statement(build: Build, *, is_administrator: bool, vendor: str) -> Statement | None:
    """What may shape the statement stands in the arguments: administrators see everything; databases differ."""
    return Statement.of(build(User(pk=SOMEBODY, is_administrator=is_administrator)))
