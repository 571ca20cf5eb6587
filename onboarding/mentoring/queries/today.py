"""*Today*: whose turn it is everywhere, longest wait first, with what is known and the one next step."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, NamedTuple, TypeVar

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Left

from onboarding.curriculum.models import TaskVersion
from onboarding.languages import Text, pick
from onboarding.mentoring.queries.turns import in_hand, waiting_for_mentor
from onboarding.mentoring.reader import language
from onboarding.people.models import User, initials_of
from onboarding.programs.models import Enrollment, Program
from onboarding.programs.trail import Step
from onboarding.verification.models import Flag, Review, Status, Submission, SubmissionQuerySet, Turn

LONGEST = 50
"""Rows of a list that asks for work; those that only inform stop at `GLANCE`."""
GLANCE = 12
EXCERPT = 200
QUIET_AFTER = timedelta(days=7)
WEEK = timedelta(days=7)
ELSEWHERE = (Step.REVIEW, Step.MAINTAINERS, Step.CHECKING)
"""Steps that are in other hands: whoever has one on the trail is waited for, not waiting."""

T = TypeVar("T")


class _Row(NamedTuple):
    pk: int
    public_id: str
    turn_since: datetime
    attempt: int
    version: int
    enrollment: str
    name: str
    login: str
    mentor: int | None
    program: str
    saw: Text | None
    expect: Text | None
    title: str | None
    text: str | None

    @property
    def excerpt(self) -> str:
        """What was handed in, in a line: the pull request's title, or how the text begins."""
        return self.title or " ".join((self.text or "").split())


@dataclass(frozen=True)
class Item:
    """One submission and what it waits for. ``says``: the primary finding, why it is flagged, or how it begins."""

    public_id: str
    enrollment: str
    name: str
    initials: str
    program: str
    task: str
    since: datetime
    attempt: int
    says: str
    is_unassigned: bool


@dataclass(frozen=True)
class Quiet:
    """A newcomer from whom nothing was heard, or whose task is overdue."""

    enrollment: str
    name: str
    initials: str
    program: str
    due_at: datetime | None
    last_activity_at: datetime | None
    is_overdue: bool


@dataclass(frozen=True)
class Group(Generic[T]):
    """The first rows of a list, and whether there are more."""

    items: Sequence[T]
    is_more: bool

    def __len__(self) -> int:
        return len(self.items)

    @property
    def said(self) -> str:
        """How many, as one says it: "12", or "50+" when there are more than fit."""
        return f"{len(self)}+" if self.is_more else str(len(self))


@dataclass(frozen=True)
class Today:
    """Everything on the page. ``reviewed`` is how many judgements of this mentor took effect within a week."""

    review: Group[Item]
    flagged: Group[Item]
    quiet: Group[Quiet]
    maintainers: Group[Item]
    newcomer: Group[Item]
    reviewed: int

    @property
    def waiting(self) -> int:
        """How many things the mentor is asked to judge."""
        return len(self.review) + len(self.flagged)

    @property
    def is_clear(self) -> bool:
        """Nothing waits for the mentor."""
        return not (self.review or self.flagged or self.quiet)


def today_of(user: User, *, everybody: bool, now: datetime) -> Today:
    waiting = waiting_for_mentor(user, everybody=everybody)
    moving = in_hand(user, everybody=everybody).filter(enrollment__state=Enrollment.State.ACTIVE)
    later = Submission.objects.filter(
        enrollment=OuterRef("enrollment"), task=OuterRef("task"), attempt__gt=OuterRef("attempt")
    )
    review = _rows(waiting.exclude(status=Status.VERIFIED), LONGEST)
    flagged = _rows(waiting.filter(status=Status.VERIFIED), LONGEST)
    maintainers = _rows(moving.filter(turn=Turn.MAINTAINERS), GLANCE)
    newcomer = _rows(moving.filter(~Exists(later), turn=Turn.NEWCOMER), GLANCE)
    titles = titles_of({row.version for row in (*review, *flagged, *maintainers, *newcomer)})
    reasons = _reasons(flagged)
    return Today(
        review=_group(review, LONGEST, titles),
        flagged=_group(flagged, LONGEST, titles, reasons),
        quiet=_quiet(user, everybody=everybody, now=now),
        maintainers=_group(maintainers, GLANCE, titles),
        newcomer=_group(newcomer, GLANCE, titles),
        reviewed=Review.objects.filter(mentor=user, applied_at__gte=now - WEEK).count(),
    )


