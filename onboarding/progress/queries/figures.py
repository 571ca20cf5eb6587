"""The figures of a program, for one period: too much to work out each time that somebody looks, so kept a while."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.core.cache import cache

from onboarding.programs.models import Program
from onboarding.progress.queries.funnel import Tally, funnel_of
from onboarding.progress.queries.responses import Responses, responses_of
from onboarding.verification.durations import ALWAYS, Duration, durations

FRESH = timedelta(minutes=10)
KEPT = timedelta(days=1)
PATIENCE = timedelta(minutes=2)
"""After this long the worker is asked again."""

AT_ONCE = 2_000
"""Of so many people a page works the figures out itself."""


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


@dataclass(frozen=True)
class Seen:
    """``figures``: None where they have never been worked out. ``is_due``: the worker should work them out anew."""

    figures: Figures | None
    is_due: bool = False


def figures_of(program: Program, period: Period, *, now: datetime) -> Seen:
    """As they were at most ten minutes ago, worked out at once where that is quick. At most seven queries.

    Of many people they take seconds, for which no page can wait: those are the latest that the worker left.
    """
    kept = cache.get(_key(program, period))
    found = kept if isinstance(kept, Figures) else None
    if found and now - found.as_of < FRESH:
        return Seen(found)
    if program.enrollments.count() <= AT_ONCE:
        return Seen(work_out(program, period, now=now))
    return Seen(found, is_due=cache.add(f"{_key(program, period)}/due", True, PATIENCE.total_seconds()))


def work_out(program: Program, period: Period, *, now: datetime) -> Figures:
    """Now, and keep them. Six queries."""
    since = period.since(now)
    people, tallies = funnel_of(program, since=since, now=now)
    found = Figures(
        people=people,
        tallies=tallies,
        paces=durations(program, since=since or ALWAYS),
        responses=responses_of(program, since=since),
        as_of=now,
    )
    cache.set(_key(program, period), found, KEPT.total_seconds())
    return found


def _key(program: Program, period: Period) -> str:
    return f"figures/{program.pk}/{period.value}"
