"""Whom a page is about: the programs of a mentor, and whether their own newcomers or everybody."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from onboarding.languages import pick
from onboarding.mentoring.queries.prepared import rows_for
from onboarding.mentoring.queries.turns import waiting_count
from onboarding.mentoring.reader import language
from onboarding.people.models import User
from onboarding.programs.models import Program


@dataclass(frozen=True)
class Scope:
    """``programs``: the running ones by key, with their names; ``slugs``: the same, with what addresses call them.
    ``is_mentor``: there is at least one, even archived. ``waiting``: how much waits for them, as the header counts it.
    ``language``: the reader's."""

    user: User
    everybody: bool
    programs: Mapping[int, str]
    slugs: Mapping[int, str]
    is_mentor: bool
    waiting: int
    language: str


def scope_of(user: User, *, everybody: bool, now: datetime) -> Scope:
    """One query."""
    rows, spoken = rows_for(user, _programs, now=now), language()
    running = [row for row in rows if row[-2] is None]
    names = {pk: pick({"en": name, "zh-hans": zh}, spoken) for pk, _, name, zh, *_ in running}
    slugs = {pk: slug for pk, slug, *_ in running}
    waiting = rows[0][-1] if rows else 0
    return Scope(user, everybody, names, slugs, is_mentor=bool(rows), waiting=waiting, language=spoken)


def _programs(user: User) -> QuerySet[Any, Any]:
    columns = ("pk", "slug", "name", "name_zh_hans", "archived_at")
    return Program.objects.mentored_by(user).values_list(*columns, waiting_count(user))
