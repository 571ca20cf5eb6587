"""Time zones by name, as people choose them and browsers report them."""

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


def zone(name: str) -> ZoneInfo | None:
    """The zone of this name; None for a name that nobody knows, whatever a cookie says."""
    return ZoneInfo(name) if name in known() else None
