"""*Today*: whose turn it is everywhere, longest wait first, with what is known and the one next step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Generic, TypeVar

from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Subquery

from onboarding.mentoring.models import Nudge
from onboarding.mentoring.queries.cover import absences_now, covers_now
from onboarding.mentoring.queries.prepared import Build, rows_for
from onboarding.mentoring.queries.quiet import GLANCE, Quiet, quiet_in
from onboarding.mentoring.queries.scope import Scope
from onboarding.mentoring.queries.turns import in_hand, waiting_for_mentor
from onboarding.mentoring.queries.work import COLUMNS, Item, item_of, rows_about
from onboarding.mentoring.sql import Counted
from onboarding.people.models import User
from onboarding.prepared import SINCE, SOMETIME
from onboarding.programs.models import Enrollment
from onboarding.questions.queries import Waiting, waiting_rows
from onboarding.verification.models import Review, Status, Submission, Turn

LONGEST = 20
"""Lines of a list that asks for work; those that only inform stop at `GLANCE`."""
WEEK = timedelta(days=7)
ACTIVE = Q(state=Enrollment.State.ACTIVE)

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
    """Everything on the page; of what is done the newest stands first. ``reviewed``: how many judgements of this mentor
    took effect within a week; ``is_away``, ``covers``: there is something to say of an absence of theirs, or another's.
    """

    review: Group[Item]
    flagged: Group[Item]
    questions: Group[Waiting]
    quiet: Group[Quiet]
    maintainers: Group[Item]
    newcomer: Group[Item]
    done: Group[Done]
    reviewed: int
    is_away: bool
    covers: bool

    @property
    def waiting(self) -> int:
        """How many things the mentor is asked to judge or to answer."""
        return len(self.review) + len(self.flagged) + len(self.questions)

    @property
    def asking(self) -> Sequence[str]:
        """The lists that ask for something, by name, that with the longest wait first."""
        lists: dict[str, Group[Any]] = {"review": self.review, "questions": self.questions, "flagged": self.flagged}
        return sorted((name for name in lists if lists[name]), key=lambda name: lists[name].items[0].since)

    @property
    def writable(self) -> Sequence[str]:
        """The quiet who can be written to at once: one text goes to people of one program."""
        free = [person for person in self.quiet.items if person.written_at is None]
        return [person.enrollment for person in free if person.slug == free[0].slug]

    @property
    def is_clear(self) -> bool:
        """Nothing waits for the mentor."""
        return not (self.waiting or self.quiet)


def today_of(scope: Scope, *, now: datetime) -> Today:
    """A fixed number of queries, whatever there is."""

    def rows(name: str) -> list[tuple[Any, ...]]:
        return rows_for(scope.user, LISTS[name, scope.everybody], now=now, since=now - WEEK)

    def group(name: str) -> Group[Item]:
        return Group.of([item_of(row, scope) for row in rows(name)], LIMITS[name])

    [(reviewed, is_away, covers)] = rows_for(scope.user, _own, now=now, since=now - WEEK)
    return Today(
        review=group("review"),
        flagged=group("flagged"),
        questions=Group.of(_asked(scope, now), LONGEST),
        quiet=Group.of(quiet_in(scope, now=now), GLANCE),
        maintainers=group("maintainers"),
        newcomer=group("newcomer"),
        done=Group.of([_done(row, scope, now) for row in rows("done")], GLANCE),
        reviewed=reviewed,
        is_away=is_away,
        covers=covers,
    )


LIMITS = {"review": LONGEST, "flagged": LONGEST, "maintainers": GLANCE, "newcomer": GLANCE, "done": GLANCE}


def _list(name: str, everybody: bool, user: User) -> QuerySet[Any, Any]:
    """The oldest of one list; of what is done, the newest. Of a newcomer's attempts only the latest asks."""
    about: dict[str, Any] = {"everybody": everybody, "at": SOMETIME}
    same = Submission.objects.filter(enrollment=OuterRef("enrollment"), task=OuterRef("task"))
    is_latest = Q(~Exists(same.filter(attempt__gt=OuterRef("attempt"))))
    found = {
        "review": lambda: waiting_for_mentor(user, ~Q(status=Status.VERIFIED), **about),
        "flagged": lambda: waiting_for_mentor(user, Q(status=Status.VERIFIED), **about),
        "maintainers": lambda: in_hand(user, Q(turn=Turn.MAINTAINERS), newcomers=ACTIVE, **about),
        "newcomer": lambda: in_hand(user, Q(turn=Turn.NEWCOMER), is_latest, newcomers=ACTIVE, **about),
        "done": lambda: in_hand(user, Q(status=Status.VERIFIED, turn=Turn.NOBODY, turn_since__gte=SINCE), **about),
    }
    order = ("-turn_since", "-pk") if name == "done" else ("turn_since", "pk")
    rows = rows_about(found[name]().order_by(*order)[: LIMITS[name] + 1], *order)
    return _praised(rows) if name == "done" else rows


LISTS: Mapping[tuple[str, bool], Build] = {
    (name, everybody): partial(_list, name, everybody) for name in LIMITS for everybody in (False, True)
}
"""Made once each: `rows_for` knows its statements by these objects."""


def _praised(rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    """Two more columns: whether this work was praised, and when this person was last."""
    praise = Nudge.objects.filter(kind=Nudge.Kind.PRAISE)
    theirs = praise.filter(enrollment=OuterRef("enrollment")).order_by().values("enrollment")
    found: QuerySet[Any, Any] = rows.annotate(
        is_praised=Exists(praise.filter(submission=OuterRef("pk"))),
        praised_at=Subquery(theirs.annotate(last=Max("sent_at")).values("last")),
    )
    return found


def _done(row: Sequence[Any], scope: Scope, now: datetime) -> Done:
    is_praised, praised_at = row[len(COLUMNS) :]
    lately = praised_at is not None and praised_at > now - Nudge.GAP
    return Done(item_of(row, scope), may_praise=not is_praised and not lately)


def _asked(scope: Scope, now: datetime) -> list[Waiting]:
    return [Waiting.from_row(row) for row in rows_for(scope.user, QUESTIONS[scope.everybody], now=now)]


def _questions(everybody: bool, user: User) -> QuerySet[Any, Any]:
    return waiting_rows(user, everybody=everybody, at=SOMETIME)[: LONGEST + 1]


QUESTIONS: Mapping[bool, Build] = {everybody: partial(_questions, everybody) for everybody in (False, True)}


def _own(user: User) -> QuerySet[Any, Any]:
    """One row of the mentor themselves."""
    effective = Review.objects.filter(mentor=user, applied_at__gte=SINCE).order_by().values("pk")
    own = (Counted(effective), Exists(absences_now(user, SOMETIME)), Exists(covers_now(user, SOMETIME)))
    return User.objects.filter(pk=user.pk).values_list(*own)
