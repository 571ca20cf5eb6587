"""The people of one program: who fits the filter, in order, fifty at a time, in one SQL query."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Exists, F, OuterRef, QuerySet, Value
from django.db.models.expressions import OrderBy
from django.db.models.functions import JSONObject

from onboarding.mentoring.models import Star, Tag
from onboarding.mentoring.queries.desk import Desk
from onboarding.mentoring.queries.filter import Filter, Sort, matching
from onboarding.mentoring.queries.prepared import rows_for
from onboarding.mentoring.sql import Counted, Listed
from onboarding.people.models import User
from onboarding.prepared import SOMETIME

PAGE = 50
COUNTED_TO = 1000

ORDERS: Mapping[Sort, OrderBy] = {
    Sort.WAIT: F("oldest_turn_since").asc(nulls_last=True),
    Sort.DUE: F("next_due_at").asc(nulls_last=True),
    Sort.ACTIVITY: F("last_activity_at").desc(nulls_last=True),
    Sort.QUIET: F("last_activity_at").asc(nulls_last=True),
    Sort.PROGRESS: F("done_count").desc(),
}


class Person(NamedTuple):
    """One row of the grid, as the database gives it: named tuples cost a tenth of model instances."""

    public_id: str
    name: str
    login: str
    mentor_name: str | None
    mentor_login: str | None
    state: str
    trail: str
    done: int
    next_due_at: datetime | None
    oldest_turn_since: datetime | None
    is_starred: bool
    tags: list[dict[str, str]]
    total: int


COLUMNS = (
    *("public_id", "user__name", "user__login", "mentor__name", "mentor__login", "state", "trail"),
    *("done_count", "next_due_at", "oldest_turn_since", "is_starred", "tagged", "total"),
)


@dataclass(frozen=True)
class Page:
    people: list[Person]
    total: int
    number: int
    has_next: bool

    @property
    def first(self) -> int:
        return (self.number - 1) * PAGE + 1

    @property
    def last(self) -> int:
        return self.first + len(self.people) - 1

    @property
    def is_more(self) -> bool:
        """More people than we counted."""
        return self.total > COUNTED_TO


def page_of(desk: Desk, user: User, asked: Filter, *, now: datetime) -> Page:
    """Fifty people and how many there are, counted to a thousand."""
    people = [Person._make(row) for row in rows_for(user, _Question(desk.for_anybody(), asked), now=now)]
    return Page(people[:PAGE], people[0].total if people else 0, asked.page, has_next=len(people) > PAGE)


@dataclass(frozen=True)
class _Question:
    """What is asked about which people. Two are equal when their statement is: `rows_for` knows it by that."""

    desk: Desk
    asked: Filter

    def __call__(self, user: User) -> QuerySet[Any, Any]:
        found = matching(self.desk, user, self.asked, now=SOMETIME)
        start = (self.asked.page - 1) * PAGE
        return (
            found.annotate(
                is_starred=Exists(Star.objects.filter(user=user, enrollment=OuterRef("pk"))),
                tagged=Listed(tags_of(OuterRef("pk"))),
                total=Counted(found.order_by().values(one=Value(1))[: COUNTED_TO + 1]),
            )
            .order_by(ORDERS[self.asked.sort], "pk")
            .values_list(*COLUMNS)[start : start + PAGE + 1]
        )


def tags_of(enrollment: OuterRef) -> QuerySet[Any, Any]:
    """The tags of one person, for `Listed`."""
    theirs = Tag.objects.filter(enrollments=enrollment).order_by("name")
    return theirs.values(item=JSONObject(name="name"))
