"""Where changes are kept: each table with what the audit trail wants of it. A new kind of row is one more line here.

Of tables that later stages own, their packages say the same, and the composition root hands all of it to the pages.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.db.models import CharField, OuterRef, Q, QuerySet, Subquery, TextChoices, Value
from django.utils.translation import gettext_lazy as _

from onboarding.programs.models import OF_QUESTIONS, Absence, AuditEntry, Enrollment, Extension, IssuePick, Program
from onboarding.progress.queries.audit import words
from onboarding.progress.queries.audit.words import Words
from onboarding.verification.models import Flag, Override, Review, Status, Transition

Found: TypeAlias = Callable[[Program], QuerySet[Any]]
MACHINES = Q(from_status=Status.QUEUED, to_status=Status.CHECKING) | Q(
    from_status=Status.CHECKING, to_status=Status.QUEUED
)
NOTHING = Value("", output_field=CharField())


class Kind(TextChoices):
    WORK = "work", _("Work: handed in, verified, returned")
    CHECKS = "checks", _("Checks by the machine")
    REVIEWS = "reviews", _("Reviews")
    FLAGS = "flags", _("Flags")
    DATES = "dates", _("Later dates")
    PICKS = "picks", _("Picked issues")
    QUESTIONS = "questions", _("Questions and answers")
    AWAY = "away", _("Absences of mentors")
    NUDGES = "nudges", _("Friendly words and reminders")
    PROGRAM = "program", _("People and program")


@dataclass(frozen=True)
class Source:
    """Rows of one table as entries. Names of columns and paths; of those in ``what``, ``words`` makes a sentence."""

    name: str
    kind: Kind
    found: Found
    at: str
    what: tuple[str, ...]
    words: Words
    actor: str = ""
    person: str = "enrollment__user"
    enrollment: Any = "enrollment__public_id"
    submission: Any = NOTHING
    task: str = ""
    question: Any = NOTHING

    def columns(self) -> tuple[Any, ...]:
        """In the order of `Entry`, but for the rank."""
        names = (*_names(self.actor), *_names(self.person))
        task = self.task or Value(None, output_field=CharField())
        return (self.at, "pk", *names, self.enrollment, self.submission, self.question, task, *self.what)


def _names(path: str) -> tuple[Any, Any]:
    return (f"{path}__login", f"{path}__name") if path else (NOTHING, NOTHING)


def _transitions(program: Program) -> QuerySet[Any]:
    return Transition.objects.filter(enrollment__program=program)


def _reviews(program: Program) -> QuerySet[Any]:
    return Review.objects.filter(submission__enrollment__program=program)


def _flags(program: Program) -> QuerySet[Any]:
    return Flag.objects.filter(submission__enrollment__program=program)


def _picks(program: Program) -> QuerySet[Any]:
    return IssuePick.objects.filter(enrollment__program=program)


def _absences(program: Program) -> QuerySet[Any]:
    return Absence.objects.filter(program=program)


OF_SUBMISSION: dict[str, Any] = {
    "person": "submission__enrollment__user",
    "enrollment": "submission__enrollment__public_id",
    "submission": "submission__public_id",
    "task": "submission__task",
}
MOVED: dict[str, Any] = {
    "at": "at",
    "what": ("from_status", "to_status", "from_turn", "to_turn", "code"),
    "words": words.moved,
    "actor": "actor",
    "submission": "submission__public_id",
    "task": "submission__task",
}
ENTRIES_PERSON = Subquery(
    Enrollment.objects.filter(program=OuterRef("program"), user=OuterRef("person")).values("public_id")
)

SOURCES: tuple[Source, ...] = (
    Source("checked", Kind.CHECKS, lambda program: _transitions(program).filter(MACHINES), **MOVED),
    Source("moved", Kind.WORK, lambda program: _transitions(program).exclude(MACHINES), **MOVED),
    Source(
        "reviewed", Kind.REVIEWS, _reviews, "decided_at", ("decision",), words.reviewed, actor="mentor", **OF_SUBMISSION
    ),
    Source(
        "undone",
        Kind.REVIEWS,
        lambda program: _reviews(program).exclude(undone_at=None),
        "undone_at",
        ("decision",),
        words.undone,
        actor="mentor",
        **OF_SUBMISSION,
    ),
    Source(
        "overrode",
        Kind.REVIEWS,
        lambda program: Override.objects.filter(submission__enrollment__program=program),
        "at",
        ("code",),
        words.overrode,
        actor="mentor",
        **OF_SUBMISSION,
    ),
    Source("flagged", Kind.FLAGS, _flags, "opened_at", ("code",), words.flagged, **OF_SUBMISSION),
    Source(
        "unflagged",
        Kind.FLAGS,
        lambda program: _flags(program).exclude(closed_at=None),
        "closed_at",
        ("code",),
        words.unflagged,
        actor="closed_by",
        **OF_SUBMISSION,
    ),
    Source(
        "extended",
        Kind.DATES,
        lambda program: Extension.objects.filter(enrollment__program=program),
        "granted_at",
        ("due_at",),
        words.extended,
        actor="granted_by",
        task="task",
    ),
    Source("picked", Kind.PICKS, _picks, "picked_at", ("issue__number",), words.picked, actor="enrollment__user"),
    Source(
        "confirmed",
        Kind.PICKS,
        lambda program: _picks(program).exclude(confirmed_at=None),
        "confirmed_at",
        ("issue__number",),
        words.confirmed,
        actor="confirmed_by",
    ),
    Source(
        "let-go",
        Kind.PICKS,
        lambda program: _picks(program).exclude(ended_at=None),
        "ended_at",
        ("issue__number", "ending"),
        words.let_go,
    ),
    Source(
        "went-away",
        Kind.AWAY,
        lambda program: _absences(program).filter(is_noticed=False),
        "made_at",
        ("starts_at", "ends_at"),
        words.went_away,
        actor="user",
        person="user",
        enrollment=NOTHING,
    ),
    Source(
        "seemed-away",
        Kind.AWAY,
        lambda program: _absences(program).filter(is_noticed=True),
        "made_at",
        ("ends_at",),
        words.seemed_away,
        person="user",
        enrollment=NOTHING,
    ),
    Source(
        "noted",
        Kind.PROGRAM,
        lambda program: AuditEntry.objects.filter(program=program).exclude(verb__in=OF_QUESTIONS),
        "at",
        ("verb", "facts"),
        words.noted,
        actor="actor",
        person="person",
        enrollment=ENTRIES_PERSON,
        task="task",
    ),
)
"""Their place here is their rank: of entries of the same instant, the later one is shown first."""
