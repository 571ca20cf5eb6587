"""When a task is due: the one place that computes it. Pure; whole days, in the person's own time zone.

A due time of seven days that starts on Monday ends with next Monday: at 23:59:59 of that local day, however long the
day is where clocks change. Time that is not the newcomer's (a pause, the maintainers' turn) moves it by as much.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from onboarding.people.zones import beginning_of

ONE_SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class Stop:
    """A stretch in which the clock stands still: a pause, or a wait for maintainers. Open while it has no end."""

    started_at: datetime
    ended_at: datetime | None = None


@dataclass(frozen=True)
class Agreed:
    """A later due instant that somebody granted."""

    due_at: datetime
    granted_at: datetime


def due_at(
    *,
    days: int | None,
    counted_from: datetime,
    zone: ZoneInfo,
    stops: Iterable[Stop] = (),
    extensions: Iterable[Agreed] = (),
) -> datetime | None:
    """The instant (UTC) after which the task is overdue, or None: it has no due time, or the clock stands still now.

    ``counted_from`` is the enrollment's start, or the task's unlocking when its text says so. Of the task's own due
    time and the extensions, the latest holds.
    """
    merged = _merged(stops)
    if days is None or (merged and merged[-1].ended_at is None):
        return None
    own = _end_of(counted_from, days, merged, zone)
    agreed = (_end_of(each.granted_at, _days_agreed(each, zone), merged, zone) for each in extensions)
    return max((own, *agreed))


def _end_of(since: datetime, days: int, stops: Sequence[Stop], zone: ZoneInfo) -> datetime:
    """The last second of the allowance. A stop that begins after it is over changes nothing any more."""
    due = _last_second(since, days, zone)
    for stop in stops:
        if stop.started_at > due:
            break
        since += _stopped_after(since, stop)
        due = _last_second(since, days, zone)
    return due


def _stopped_after(since: datetime, stop: Stop) -> timedelta:
    """How much of a stop lies after this instant (which never moves past a stop's end: later ones count in full)."""
    ended_at = stop.ended_at or since
    return max(ended_at - max(stop.started_at, since), timedelta())


def _days_agreed(agreed: Agreed, zone: ZoneInfo) -> int:
    return (agreed.due_at.astimezone(zone).date() - agreed.granted_at.astimezone(zone).date()).days


def _last_second(instant: datetime, days: int, zone: ZoneInfo) -> datetime:
    """The last second of the local day this many days after the instant's own: just before the next day begins.

    The next midnight rather than 23:59:59, which a change of clocks can repeat.
    """
    return beginning_of(instant.astimezone(zone).date() + timedelta(days=days + 1), zone) - ONE_SECOND


def _merged(stops: Iterable[Stop]) -> list[Stop]:
    """The same stretches in order, overlaps told once; an open one swallows whatever follows it."""
    merged: list[Stop] = []
    for stop in sorted(stops, key=lambda stop: stop.started_at):
        last = merged[-1] if merged else None
        if last is None or (last.ended_at is not None and last.ended_at < stop.started_at):
            merged.append(stop)
        elif last.ended_at is not None and (stop.ended_at is None or stop.ended_at > last.ended_at):
            merged[-1] = Stop(last.started_at, stop.ended_at)
    return merged
