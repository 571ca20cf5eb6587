"""What a mentor asks of the people grid: read from an address, written into one, and as conditions on enrollments."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from urllib.parse import urlencode

from django.db.models import Q
from django.db.models.functions import Substr

from onboarding.languages import CODES
from onboarding.mentoring.models import Tag
from onboarding.mentoring.queries.desk import Desk
from onboarding.people.models import User
from onboarding.programs.models import Enrollment, EnrollmentQuerySet, HandOver
from onboarding.programs.trail import Step
from onboarding.verification.models import Turn

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


STEPS_OF_TURN: Mapping[str, tuple[Step, ...]] = {
    Turn.MENTOR: (Step.REVIEW, Step.FLAGGED),
    Turn.NEWCOMER: (Step.RETURNED, Step.NEWCOMER),
    Turn.MAINTAINERS: (Step.MAINTAINERS,),
    Turn.MACHINE: (Step.CHECKING,),
}
"""What a trail shows while it is somebody's turn."""

AT_WORK = (Step.OPEN, *(step for steps in STEPS_OF_TURN.values() for step in steps))
"""What a trail shows of a task that somebody is at: neither locked, nor simply verified."""


@dataclass(frozen=True)
class Filter:
    """What was asked. Whatever makes no sense in an address falls back to the default.

    ``handed``: the first row of an act of handing over, as a notice links to those who came by it.
    """

    program: str = ""
    search: str = ""
    state: str = Enrollment.State.ACTIVE
    turn: str = ""
    task: str = ""
    mentor: str = ""
    language: str = ""
    tag: str = ""
    overdue: bool = False
    starred: bool = False
    handed: int = 0
    sort: Sort = Sort.WAIT
    page: int = 1

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> "Filter":
        state, turn, sort = query.get("state", ""), query.get("turn", ""), query.get("sort", "")
        spoken = query.get("language", "")
        return cls(
            program=_words(query, "program"),
            search=_words(query, "q"),
            state=state if state in (*Enrollment.State.values, EVERY_STATE) else Enrollment.State.ACTIVE,
            turn=turn if turn in STEPS_OF_TURN else "",
            task=_words(query, "task"),
            mentor=_words(query, "mentor"),
            language=spoken if spoken in CODES else "",
            tag=_words(query, "tag")[: Tag.LONGEST],
            overdue=bool(query.get("overdue")),
            starred=bool(query.get("starred")),
            sort=Sort(sort) if sort in list(Sort) else Sort.WAIT,
            handed=_number(query, "handed", 18),
            page=_number(query, "page", 6) or 1,
        )

    @property
    def is_narrow(self) -> bool:
        """Whether it leaves out anybody who is active: an empty page then says so."""
        return replace(self, program="", sort=Sort.WAIT, page=1) != Filter()

    def on_page(self, page: int) -> str:
        """The same question about another page, as the query of an address."""
        return urlencode({**self._asked(), **({"page": str(page)} if page > 1 else {})})

    @property
    def lasting(self) -> str:
        """What is worth keeping of it: neither the program nor the page."""
        return replace(self, program="").on_page(1)

    def _asked(self) -> dict[str, str]:
        asked = {
            "program": self.program,
            "q": self.search,
            "state": self.state if self.state != Enrollment.State.ACTIVE else "",
            "turn": self.turn,
            "task": self.task,
            "mentor": self.mentor,
            "language": self.language,
            "tag": self.tag,
            "overdue": "1" if self.overdue else "",
            "starred": "1" if self.starred else "",
            "handed": str(self.handed or ""),
            "sort": self.sort.value if self.sort != Sort.WAIT else "",
        }
        return {key: value for key, value in asked.items() if value}


def matching(desk: Desk, user: User, asked: Filter, *, now: datetime) -> EnrollmentQuerySet:
    """The desk was fetched through `mentored_by`: whoever has it may see its people, but for themselves."""
    conditions = [Q(program=desk.pk), ~Q(user=user), _stands(desk, asked), *_ticked(user, asked, now)]
    if asked.state != EVERY_STATE:
        conditions.append(Q(state=asked.state))
    if asked.search:
        conditions.append(Q(user__name__icontains=asked.search) | Q(user__login__icontains=asked.search))
    if asked.mentor:
        conditions.append(_is_mentored_by(user, asked.mentor))
    if asked.language:
        conditions.append(_speaks(desk, asked.language))
    if asked.tag:
        conditions.append(Q(tags__program=desk.pk, tags__name=asked.tag))
    return Enrollment.objects.alias(**_at_task(desk, asked)).filter(*conditions)


def _ticked(user: User, asked: Filter, now: datetime) -> Iterator[Q]:
    if asked.overdue:
        yield Q(next_due_at__lt=now)
    if asked.starred:
        yield Q(stars__user=user)
    if asked.handed:
        yield Q(hand_overs__in=HandOver.objects.of_act(asked.handed))


def _words(query: Mapping[str, str], name: str) -> str:
    return query.get(name, "").replace("\0", "").strip()[:LONGEST_SEARCH]


def _number(query: Mapping[str, str], name: str, digits: int) -> int:
    """Zero where it is none, or has too many digits."""
    said = query.get(name, "")
    return int(said) if said.isascii() and said.isdigit() and len(said) <= digits else 0


def _is_mentored_by(user: User, mentor: str) -> Q:
    if mentor == ONLY_MINE:
        return Q(mentor=user)
    return Q(mentor=None) if mentor == NOBODYS else Q(mentor__login=mentor)


def _speaks(desk: Desk, language: str) -> Q:
    """Who has not said is spoken to in the program's language."""
    said = Q(user__language=language)
    return said | Q(user__language="") if desk.default_language == language else said


def _at_task(desk: Desk, asked: Filter) -> dict[str, Substr]:
    """The step of the task that was asked for. A task that the program does not have is nobody's."""
    slots = [column.slot for column in desk.columns if column.slug == asked.task]
    return {"step": Substr("trail", slots[0] + 1, 1)} if slots else {}


def _stands(desk: Desk, asked: Filter) -> Q:
    """Whose turn it is, on any task or on the one that was asked for."""
    if asked.task:
        steps = STEPS_OF_TURN[asked.turn] if asked.turn else AT_WORK
        return Q(step__in=steps) if _at_task(desk, asked) else Q(pk__in=())
    condition = Q()
    for step in STEPS_OF_TURN[asked.turn] if asked.turn else ():
        condition |= Q(trail__contains=step.value)
    return condition
