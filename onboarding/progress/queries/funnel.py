"""The funnel of a program: how many reached each task, handed it in, had it verified, and where people stopped.

Read from the trails alone: one statement groups equal ones, so that its cost grows with the people and not with what
they did.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import BooleanField, Case, Count, Q, Value, When

from onboarding.languages import Text
from onboarding.programs.models import Enrollment, Program
from onboarding.programs.trail import COUNTED, Step
from onboarding.progress.queries.stops import NEARNESS, THEIRS

SILENCE = timedelta(days=7)
"""After this long without a sign, somebody whose turn it is counts as stuck."""

NOT_REACHED = (Step.ABSENT, Step.LOCKED)
NOT_HANDED_IN = (*NOT_REACHED, Step.OPEN)
State = Enrollment.State


@dataclass(frozen=True)
class Tally:
    """One task. ``here``: under way, and this is what they are at; ``stuck``: those of them whose turn it is and who
    were silent for a week; ``gone``: who left while at it."""

    slug: str
    title: Text
    task: int
    reached: int
    handed_in: int
    verified: int
    here: int
    stuck: int
    gone: int

    @property
    def stopped(self) -> int:
        """Who reached it and went no further: the drop-off."""
        return self.stuck + self.gone

    @property
    def share_stopped(self) -> int:
        """In percent of those who reached it."""
        return round(100 * self.stopped / self.reached) if self.reached else 0


@dataclass(frozen=True)
class Walked:
    """So many people with this trail, in this state."""

    trail: str
    state: str
    is_silent: bool
    count: int

    def at(self, slot: int) -> Step:
        return Step(self.trail[slot]) if slot < len(self.trail) else Step.ABSENT


@dataclass(frozen=True)
class Place:
    """A task of the program, in the order of the track."""

    task: int
    slot: int
    slug: str
    title: Text


def funnel_of(program: Program, *, since: datetime | None, now: datetime) -> tuple[int, tuple[Tally, ...]]:
    """How many people have started (since then, where that is said), and what became of them. Two queries."""
    places = places_of(program)
    walked = _walked(program, since, now)
    here = [_here(places, each) for each in walked]
    tallies = tuple(_tally(place, walked, here) for place in places)
    return sum(each.count for each in walked), tallies


def places_of(program: Program) -> list[Place]:
    rows = program.program_tasks.filter(task__retired_at=None).order_by("task__position")
    columns = ("task_id", "task__slot", "task__slug", "version__content__title")
    return [Place(*row) for row in rows.values_list(*columns)]


def _walked(program: Program, since: datetime | None, now: datetime) -> list[Walked]:
    people = program.enrollments.filter(started_at__isnull=False)
    if since is not None:
        people = people.filter(started_at__gte=since)
    silent = Case(When(_silent(now), then=Value(True)), default=Value(False), output_field=BooleanField())
    rows = people.values_list("trail", "state", silent).annotate(count=Count("pk")).order_by()
    return [Walked(*row) for row in rows]


def _silent(now: datetime) -> Q:
    return Q(last_activity_at__lt=now - SILENCE) | Q(last_activity_at=None)


def _here(places: Sequence[Place], walked: Walked) -> int | None:
    """The task that these people are at: as on their own journey, what is to be mended first, then what can begin."""
    if walked.state == State.FINISHED:
        return None
    steps = [(place.task, walked.at(place.slot)) for place in places]
    return next((task for wanted in NEARNESS for task, step in steps if step in wanted), None)


def _tally(place: Place, walked: Sequence[Walked], here: Sequence[int | None]) -> Tally:
    steps: Counter[Step] = Counter()
    for each in walked:
        steps[each.at(place.slot)] += each.count
    at_it = [each for each, task in zip(walked, here, strict=True) if task == place.task]
    active = [each for each in at_it if each.state in (State.ACTIVE, State.PAUSED)]
    theirs = [each for each in active if each.state == State.ACTIVE and each.at(place.slot) in THEIRS]
    return Tally(
        slug=place.slug,
        title=place.title,
        task=place.task,
        reached=steps.total() - sum(steps[step] for step in NOT_REACHED),
        handed_in=steps.total() - sum(steps[step] for step in NOT_HANDED_IN),
        verified=sum(steps[step] for step in COUNTED),
        here=_people(active),
        stuck=_people(each for each in theirs if each.is_silent),
        gone=_people(each for each in at_it if each.state == State.LEFT),
    )


def _people(walked: Iterable[Walked]) -> int:
    return sum(each.count for each in walked)
