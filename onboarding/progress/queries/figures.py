"""The figures of a program, for one period. Far too much to work out each time that somebody looks, so kept a while."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.core.cache import cache

from onboarding.programs.models import Program
from onboarding.progress.queries.funnel import Tally, funnel_of
from onboarding.progress.queries.responses import Responses, responses_of
from onboarding.verification.durations import ALWAYS, Duration, durations

KEPT = timedelta(minutes=10)


class Period(StrEnum):
    MONTH = "30"
    QUARTER = "90"
    ALWAYS = "all"

    def since(self, now: datetime) -> datetime | None:
        return None if self == Period.ALWAYS else now - timedelta(days=int(self))

    @classmethod
    def of(cls, text: str) -> "Period":
        """What somebody asked for; all of it where that is no period."""
        return next((each for each in cls if each.value == text), cls.ALWAYS)


@dataclass(frozen=True)
class Figures:
    """``people`` have started in the period; the funnel is of them, times are of what happened in it."""

    people: int
    tallies: tuple[Tally, ...]
    paces: dict[int, Duration]
    responses: tuple[Responses, ...]
    as_of: datetime


def figures_of(program: Program, period: Period, *, now: datetime) -> Figures:
    """As they were at most ten minutes ago. Six queries, or none."""
    key = f"figures/{program.pk}/{period.value}"
    kept = cache.get(key)
    if isinstance(kept, Figures):
        return kept
    found = _worked_out(program, period, now=now)
    cache.set(key, found, KEPT.total_seconds())
    return found


def _worked_out(program: Program, period: Period, *, now: datetime) -> Figures:
    since = period.since(now)
    people, tallies = funnel_of(program, since=since, now=now)
    return Figures(
        people=people,
        tallies=tallies,
        paces=durations(program, since=since or ALWAYS),
        responses=responses_of(program, since=since),
        as_of=now,
    )
