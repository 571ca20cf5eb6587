"""The mover: the moves of the map and no others, each with its transition, and never from where it no longer is."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from onboarding.verification.models import MOVES, Status, Submission, Turn
from onboarding.verification.operations.moving import IllegalMove, locked, move
from tests.cast import NOON, USUAL_TURN, make_submission

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=1)
EVERY_MOVE = [(origin, to) for origin in Status for to in Status]
CLAIM = {"claimed_until": LATER, "claim_token": "ours"}


def moved(submission: Submission, to: Status, turn: str = "", *, now=LATER, **fields: object) -> bool:
    changes = CLAIM if to == Status.CHECKING else {}
    with locked(submission.enrollment_id, now=now):
        return move(submission, to, turn=Turn(turn or USUAL_TURN[to]), now=now, changes=changes, **fields)


@pytest.mark.parametrize(("origin", "to"), [(origin, to) for origin, to in EVERY_MOVE if to in MOVES[origin]])
def test_a_move_of_the_map_is_made_and_written_down(ada, origin, to):
    submission = make_submission(ada, status=origin)

    assert moved(submission, to)

    submission.refresh_from_db()
    assert (submission.status, submission.turn) == (to, USUAL_TURN[to])
    last = submission.transitions.last()
    assert (last.from_status, last.to_status, last.at) == (origin, to, LATER)


@pytest.mark.parametrize(("origin", "to"), [(origin, to) for origin, to in EVERY_MOVE if to not in MOVES[origin]])
def test_any_other_move_is_a_mistake_in_the_code(ada, origin, to):
    submission = make_submission(ada, status=origin)

    with pytest.raises(IllegalMove, match=f"from {origin} to {to}"):
        moved(submission, to)

    assert submission.transitions.count() == 1


def test_verified_work_changes_hands_without_changing_its_status(ada):
    submission = make_submission(ada, status=Status.VERIFIED)

    assert moved(submission, Status.VERIFIED, Turn.MENTOR)

    last = submission.transitions.last()
    assert (last.to_status, last.from_turn, last.to_turn) == (Status.VERIFIED, Turn.NOBODY, Turn.MENTOR)


def test_who_comes_too_late_moves_nothing(ada):
    submission = make_submission(ada, status=Status.WAITING)
    stale = Submission.objects.get(pk=submission.pk)
    assert moved(submission, Status.QUEUED)

    assert not moved(stale, Status.WITHDRAWN)

    submission.refresh_from_db()
    assert submission.status == Status.QUEUED
    assert submission.transitions.count() == 2


def test_a_claim_that_was_taken_away_moves_nothing(ada):
    submission = make_submission(ada, status=Status.CHECKING)

    assert not moved(submission, Status.VERIFIED, claim="another")
    assert moved(submission, Status.VERIFIED, claim="somebody")


def test_the_trail_is_written_with_the_move(ada):
    submission = make_submission(ada, status=Status.CHECKING)

    moved(submission, Status.VERIFIED)

    ada.refresh_from_db()
    assert ada.trail == "ovo"
    assert ada.done_count == 1


def test_a_failure_afterwards_takes_the_move_back(ada):
    submission = make_submission(ada, status=Status.CHECKING)

    def fail_after_moving() -> None:
        with locked(ada.pk, now=LATER):
            move(submission, Status.VERIFIED, turn=Turn.NOBODY, now=LATER)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_after_moving()

    submission.refresh_from_db()
    assert submission.status == Status.CHECKING
    assert submission.transitions.count() == 1


def test_a_new_turn_begins_now(ada):
    submission = make_submission(ada, status=Status.IN_REVIEW)

    moved(submission, Status.RETURNED)

    assert submission.turn_since == LATER


def test_a_look_in_between_does_not_start_somebodys_wait_anew(ada):
    submission = make_submission(ada, status=Status.WAITING, turn=Turn.MAINTAINERS)
    for minute, (to, turn) in enumerate([(Status.QUEUED, ""), (Status.CHECKING, ""), (Status.WAITING, "maintainers")]):
        moved(submission, to, turn, now=LATER + timedelta(minutes=minute))

    submission.refresh_from_db()
    assert submission.turn_since == NOON


def test_but_another_persons_turn_in_between_does(ada):
    submission = make_submission(ada, status=Status.WAITING, turn=Turn.MAINTAINERS)
    steps = ["", "", "newcomer", "", "", "maintainers"]
    ways = [Status.QUEUED, Status.CHECKING, Status.WAITING] * 2
    for minute, (to, turn) in enumerate(zip(ways, steps, strict=True)):
        moved(submission, to, turn, now=LATER + timedelta(minutes=minute))

    assert submission.turn_since == LATER + timedelta(minutes=5)


def test_the_machines_own_affairs_are_not_announced(ada):
    submission = make_submission(ada, status=Status.WAITING)
    for to in (Status.QUEUED, Status.CHECKING, Status.QUEUED, Status.CHECKING, Status.WAITING):
        moved(submission, to)

    told = [each.announced_at is None for each in submission.transitions.all()]
    assert told == [True, True, False, False, False, True]


def test_a_checking_submission_without_a_claim_is_refused_by_the_database(ada):
    submission = make_submission(ada, status=Status.QUEUED)

    with pytest.raises(IntegrityError), transaction.atomic():
        Submission.objects.filter(pk=submission.pk).update(status=Status.CHECKING)
