"""The people of one program: who fits the filter, in order, fifty at a time, in one SQL query."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.expressions import OrderBy

from onboarding.mentoring.models import Star
from onboarding.mentoring.queries.desk import Desk
from onboarding.mentoring.sql import Counted
from onboarding.people.models import User
from onboarding.programs.models import Enrollment, EnrollmentQuerySet
from onboarding.programs.trail import Step
from onboarding.verification.models import Turn

PAGE = 50
COUNTED_TO = 1000
LONGEST_SEARCH = 100
EVERY_STATE = "any"
ONLY_MINE, NOBODYS = "@me", "@nobody"
"""Said instead of a mentor's login; no login begins like this."""


class Sort(StrEnum):
    WAIT = "wait"
    DUE = "due"
    ACTIVITY = "activity"
    QUIET = "quiet"
    PROGRESS = "progress"


ORDERS: Mapping[Sort, OrderBy] = {
    Sort.WAIT: F("oldest_turn_since").asc(nulls_last=True),
    Sort.DUE: F("next_due_at").asc(nulls_last=True),
    Sort.ACTIVITY: F("last_activity_at").desc(nulls_last=True),
    Sort.QUIET: F("last_activity_at").asc(nulls_last=True),
    Sort.PROGRESS: F("done_count").desc(),
}

STEPS_OF_TURN: Mapping[str, tuple[Step, ...]] = {
    Turn.MENTOR: (Step.REVIEW, Step.FLAGGED),
    Turn.NEWCOMER: (Step.RETURNED, Step.NEWCOMER),
    Turn.MAINTAINERS: (Step.MAINTAINERS,),
    Turn.MACHINE: (Step.CHECKING,),
}
"""What a trail shows while it is somebody's turn."""


@dataclass(frozen=True)
class Filter:
    """What a mentor asked of the grid. Whatever makes no sense in an address falls back to the default."""

    program: str = ""
    search: str = ""
    state: str = Enrollment.State.ACTIVE
    turn: str = ""
    mentor: str = ""
    overdue: bool = False
    starred: bool = False
    sort: Sort = Sort.WAIT
    page: int = 1

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> "Filter":
        state, turn, sort = query.get("state", ""), query.get("turn", ""), query.get("sort", "")
        page = query.get("page", "")
        return cls(
            program=query.get("program", ""),
            search=query.get("q", "").replace("\0", "").strip()[:LONGEST_SEARCH],
            state=state if state in (*Enrollment.State.values, EVERY_STATE) else Enrollment.State.ACTIVE,
            turn=turn if turn in STEPS_OF_TURN else "",
            mentor=query.get("mentor", "").replace("\0", "").strip()[:LONGEST_SEARCH],
            overdue=bool(query.get("overdue")),
            starred=bool(query.get("starred")),
            sort=Sort(sort) if sort in list(Sort) else Sort.WAIT,
            page=int(page) if page.isascii() and page.isdigit() and 0 < int(page[:6]) == int(page) else 1,
        )

    @property
    def is_narrow(self) -> bool:
        """Whether it leaves out anybody who is active: an empty page then says so."""
        return replace(self, program="", sort=Sort.WAIT, page=1) != Filter()

    def on_page(self, page: int) -> str:
        """The same question about another page, as the query of an address."""
        asked = {
            "program": self.program,
            "q": self.search,
            "state": self.state if self.state != Enrollment.State.ACTIVE else "",
            "turn": self.turn,
            "mentor": self.mentor,
            "overdue": "1" if self.overdue else "",
            "starred": "1" if self.starred else "",
            "sort": self.sort.value if self.sort != Sort.WAIT else "",
            "page": str(page) if page > 1 else "",
        }
        return urlencode({key: value for key, value in asked.items() if value})


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
    total: int


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
    found = _matching(desk, user, asked, now)
    start = (asked.page - 1) * PAGE
    rows = (
        found.annotate(
            is_starred=Exists(Star.objects.filter(user=user, enrollment=OuterRef("pk"))),
            total=Counted(found.order_by().values(one=Value(1))[: COUNTED_TO + 1]),
        )
        .order_by(ORDERS[asked.sort], "pk")
        .values_list(
            "public_id",
            "user__name",
            "user__login",
            "mentor__name",
            "mentor__login",
            "state",
            "trail",
            "done_count",
            "next_due_at",
            "oldest_turn_since",
            "is_starred",
            "total",
        )[start : start + PAGE + 1]
    )
    people = [Person._make(row) for row in rows]
    return Page(people[:PAGE], people[0].total if people else 0, asked.page, has_next=len(people) > PAGE)


def _matching(desk: Desk, user: User, asked: Filter, now: datetime) -> EnrollmentQuerySet:
    """The desk was fetched through `mentored_by`: whoever has it may see its people, but for themselves."""
    conditions = [Q(program=desk.pk), ~Q(user=user)]
    if asked.state != EVERY_STATE:
        conditions.append(Q(state=asked.state))
    if asked.turn:
        conditions.append(_trail_shows(STEPS_OF_TURN[asked.turn]))
    if asked.overdue:
        conditions.append(Q(next_due_at__lt=now))
    if asked.starred:
        conditions.append(Q(stars__user=user))
    if asked.search:
        conditions.append(Q(user__name__icontains=asked.search) | Q(user__login__icontains=asked.search))
    if asked.mentor:
        conditions.append(_is_mentored_by(user, asked.mentor))
    return Enrollment.objects.filter(*conditions)


def _is_mentored_by(user: User, mentor: str) -> Q:
    if mentor == ONLY_MINE:
        return Q(mentor=user)
    return Q(mentor=None) if mentor == NOBODYS else Q(mentor__login=mentor)


def _trail_shows(steps: tuple[Step, ...]) -> Q:
    condition = Q()
    for step in steps:
        condition |= Q(trail__contains=step.value)
    return condition
