"""Time zones by name, as people choose them and browsers report them."""

from datetime import UTC, date, datetime, time
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

_NOT_PLACES = ("Etc/", "SystemV/", "US/", "posix/", "right/")


@cache
def known() -> frozenset[str]:
    """Every name that we accept, old ones too: a browser may still report one."""
    return frozenset(available_timezones())


@cache
def offered() -> tuple[str, ...]:
    """The names worth offering: UTC, and places (Area/City)."""
    places = (name for name in known() if "/" in name and not name.startswith(_NOT_PLACES))
    return ("UTC", *sorted(places))


def beginning_of(day: date, zone: ZoneInfo) -> datetime:
    """The instant (UTC) at which this day begins there. Where midnight itself is skipped, PEP 495 reads it with the
    offset before the change, which is when that day begins."""
    return datetime.combine(day, time.min, tzinfo=zone).astimezone(UTC)


def zone(name: str) -> ZoneInfo | None:
    """The zone of this name; None for a name that nobody knows, whatever a cookie says."""
    return ZoneInfo(name) if name in known() else None
