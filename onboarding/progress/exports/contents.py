"""What each export holds: its columns, in an order that stays, and where they come from. See docs/exports.md."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.db.models import Count, QuerySet
from django.db.models.fields.json import KT
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from onboarding.programs.models import Program
from onboarding.questions.models import Question
from onboarding.verification.models import Finding, Submission, Transition

CHUNK = 2_000
"""Rows that are read at a time."""

Found: TypeAlias = Callable[[Program], QuerySet[Any]]


@dataclass(frozen=True)
class Export:
    """``columns``: names in the file, and where each comes from. A new column goes to the end."""

    label: str | Promise
    about: str | Promise
    columns: Mapping[str, Any]
    found: Found

    def rows(self, program: Program) -> Iterator[tuple[Any, ...]]:
        """In the order in which they came to be, read piece by piece."""
        rows = self.found(program).order_by("pk").values_list(*self.columns.values())
        return rows.iterator(chunk_size=CHUNK)


def _people(program: Program) -> QuerySet[Any]:
    return program.enrollments.all()


def _submissions(program: Program) -> QuerySet[Any]:
    return Submission.objects.filter(enrollment__program=program)


def _findings(program: Program) -> QuerySet[Any]:
    return Finding.objects.filter(submission__enrollment__program=program)


def _transitions(program: Program) -> QuerySet[Any]:
    return Transition.objects.filter(enrollment__program=program)


def _questions(program: Program) -> QuerySet[Any]:
    asked = Question.objects.filter(enrollment__program=program).exclude(kind=Question.Kind.PERSONAL)
    return asked.annotate(answered=Count("answers"))


EXPORTS: Mapping[str, Export] = {
    "people": Export(
        label=_("People"),
        about=_("Everybody who is, was or asked to be in the program: where they stand, and who looks after them."),
        columns={
            "enrollment": "public_id",
            "login": "user__login",
            "github_id": "user__github_id",
            "name": "user__name",
            "state": "state",
            "mentor_login": "mentor__login",
            "started_at": "started_at",
            "finished_at": "finished_at",
            "left_at": "left_at",
            "last_activity_at": "last_activity_at",
            "next_due_at": "next_due_at",
            "tasks_verified": "done_count",
            "trail": "trail",
        },
        found=_people,
    ),
    "submissions": Export(
        label=_("Submissions"),
        about=_("Every attempt at a task, with its status and whose turn it is."),
        columns={
            "submission": "public_id",
            "enrollment": "enrollment__public_id",
            "login": "enrollment__user__login",
            "task": "task__slug",
            "version": "version__number",
            "kind": "kind",
            "attempt": "attempt",
            "status": "status",
            "turn": "turn",
            "turn_since": "turn_since",
            "submitted_at": "submitted_at",
            "checked_at": "checked_at",
            "primary_finding": "primary_code",
            "address": KT("evidence__address"),
        },
        found=_submissions,
    ),
    "findings": Export(
        label=_("Findings"),
        about=_("What each rule said of each attempt at its last check."),
        columns={
            "submission": "submission__public_id",
            "login": "submission__enrollment__user__login",
            "task": "submission__task__slug",
            "attempt": "submission__attempt",
            "code": "code",
            "outcome": "outcome",
            "is_guard": "is_guard",
            "is_primary": "is_primary",
            "is_advice": "is_advice",
            "saw_en": KT("saw__en"),
            "saw_zh_hans": KT("saw__zh-hans"),
        },
        found=_findings,
    ),
    "transitions": Export(
        label=_("Transitions"),
        about=_("Every change of a status or turn, and who made it."),
        columns={
            "at": "at",
            "submission": "submission__public_id",
            "enrollment": "enrollment__public_id",
            "login": "enrollment__user__login",
            "task": "submission__task__slug",
            "attempt": "submission__attempt",
            "from_status": "from_status",
            "to_status": "to_status",
            "from_turn": "from_turn",
            "to_turn": "to_turn",
            "code": "code",
            "actor_login": "actor__login",
        },
        found=_transitions,
    ),
    "questions": Export(
        label=_("Questions"),
        about=_("What newcomers asked. Personal questions are not in it: they stay between those who are in them."),
        columns={
            "question": "public_id",
            "enrollment": "enrollment__public_id",
            "login": "enrollment__user__login",
            "task": "task__slug",
            "kind": "kind",
            "status": "status",
            "asked_at": "asked_at",
            "first_answered_at": "first_answered_at",
            "answers": "answered",
            "summary": "summary",
            "goal": "goal",
            "tried": "tried",
            "searched": "searched",
            "message": "message",
            "versions": "versions",
        },
        found=_questions,
    ),
}
