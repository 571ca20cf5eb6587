"""When mail goes out, by the clock on the reader's wall: digests at an hour, and nothing in quiet hours.

Everything is compared as instants, so that the hour that a clock shows twice, or never, is counted once.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)


def at(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """The instant at which the clock first shows this. In a gap it is the instant that comes as long after it began."""
    return datetime.combine(day, clock, tzinfo=zone).astimezone(UTC)


def next_digest(now: datetime, zone: ZoneInfo, clock: time, *, weekday: int | None = None) -> datetime:
    """The next such hour after now, on any day or on this day of the week (0: Monday)."""
    day = now.astimezone(zone).date()
    while at(day, clock, zone) <= now or (weekday is not None and day.weekday() != weekday):
        day += DAY
    return at(day, clock, zone)


def after_quiet(instant: datetime, zone: ZoneInfo, begins: time | None, ends: time | None) -> datetime:
    """The instant itself, or the end of the quiet hours in which it lies. They may go past midnight."""
    if begins is None or ends is None or begins == ends:
        return instant
    today = instant.astimezone(zone).date()
    for day in (today - DAY, today):
        start = at(day, begins, zone)
        end = at(day if begins < ends else day + DAY, ends, zone)
        if start <= instant < end:
            return end
    return instant