def titles_of(versions: Iterable[int]) -> dict[int, str]:
    """What task versions are called, in the reader's language."""
    found = TaskVersion.objects.filter(pk__in=versions).values_list("pk", "content__title")
    return {pk: pick(title, language()) for pk, title in found}


def _rows(submissions: SubmissionQuerySet, limit: int) -> list[_Row]:
    """The oldest of these, one more than the limit, with what their primary finding says."""
    rows = (
        submissions.annotate(main_finding=FilteredRelation("findings", condition=Q(findings__is_primary=True)))
        .order_by("turn_since", "pk")
        .values_list(
            "pk",
            "public_id",
            "turn_since",
            "attempt",
            "version",
            "enrollment__public_id",
            "enrollment__user__name",
            "enrollment__user__login",
            "enrollment__mentor",
            "enrollment__program__name",
            "main_finding__saw",
            "main_finding__expect",
            "pull_request__title",
            Left(KeyTextTransform("text", "evidence"), EXCERPT),
        )
    )
    return [_Row._make(row) for row in rows[: limit + 1]]


def _reasons(flagged: Sequence[_Row]) -> dict[int, Text]:
    """Why each of these is flagged: what the oldest open flag saw."""
    found = Flag.objects.filter(submission__in=[row.pk for row in flagged], closed_at=None)
    return dict(found.order_by("-opened_at", "-pk").values_list("submission", "saw"))


def _group(
    rows: Sequence[_Row], limit: int, titles: dict[int, str], reasons: dict[int, Text] | None = None
) -> Group[Item]:
    items = [_item(row, titles[row.version], (reasons or {}).get(row.pk)) for row in rows[:limit]]
    return Group(items, is_more=len(rows) > limit)


def _item(row: _Row, task: str, reason: Text | None) -> Item:
    name = row.name or row.login
    return Item(
        public_id=row.public_id,
        enrollment=row.enrollment,
        name=name,
        initials=initials_of(name),
        program=row.program,
        task=task,
        since=row.turn_since,
        attempt=row.attempt,
        says=pick(reason or row.saw or row.expect or {}, language()) or row.excerpt,
        is_unassigned=row.mentor is None,
    )


def _quiet(user: User, *, everybody: bool, now: datetime) -> Group[Quiet]:
    """Active newcomers whose turn it is, and who are overdue or were not heard of for a week."""
    running = Program.objects.mentored_by(user).filter(archived_at=None)
    found = Enrollment.objects.mentored_by(user).filter(program__in=running, state=Enrollment.State.ACTIVE)
    if not everybody:
        found = found.filter(Q(mentor=user) | Q(mentor=None))
    for step in ELSEWHERE:
        found = found.exclude(trail__contains=step.value)
    found = found.filter(Q(next_due_at__lt=now) | Q(last_activity_at__lt=now - QUIET_AFTER))
    rows = found.order_by(F("next_due_at").asc(nulls_last=True), "last_activity_at", "pk").values_list(
        "public_id", "user__name", "user__login", "program__name", "next_due_at", "last_activity_at"
    )[: GLANCE + 1]
    people = [
        Quiet(
            enrollment=public_id,
            name=name or login,
            initials=initials_of(name or login),
            program=program,
            due_at=due_at,
            last_activity_at=last_activity_at,
            is_overdue=due_at is not None and due_at < now,
        )
        for public_id, name, login, program, due_at, last_activity_at in rows
    ]
    return Group(people[:GLANCE], is_more=len(people) > GLANCE)
