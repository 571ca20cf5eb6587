"""Surveys of everything that is tracked: a hundred at a time, the settled once a week, the undecided soon again."""

from datetime import timedelta

import pytest

from onboarding.github.models import PullRequest
from onboarding.github.operations import ask_again, look, looking, survey, survey_settled
from tests.github.operations.tracked import LATER, NOW, keys, tracked
from tests.github.stage import SimulatorStage

pytestmark = pytest.mark.django_db


def test_a_survey_asks_for_a_hundred_at_a_time_and_looks_at_what_differs(
    simulator: SimulatorStage, questions: list[int]
) -> None:
    rows = tracked(simulator, 5)
    simulator.merge(rows[2].number)
    questions.clear()

    assert survey(now=LATER) == [rows[2].pk]
    assert questions == [5, 1]


def test_a_survey_leaves_merged_ones_alone(simulator: SimulatorStage, questions: list[int]) -> None:
    (row,) = tracked(simulator)
    simulator.merge(row.number)
    look(pull_requests=[row.pk], now=LATER)
    questions.clear()

    assert survey(now=LATER) == []
    assert questions == []


def all_week() -> list[int]:
    """What surveys of the settled find, hour after hour."""
    return [key for hour in range(168) for key in survey_settled(now=LATER + timedelta(hours=hour))]


def test_merged_ones_are_compared_once_a_week(simulator: SimulatorStage, questions: list[int]) -> None:
    rows = tracked(simulator, 3)
    for row in rows:
        simulator.merge(row.number)
    look(pull_requests=keys(rows), now=LATER)
    simulator.control("repository", is_hidden=True)
    questions.clear()

    assert sorted(all_week()) == keys(rows)
    assert questions == [1] * 6  # each status, and each look at what is gone


def test_what_vanished_and_is_there_again_is_found_within_a_week(simulator: SimulatorStage) -> None:
    (row,) = tracked(simulator)
    simulator.control("repository", is_hidden=True)
    look(pull_requests=[row.pk], now=LATER)
    simulator.control("repository", is_hidden=False)

    assert survey(now=LATER) == []
    assert all_week() == [row.pk]
    row.refresh_from_db()
    assert row.vanished_at is None


def test_many_are_spread_over_the_hours(
    simulator: SimulatorStage, questions: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking, "MOST_AN_HOUR", 3)
    tracked(simulator, 5)
    questions.clear()

    for hour in (0, 1):
        survey(now=LATER + timedelta(hours=hour))

    assert sorted(questions) == [2, 3]


def test_a_survey_that_fails_says_nothing(simulator: SimulatorStage) -> None:
    (row,) = tracked(simulator)
    simulator.merge(row.number)
    simulator.moods(is_down=True)
    assert survey(now=LATER) == []

    simulator.moods()
    assert survey(now=LATER) == [row.pk]


def test_a_survey_finds_what_is_gone(simulator: SimulatorStage) -> None:
    (row,) = tracked(simulator)
    simulator.control("repository", is_hidden=True)

    assert survey(now=LATER) == [row.pk]
    assert survey(now=LATER) == []


def test_what_github_has_not_worked_out_is_asked_again_soon_and_then_seldomer(simulator: SimulatorStage) -> None:
    (row,) = tracked(simulator)
    simulator.do(row.number, "undecided")
    look(pull_requests=[row.pk], now=NOW)

    assert ask_again(now=NOW + timedelta(seconds=59)) == []
    ask_again(now=NOW + timedelta(minutes=1))
    row.refresh_from_db()
    assert row.evidence["pull_request"]["mergeable"] == "unknown"
    assert row.ask_again_at == NOW + timedelta(minutes=3)


def test_once_it_has_it_is_not_asked_any_more(simulator: SimulatorStage) -> None:
    (row,) = tracked(simulator)
    simulator.do(row.number, "undecided")
    look(pull_requests=[row.pk], now=NOW)
    simulator.do(row.number, "conflict")

    assert ask_again(now=LATER) == [row.pk]
    row.refresh_from_db()
    assert (row.evidence["pull_request"]["merge_state"], row.ask_again_at) == ("dirty", None)


def test_what_is_over_is_not_asked_again(simulator: SimulatorStage) -> None:
    (row,) = tracked(simulator)
    simulator.merge(row.number)
    look(pull_requests=[row.pk], now=NOW)

    assert PullRequest.objects.get(pk=row.pk).ask_again_at is None
