"""The trail of one enrollment, computed from its submissions: pure functions, and nothing here reads the clock."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from onboarding.programs.trail import COUNTED, Step
from onboarding.verification.models import Status, Turn

_WAITING = {
    Turn.NEWCOMER: Step.NEWCOMER,
    Turn.MAINTAINERS: Step.MAINTAINERS,
    Turn.MENTOR: Step.REVIEW,
    Turn.MACHINE: Step.CHECKING,
}
_STEPS = {
    Status.QUEUED: Step.CHECKING,
    Status.CHECKING: Step.CHECKING,
    Status.IN_REVIEW: Step.REVIEW,
    Status.RETURNED: Step.RETURNED,
}
WAITS_FOR_SOMEBODY = frozenset({Turn.NEWCOMER, Turn.MENTOR, Turn.MAINTAINERS})


@dataclass(frozen=True)
class Place:
    """A task's place on the trail of a program, as the program has pinned it."""

    task_id: int
    slug: str
    slot: int
    needs: tuple[str, ...] = ()
    retired: bool = False
    pinned_at: datetime | None = None


@dataclass(frozen=True)
class Attempt:
    """What counts of a submission."""

    task_id: int
    number: int
    status: str
    turn: str
    turn_since: datetime
    flagged: bool = False


def current(attempts: Iterable[Attempt]) -> dict[int, Attempt]:
    """The attempt that speaks for each task: the verified one, else the latest that was not withdrawn."""
    chosen: dict[int, Attempt] = {}
    for attempt in sorted(attempts, key=lambda each: (each.status == Status.VERIFIED, each.number)):
        if attempt.status != Status.WITHDRAWN:
            chosen[attempt.task_id] = attempt
    return chosen


def steps(
    places: Sequence[Place], attempts: Mapping[int, Attempt], *, finished_at: datetime | None = None
) -> dict[int, Step]:
    """The step of each task that binds this enrollment, by task id. ``attempts`` are the current ones."""
    binding = [place for place in places if _binds(place, attempts, finished_at)]
    known = {place.slug for place in binding}
    verified = {place.slug for place in binding if _is_verified(attempts.get(place.task_id))}
    missing = known - verified
    return {place.task_id: _step(place, attempts.get(place.task_id), missing) for place in binding}


def written(places: Sequence[Place], found: Mapping[int, Step]) -> str:
    """The trail as it is stored: one character per slot."""
    by_slot = {place.slot: found[place.task_id] for place in places if place.task_id in found}
    return "".join(by_slot.get(slot, Step.ABSENT) for slot in range(max(by_slot, default=-1) + 1))


def is_complete(found: Mapping[int, Step]) -> bool:
    """Whether every task that binds is verified. A program without tasks is never complete."""
    return bool(found) and all(step in COUNTED for step in found.values())


def oldest_turn_since(attempts: Mapping[int, Attempt], found: Mapping[int, Step]) -> datetime | None:
    """Since when somebody's turn has lasted longest: newcomer, mentor or maintainers."""
    since = (
        attempt.turn_since
        for task_id, attempt in attempts.items()
        if task_id in found and attempt.turn in WAITS_FOR_SOMEBODY
    )
    return min(since, default=None)


def _binds(place: Place, attempts: Mapping[int, Attempt], finished_at: datetime | None) -> bool:
    """A retired task counts for neither side; a new one binds only those who had not finished when it came."""
    if place.retired:
        return False
    came_later = finished_at is not None and place.pinned_at is not None and place.pinned_at > finished_at
    return not came_later or place.task_id in attempts


def _is_verified(attempt: Attempt | None) -> bool:
    return attempt is not None and attempt.status == Status.VERIFIED


def _step(place: Place, attempt: Attempt | None, missing: set[str]) -> Step:
    if attempt is None:
        return Step.LOCKED if missing.intersection(place.needs) else Step.OPEN
    if attempt.status == Status.VERIFIED:
        return Step.FLAGGED if attempt.flagged else Step.VERIFIED
    if attempt.status == Status.WAITING:
        return _WAITING.get(Turn(attempt.turn), Step.NEWCOMER)
    return _STEPS[Status(attempt.status)]
