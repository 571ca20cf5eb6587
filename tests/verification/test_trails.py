"""Trails: what one enrollment's submissions add up to."""

from datetime import timedelta

import pytest

from onboarding.programs.trail import Step
from onboarding.verification.models import Status, Turn
from onboarding.verification.trails import Attempt, Place, current, is_complete, oldest_turn_since, steps, written
from tests.cast import NOON

FIRST, SECOND, THIRD = Place(1, "first", 0), Place(2, "second", 1, needs=("first",)), Place(3, "third", 2)
PLACES = (FIRST, SECOND, THIRD)


def attempt(task_id: int, status: str, turn: str = Turn.NOBODY, *, number: int = 1, **fields: object) -> Attempt:
    return Attempt(
        **{"task_id": task_id, "number": number, "status": status, "turn": turn, "turn_since": NOON, **fields}
    )


def trail(*attempts: Attempt, places: tuple[Place, ...] = PLACES, **fields: object) -> str:
    return written(places, steps(places, current(attempts), **fields))


def test_what_needs_nothing_is_open_and_the_rest_is_locked():
    assert trail() == "o-o"


def test_a_verified_task_unlocks_what_needs_it():
    assert trail(attempt(1, Status.VERIFIED)) == "voo"


@pytest.mark.parametrize(
    ("status", "turn", "step"),
    [
        (Status.QUEUED, Turn.MACHINE, Step.CHECKING),
        (Status.CHECKING, Turn.MACHINE, Step.CHECKING),
        (Status.WAITING, Turn.NEWCOMER, Step.NEWCOMER),
        (Status.WAITING, Turn.MAINTAINERS, Step.MAINTAINERS),
        (Status.WAITING, Turn.MENTOR, Step.REVIEW),
        (Status.WAITING, Turn.MACHINE, Step.CHECKING),
        (Status.WAITING, Turn.NOBODY, Step.NEWCOMER),
        (Status.IN_REVIEW, Turn.MENTOR, Step.REVIEW),
        (Status.RETURNED, Turn.NEWCOMER, Step.RETURNED),
        (Status.VERIFIED, Turn.NOBODY, Step.VERIFIED),
        (Status.WITHDRAWN, Turn.NOBODY, Step.OPEN),
    ],
)
def test_every_status_and_turn_has_its_step(status, turn, step):
    assert trail(attempt(3, status, turn)) == f"o-{step}"


def test_verified_work_with_an_open_flag_is_flagged_and_still_unlocks():
    assert trail(attempt(1, Status.VERIFIED, Turn.MENTOR, flagged=True)) == "foo"


def test_the_latest_attempt_speaks_for_the_task():
    attempts = (attempt(3, Status.RETURNED), attempt(3, Status.WAITING, Turn.NEWCOMER, number=2))

    assert trail(*attempts) == trail(*reversed(attempts)) == "o-n"


def test_a_withdrawn_attempt_leaves_the_earlier_one_to_speak():
    assert trail(attempt(3, Status.RETURNED), attempt(3, Status.WITHDRAWN, number=2)) == "o-x"


def test_a_verified_attempt_speaks_whatever_else_there_is():
    assert trail(attempt(3, Status.VERIFIED), attempt(3, Status.RETURNED, number=2)) == "o-v"


def test_a_retired_task_leaves_a_gap_and_locks_nothing():
    places = (Place(1, "first", 0, retired=True), SECOND, THIRD)

    assert trail(places=places) == ".oo"
    assert trail(attempt(1, Status.VERIFIED), places=places) == ".oo"


def test_slots_that_belong_to_nothing_are_gaps():
    assert trail(places=(Place(1, "first", 1), Place(2, "second", 4))) == ".o..o"


def test_a_program_without_tasks_has_an_empty_trail_and_is_never_complete():
    assert trail(places=()) == ""
    assert not is_complete({})


def test_an_unknown_prerequisite_locks_nothing():
    assert trail(places=(Place(1, "first", 0, needs=("nowhere",)),)) == "o"


def test_complete_is_when_everything_that_binds_is_verified():
    done = current([attempt(number, Status.VERIFIED) for number in (1, 2, 3)])

    assert is_complete(steps(PLACES, done))
    assert not is_complete(steps((*PLACES, Place(4, "fourth", 3)), done))


def test_a_new_task_does_not_bind_who_had_finished():
    new = Place(4, "fourth", 3, pinned_at=NOON + timedelta(days=2))
    done = [attempt(number, Status.VERIFIED) for number in (1, 2, 3)]

    assert trail(*done, places=(*PLACES, new), finished_at=NOON + timedelta(days=1)) == "vvv"
    assert trail(*done, places=(*PLACES, new), finished_at=NOON + timedelta(days=3)) == "vvvo"
    assert trail(*done, places=(*PLACES, new)) == "vvvo"


def test_the_oldest_turn_is_of_somebody_who_can_act():
    attempts = current(
        [
            attempt(1, Status.VERIFIED, turn_since=NOON - timedelta(days=9)),
            attempt(2, Status.QUEUED, Turn.MACHINE, turn_since=NOON - timedelta(days=8)),
            attempt(3, Status.IN_REVIEW, Turn.MENTOR, turn_since=NOON - timedelta(days=7)),
        ]
    )

    assert oldest_turn_since(attempts, steps(PLACES, attempts)) == NOON - timedelta(days=7)
    assert oldest_turn_since({}, {}) is None


def test_the_turn_of_a_retired_task_does_not_count():
    attempts = current([attempt(1, Status.IN_REVIEW, Turn.MENTOR)])
    places = (Place(1, "first", 0, retired=True), SECOND)

    assert oldest_turn_since(attempts, steps(places, attempts)) is None
