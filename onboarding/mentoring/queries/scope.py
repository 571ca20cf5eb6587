"""Whom a page is about: the programs of a mentor, and whether their own newcomers or everybody."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from onboarding.languages import pick
from onboarding.mentoring.queries.prepared import rows_for
from onboarding.mentoring.reader import language
from onboarding.people.models import User
from onboarding.programs.models import Program


@dataclass(frozen=True)
class Scope:
    """``programs``: the running ones by key, with their names; ``slugs``: the same, with what addresses call them.
    ``is_mentor``: there is at least one, even archived. ``language``: the reader's."""

    user: User
    everybody: bool
    programs: Mapping[int, str]
    slugs: Mapping[int, str]
    is_mentor: bool
    language: str


def scope_of(user: User, *, everybody: bool) -> Scope:
    rows, spoken = rows_for(user, _programs), language()
    running = [row for row in rows if row[-1] is None]
    names = {pk: pick({"en": name, "zh-hans": zh}, spoken) for pk, _, name, zh, _ in running}
    slugs = {pk: slug for pk, slug, *_ in running}
    return Scope(user, everybody, names, slugs, is_mentor=bool(rows), language=spoken)


def _programs(user: User) -> QuerySet[Any, Any]:
    return Program.objects.mentored_by(user).values_list("pk", "slug", "name", "name_zh_hans", "archived_at")
