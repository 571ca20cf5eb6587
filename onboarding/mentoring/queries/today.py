"""*Today*: whose turn it is everywhere, longest wait first, with what is known and the one next step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Generic, TypeVar

from django.db.models import Exists, OuterRef, Q, QuerySet

from onboarding.mentoring.models import Nudge
from onboarding.mentoring.queries.prepared import SINCE, SOMETIME, Build, rows_for
from onboarding.mentoring.queries.quiet import GLANCE, Quiet, quiet_in
from onboarding.mentoring.queries.scope import Scope
from onboarding.mentoring.queries.turns import in_hand, waiting_for_mentor
from onboarding.mentoring.queries.work import Item, items_of
from onboarding.people.models import User
from onboarding.programs.models import Enrollment
from onboarding.questions.queries import Waiting, waiting_rows
from onboarding.verification.models import Review, Status, Submission, Turn

LONGEST = 20
"""Lines of a list that asks for work; those that only inform stop at `GLANCE`."""
WEEK = timedelta(days=7)

T = TypeVar("T")


@dataclass(frozen=True)
class Group(Generic[T]):
    """The first lines of a list, and whether there are more."""

    items: Sequence[T]
    is_more: bool

    @classmethod
    def of(cls, items: Sequence[T], limit: int) -> "Group[T]":
        """Of a list that was asked for one more than its limit."""
        return cls(items[:limit], is_more=len(items) > limit)

    def __len__(self) -> int:
        return len(self.items)

    @property
    def said(self) -> str:
        """How many, as one says it: "12", or "20+" when there are more than fit."""
        return f"{len(self)}+" if self.is_more else str(len(self))


@dataclass(frozen=True)
class Done:
    """Work that was verified this week. ``may_praise``: nobody has said "well done" to this person lately."""

    item: Item
    may_praise: bool


@dataclass(frozen=True)
class Today:
    """Everything on the page; of what is done the newest stands first. ``reviewed`` is how many judgements of this
    mentor took effect within a week."""

    review: Group[Item]
    flagged: Group[Item]
    questions: Group[Waiting]
    quiet: Group[Quiet]
    maintainers: Group[Item]
    newcomer: Group[Item]
    done: Group[Done]
    reviewed: int

    @property
    def waiting(self) -> int:
        """How many things the mentor is asked to judge or to answer."""
        return len(self.review) + len(self.flagged) + len(self.questions)

    @property
    def is_clear(self) -> bool:
        """Nothing waits for the mentor."""
        return not (self.waiting or self.quiet)


def today_of(scope: Scope, *, now: datetime) -> Today:
    """A fixed number of queries: first which submissions, then what is to be said of all of them at once."""
    keys = {name: _keys(scope, name, now) for name in LIMITS}
    items = items_of([pk for found in keys.values() for pk in found], scope)
    groups = {name: [items[pk] for pk in found] for name, found in keys.items()}
    return Today(
        review=Group.of(groups["review"], LONGEST),
        flagged=Group.of(groups["flagged"], LONGEST),
        questions=Group.of(_asked(scope, now), LONGEST),
        quiet=Group.of(quiet_in(scope, now=now), GLANCE),
        maintainers=Group.of(groups["maintainers"], GLANCE),
        newcomer=Group.of(groups["newcomer"], GLANCE),
        done=Group.of(_praisable(groups["done"], now), GLANCE),
        reviewed=Review.objects.filter(mentor=scope.user, applied_at__gte=now - WEEK).count(),
    )


def _list(name: str, everybody: bool, user: User) -> QuerySet[Any, Any]:
    """The oldest of one list; of what is done, the newest. Of a newcomer's attempts only the latest asks."""
    about: dict[str, Any] = {"everybody": everybody, "at": SOMETIME}
    active = Q(enrollment__state=Enrollment.State.ACTIVE)
    same = Submission.objects.filter(enrollment=OuterRef("enrollment"), task=OuterRef("task"))
    is_latest = Q(~Exists(same.filter(attempt__gt=OuterRef("attempt"))))
    found = {
        "review": lambda: waiting_for_mentor(user, ~Q(status=Status.VERIFIED), **about),
        "flagged": lambda: waiting_for_mentor(user, Q(status=Status.VERIFIED), **about),
        "maintainers": lambda: in_hand(user, active, Q(turn=Turn.MAINTAINERS), **about),
        "newcomer": lambda: in_hand(user, active, Q(turn=Turn.NEWCOMER), is_latest, **about),
        "done": lambda: in_hand(user, Q(status=Status.VERIFIED, turn=Turn.NOBODY, turn_since__gte=SINCE), **about),
    }
    order = ("-turn_since", "-pk") if name == "done" else ("turn_since", "pk")
    return found[name]().order_by(*order).values_list("pk")[: LIMITS[name] + 1]


LIMITS = {"review": LONGEST, "flagged": LONGEST, "maintainers": GLANCE, "newcomer": GLANCE, "done": GLANCE}
LISTS: Mapping[tuple[str, bool], Build] = {
    (name, everybody): partial(_list, name, everybody) for name in LIMITS for everybody in (False, True)
}
"""Made once each: `rows_for` knows its statements by these objects."""


def _asked(scope: Scope, now: datetime) -> list[Waiting]:
    return [Waiting.from_row(row) for row in rows_for(scope.user, QUESTIONS[scope.everybody], now=now)]


def _questions(everybody: bool, user: User) -> QuerySet[Any, Any]:
    return waiting_rows(user, everybody=everybody, at=SOMETIME)[: LONGEST + 1]


QUESTIONS: Mapping[bool, Build] = {everybody: partial(_questions, everybody) for everybody in (False, True)}


def _praisable(items: Sequence[Item], now: datetime) -> list[Done]:
    """One query: which of this work was praised, and which of these people lately."""
    work, people = [item.public_id for item in items], [item.enrollment for item in items]
    lately = Q(enrollment__public_id__in=people, sent_at__gt=now - Nudge.GAP)
    praise = Nudge.objects.filter(lately | Q(submission__public_id__in=work), kind=Nudge.Kind.PRAISE)
    rows = list(praise.values_list("submission__public_id", "enrollment__public_id", "sent_at"))
    praised = {submission for submission, _, _ in rows}
    thanked = {person for _, person, sent_at in rows if sent_at > now - Nudge.GAP}
    return [Done(each, each.public_id not in praised and each.enrollment not in thanked) for each in items]


def _keys(scope: Scope, name: str, now: datetime) -> list[int]:
    return [pk for (pk,) in rows_for(scope.user, LISTS[name, scope.everybody], now=now, since=now - WEEK)]
