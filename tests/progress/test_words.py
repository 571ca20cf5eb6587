"""What newcomers read: for every status and turn there is something to say, and three answers never look alike."""

from itertools import product

import pytest

from onboarding.programs.trail import Step
from onboarding.progress.words import COULD_NOT_CHECK, OUTCOMES, STEPS, TURNS, VERDICTS, verdict
from onboarding.verification.models import ADVICE, Finding, Status, Turn

Outcome = Finding.Outcome


@pytest.mark.parametrize(("status", "turn"), list(product(Status.values, Turn.values)))
def test_there_is_an_answer_for_every_status_and_turn(status: str, turn: str) -> None:
    answer = verdict(status=status, turn=turn)
    assert str(answer.word)
    assert str(answer.text)


def test_no_and_not_yet_and_could_not_check_differ_in_shape_and_in_word() -> None:
    no = verdict(status=Status.WAITING, turn=Turn.NEWCOMER, outcome=Outcome.UNMET)
    not_yet = verdict(status=Status.WAITING, turn=Turn.MAINTAINERS, outcome=Outcome.WAITING)
    could_not_check = verdict(status=Status.QUEUED, turn=Turn.MACHINE, has_failed=True)
    answers = (no, not_yet, could_not_check)
    assert len({answer.mark for answer in answers}) == 3
    assert len({str(answer.word) for answer in answers}) == 3


@pytest.mark.parametrize(
    ("outcome", "has_failed"), [("", True), (Outcome.UNKNOWN, False)], ids=["github is down", "a rule could not tell"]
)
@pytest.mark.parametrize("status", [Status.QUEUED, Status.CHECKING])
def test_not_being_able_to_look_is_never_a_no(status: str, outcome: str, has_failed: bool) -> None:
    answer = verdict(status=status, turn=Turn.MACHINE, outcome=outcome, has_failed=has_failed)
    assert answer is COULD_NOT_CHECK


def test_an_old_error_says_nothing_about_work_that_is_verified() -> None:
    answer = verdict(status=Status.VERIFIED, turn=Turn.NOBODY, has_failed=True)
    assert answer is VERDICTS[Status.VERIFIED, Turn.NOBODY]


def test_a_mentors_note_is_told_as_the_mentors() -> None:
    by_rule = verdict(status=Status.RETURNED, turn=Turn.NEWCOMER)
    by_mentor = verdict(status=Status.RETURNED, turn=Turn.NEWCOMER, has_note=True)
    assert by_rule.word != by_mentor.word


def test_every_step_of_a_trail_has_words_and_a_look_of_its_own() -> None:
    shown = [step for step in Step if step is not Step.ABSENT]
    assert set(STEPS) == set(shown)
    assert len({words.name for words in STEPS.values()}) == len(shown)


def test_every_outcome_and_turn_has_its_word() -> None:
    assert set(OUTCOMES) == {*Outcome, ADVICE}
    assert set(TURNS) == set(Turn)
