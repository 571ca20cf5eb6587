"""The programs that a mentor looks after, with what pages about them need: the tasks, the mentors, what waits."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import F, OuterRef, QuerySet
from django.db.models.functions import JSONObject

from onboarding.languages import Text, pick
from onboarding.mentoring.models import SavedFilter, Tag
from onboarding.mentoring.queries.prepared import rows_for
from onboarding.mentoring.queries.turns import waiting_count
from onboarding.mentoring.reader import language
from onboarding.mentoring.sql import Listed
from onboarding.people.models import User
from onboarding.programs.models import Membership, Program, ProgramTask

MENTORS_LISTED = 60


@dataclass(frozen=True)
class Column:
    """One task of a program: where it stands in every trail, and what it is called."""

    slot: int
    slug: str
    title: str


@dataclass(frozen=True)
class Colleague:
    login: str
    name: str


@dataclass(frozen=True)
class Kept:
    """A filter that the mentor keeps for this program."""

    pk: int
    name: str
    query: str


@dataclass(frozen=True)
class Desk:
    """One program from a mentor's side. ``mentors`` is empty where there are too many to choose from in a list."""

    pk: int
    slug: str
    name: str
    default_language: str
    is_archived: bool
    columns: tuple[Column, ...]
    mentors: tuple[Colleague, ...]
    has_many_mentors: bool
    tags: tuple[str, ...]
    filters: tuple[Kept, ...]

    def for_anybody(self) -> "Desk":
        """Without names and what a mentor has here: the same for everybody who asks about the same people."""
        columns = tuple(replace(column, title="") for column in self.columns)
        return replace(self, name="", columns=columns, mentors=(), tags=(), filters=())


def desks_of(user: User, *, now: datetime) -> tuple[list[Desk], int]:
    """Every program this person mentors, running ones first, and how much waits for them in all. One SQL query."""
    rows = rows_for(user, _programs, now=now)
    return [_desk(row) for row in rows], (rows[0][-1] if rows else 0)


def _programs(user: User) -> QuerySet[Any, Any]:
    tasks = JSONObject(slot="task__slot", slug="task__slug", title="version__content__title")
    mentor = JSONObject(name="user__name", login="user__login")
    kept = JSONObject(pk="pk", name="name", query="query")
    filters = SavedFilter.objects.filter(program=OuterRef("pk"), user=user).order_by("name")
    tags = Tag.objects.filter(program=OuterRef("pk")).order_by("name")
    mentors = Membership.objects.filter(program=OuterRef("pk"), role=Membership.Role.MENTOR).order_by()
    return (
        Program.objects.mentored_by(user)
        .order_by(F("archived_at").desc(nulls_first=True), "name", "pk")
        .values_list(
            "pk",
            "slug",
            "name",
            "name_zh_hans",
            "default_language",
            "archived_at",
            Listed(_tasks().filter(program=OuterRef("pk")).values(item=tasks)),
            Listed(mentors.values(item=mentor)[: MENTORS_LISTED + 1]),
            Listed(tags.values(item=JSONObject(name="name"))),
            Listed(filters.values(item=kept)),
            waiting_count(user),
        )
    )


def columns_of(program: Program) -> tuple[Column, ...]:
    """The tasks of one program, in order."""
    found = _tasks().filter(program=program).values_list("task__slot", "task__slug", "version__content__title")
    return tuple(Column(slot, slug, pick(title, language())) for slot, slug, title in found)


def _tasks() -> QuerySet[ProgramTask]:
    return ProgramTask.objects.filter(task__retired_at=None).order_by("task__position")


def _desk(row: tuple[Any, ...]) -> Desk:
    pk, slug, name, name_zh_hans, spoken, archived_at, tasks, mentors, tags, filters, _ = row
    # Sorted here: the database reads no more of thousands than it takes to see that they are too many.
    listed = sorted(mentors, key=_login) if len(mentors) <= MENTORS_LISTED else []
    reader = language()
    name_text: Text = {"en": name, "zh-hans": name_zh_hans}
    return Desk(
        pk=pk,
        slug=slug,
        name=pick(name_text, reader),
        default_language=spoken,
        is_archived=archived_at is not None,
        columns=tuple(Column(task["slot"], task["slug"], pick(task["title"], reader)) for task in tasks),
        mentors=tuple(Colleague(mentor["login"], mentor["name"] or mentor["login"]) for mentor in listed),
        has_many_mentors=len(mentors) > MENTORS_LISTED,
        tags=tuple(tag["name"] for tag in tags),
        filters=tuple(Kept(**kept) for kept in filters),
    )


def _login(mentor: Mapping[str, str]) -> str:
    return mentor["login"].lower()
