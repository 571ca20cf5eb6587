"""Whom a page is about: the programs of a mentor, and whether their own newcomers or everybody."""

from collections.abc import Mapping
from dataclasses import dataclass

from onboarding.languages import pick
from onboarding.mentoring.reader import language
from onboarding.people.models import User
from onboarding.programs.models import Program


@dataclass(frozen=True)
class Scope:
    """``programs``: the running ones by key, with their names. ``is_mentor``: there is at least one, even archived."""

    user: User
    everybody: bool
    programs: Mapping[int, str]
    is_mentor: bool


def scope_of(user: User, *, everybody: bool) -> Scope:
    rows = list(Program.objects.mentored_by(user).values_list("pk", "name", "name_zh_hans", "archived_at"))
    running = {
        pk: pick({"en": name, "zh-hans": name_zh_hans}, language())
        for pk, name, name_zh_hans, archived_at in rows
        if archived_at is None
    }
    return Scope(user, everybody, running, is_mentor=bool(rows))
