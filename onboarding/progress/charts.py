"""What the figures look like: bars in percent of the longest, beside the numbers that they are drawn from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from onboarding import spans
from onboarding.languages import Text
from onboarding.progress.queries.figures import Figures
from onboarding.progress.queries.funnel import Tally
from onboarding.progress.queries.responses import ENOUGH
from onboarding.verification.durations import Duration


@dataclass(frozen=True)
class Step:
    """One line of the funnel, its bars in percent of everybody who started."""

    tally: Tally
    reached: int
    handed_in: int
    verified: int


@dataclass(frozen=True)
class Spell:
    """A median and the time within which four of five were done, in words and as bars. ``is_told`` where there were
    enough to say."""

    count: int
    median: str = ""
    p80: str = ""
    half: int = 0
    most: int = 0

    @property
    def is_told(self) -> bool:
        return bool(self.median)


@dataclass(frozen=True)
class Took:
    title: Text
    spell: Spell


@dataclass(frozen=True)
class Mentor:
    name: str
    reviews: Spell
    answers: Spell

    @property
    def is_silent(self) -> bool:
        return not (self.reviews.count or self.answers.count)


def steps_of(figures: Figures) -> tuple[Step, ...]:
    return tuple(
        Step(tally, *(_percent(each, figures.people) for each in (tally.reached, tally.handed_in, tally.verified)))
        for tally in figures.tallies
    )


def times_of(figures: Figures) -> tuple[Took, ...]:
    """How long each task took, the bars in percent of the slowest."""
    paces = [figures.paces.get(tally.task) for tally in figures.tallies]
    longest = _longest(paces, at_least=1)
    return tuple(
        Took(tally.title, _spell(pace, longest, at_least=1)) for tally, pace in zip(figures.tallies, paces, strict=True)
    )


def mentors_of(figures: Figures) -> tuple[Mentor, ...]:
    waits = [wait for each in figures.responses for wait in (each.reviews, each.answers)]
    longest = _longest(waits, at_least=ENOUGH)
    return tuple(
        Mentor(each.name, *(_spell(wait, longest, at_least=ENOUGH) for wait in (each.reviews, each.answers)))
        for each in figures.responses
    )


def _longest(found: Sequence[Duration | None], *, at_least: int) -> timedelta:
    return max((each.p80 for each in found if each and each.people >= at_least), default=timedelta())


def _spell(took: Duration | None, longest: timedelta, *, at_least: int) -> Spell:
    if took is None:
        return Spell(0)
    if took.people < at_least:
        return Spell(took.people)
    half, most = (_percent(each.total_seconds(), longest.total_seconds()) for each in (took.median, took.p80))
    return Spell(took.people, spans.span(took.median), spans.span(took.p80), half, most)


def _percent(part: float, whole: float) -> int:
    return round(100 * part / whole) if whole else 0
