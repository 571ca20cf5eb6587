"""Who covers for mentors who are away: the one place that decides it. Pure; covers may be away themselves.

An absence is cut wherever somebody leaves or comes back. In each piece the mentor who was asked for covers; while that
one is away, whoever covered before; else whoever has most room, counting what they cover already.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import pairwise

FOREVER = datetime.max.replace(tzinfo=UTC)
"""Where an absence has no end yet."""


@dataclass(frozen=True)
class Away:
    """One absence. ``wanted``: who was asked for; ``before``: who covers, or was going to, so far."""

    key: int
    mentor: int
    starts_at: datetime
    ends_at: datetime = FOREVER
    wanted: int | None = None
    before: int | None = None


@dataclass(frozen=True)
class Room:
    """A mentor's capacity, and how many active newcomers they have of their own."""

    capacity: float
    newcomers: int = 0


@dataclass(frozen=True)
class Stint:
    """Somebody covers from here to there; nobody can where ``mentor`` is None."""

    mentor: int | None
    starts_at: datetime
    ends_at: datetime

    def holds_at(self, at: datetime) -> bool:
        return self.starts_at <= at < self.ends_at


def plan(aways: Sequence[Away], mentors: Mapping[int, Room], *, now: datetime) -> dict[int, list[Stint]]:
    """The stints from now on of each absence, by its key: they follow one another and fill it to its end."""
    planned: dict[int, list[Stint]] = {}
    taken: list[tuple[Stint, int]] = []
    for away in sorted(aways, key=lambda each: (each.starts_at, each.key)):
        stints: list[Stint] = []
        weight = mentors[away.mentor].newcomers if away.mentor in mentors else 0
        for starts_at, ends_at in _pieces(away, aways, now):
            before = stints[-1].mentor if stints else away.before
            there = _there(aways, mentors, at=starts_at)
            chosen = _chosen((away.wanted, before), there, taken, at=starts_at)
            stints = _joined(stints, Stint(chosen, starts_at, ends_at))
        taken.extend((stint, weight) for stint in stints)
        planned[away.key] = stints
    return planned


def _pieces(away: Away, aways: Iterable[Away], now: datetime) -> list[tuple[datetime, datetime]]:
    """The rest of an absence, cut at every instant at which somebody leaves or comes back."""
    start, end = max(away.starts_at, now), away.ends_at
    cuts = {instant for each in aways for instant in (each.starts_at, each.ends_at) if start < instant < end}
    edges = [start, *sorted(cuts), end]
    return [(first, second) for first, second in pairwise(edges) if first < second]


def _there(aways: Iterable[Away], mentors: Mapping[int, Room], *, at: datetime) -> dict[int, Room]:
    gone = {each.mentor for each in aways if each.starts_at <= at < each.ends_at}
    return {key: room for key, room in mentors.items() if key not in gone}


def _chosen(
    wishes: Iterable[int | None], there: Mapping[int, Room], taken: Iterable[tuple[Stint, int]], *, at: datetime
) -> int | None:
    for wish in wishes:
        if wish is not None and wish in there:
            return wish
    covered = dict.fromkeys(there, 0)
    for stint, weight in taken:
        if stint.mentor in covered and stint.holds_at(at):
            covered[stint.mentor] += weight
    loads = [((room.newcomers + covered[key]) / room.capacity, key) for key, room in there.items() if room.capacity > 0]
    return min(loads)[1] if loads else None


def _joined(stints: list[Stint], stint: Stint) -> list[Stint]:
    """With one more at the end; two of the same mentor are one."""
    if stints and stints[-1].mentor == stint.mentor:
        return [*stints[:-1], replace(stints[-1], ends_at=stint.ends_at)]
    return [*stints, stint]
