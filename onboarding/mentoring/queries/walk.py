"""How a mentor walks through what waits: whose newcomers, which program, in which order. The address remembers it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q, QuerySet

from onboarding.mentoring.models import Hold
from onboarding.mentoring.queries.prepared import rows_for
from onboarding.mentoring.queries.turns import waiting_for_mentor
from onboarding.people.models import User
from onboarding.prepared import SOMETIME
from onboarding.verification.models import Status, Submission, SubmissionQuerySet

FAR = 1000
"""How far we look for neighbours: nobody reviews more in one sitting."""


class By(StrEnum):
    """``TURN`` is the way from *today*: oldest first, flagged work too. The others are the queue's."""

    TURN = ""
    AGE = "age"
    TASK = "task"


ORDERS = {
    By.TURN: ("turn_since", "pk"),
    By.AGE: ("turn_since", "pk"),
    By.TASK: ("task__track", "task__position", "turn_since", "pk"),
}


@dataclass(frozen=True)
class Walk:
    """Whatever makes no sense in an address falls back to the default."""

    everybody: bool = False
    by: By = By.TURN
    program: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, str], *, by: By = By.TURN) -> "Walk":
        """``by``: where the address does not say."""
        asked = query.get("by", "")
        return cls(
            everybody="all" in query,
            by=By(asked) if asked and asked in list(By) else by,
            program=query.get("program", "").replace("\0", "")[:100],
        )

    def asked(self, **more: str) -> str:
        """As the query of an address, with its question mark; empty where there is nothing to say."""
        own = {"all": "1" if self.everybody else "", "by": self.by.value, "program": self.program}
        query = urlencode({key: value for key, value in {**own, **more}.items() if value})
        return f"?{query}" if query else ""

    def turned(self, **fields: object) -> str:
        """The same way but for these, as the query of an address."""
        return replace(self, **fields).asked() or "?"  # type: ignore[arg-type]

    def through(self, user: User, *, now: datetime) -> SubmissionQuerySet:
        """What lies on the way, in its order."""
        conditions = [Q(status=Status.IN_REVIEW)] if self.by else []
        if self.program:
            conditions.append(Q(enrollment__program__slug=self.program))
        return waiting_for_mentor(user, *conditions, everybody=self.everybody, at=now).order_by(*ORDERS[self.by])


@dataclass(frozen=True)
class Place:
    """Where a submission stands on the way. ``position`` is 0 when it isn't on it; ``onward`` is what to review after
    it: the next that no colleague holds, or the first one from the beginning."""

    previous: str
    next: str
    onward: str
    position: int
    length: int


def place_of(submission: Submission, user: User, walk: Walk, *, now: datetime) -> Place:
    """The neighbours of this submission; of one that has left, those around the place it had. One query."""
    rows = rows_for(user, _Way(walk), now=now)
    own = _key(submission, ORDERS[walk.by])
    before = [row for row in rows if row[2:] < own]
    after = [row for row in rows if row[2:] > own]
    free = [row[0] for row in (*after, *before) if not row[1]]
    return Place(
        previous=before[-1][0] if before else "",
        next=after[0][0] if after else "",
        onward=free[0] if free else "",
        position=len(before) + 1 if len(before) + len(after) < len(rows) else 0,
        length=len(rows),
    )


@dataclass(frozen=True)
class _Way:
    """Makes the query of what lies on the way: id, whether a colleague is at it, and by what it is ordered."""

    walk: Walk

    def __call__(self, user: User) -> QuerySet[Any, Any]:
        held = Hold.objects.live(SOMETIME).filter(submission=OuterRef("pk")).exclude(mentor=user)
        found = self.walk.through(user, now=SOMETIME).annotate(is_held=Exists(held))
        return found.values_list("public_id", "is_held", *ORDERS[self.walk.by])[:FAR]


def _key(submission: Submission, order: tuple[str, ...]) -> tuple[object, ...]:
    """``submission`` comes with its task."""
    values = {
        "task__track": submission.task.track_id,
        "task__position": submission.task.position,
        "turn_since": submission.turn_since,
        "pk": submission.pk,
    }
    return tuple(values[column] for column in order)
