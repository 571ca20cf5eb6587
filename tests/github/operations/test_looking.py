"""Looking again, and what counts as a change."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from onboarding.github.errors import GitHubUnavailable, Reason
from onboarding.github.models import PullRequest
from onboarding.github.operations import ask_again, look, looking, survey, survey_settled, track
from onboarding.github.simulator import api
from onboarding.github.simulator.graph import Root, answer
from tests.github.stage import SimulatorStage, address

pytestmark = pytest.mark.django_db
NOW = timezone.now()
LATER = NOW + timedelta(minutes=5)


def tracked(stage: SimulatorStage, count: int = 1) -> list[PullRequest]:
    return [track(address=address(stage, stage.open()), now=NOW) for _ in range(count)]


def keys(rows: list[PullRequest]) -> list[int]:
    return [row.pk for row in rows]


@pytest.fixture
def questions(simulator: SimulatorStage, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many ids each GraphQL question asked for."""
    asked: list[int] = []

    def listen(root: Root, query: str, variables: dict[str, Any]) -> dict[str, Any]:
        asked.append(len(variables.get("ids", ())))
        return answer(root, query, variables)

    monkeypatch.setattr(api, "answer", listen)
    return asked


def test_it_finds_what_changed(simulator: SimulatorStage) -> None:
    first, second = tracked(simulator, 2)
    simulator.merge(first.number)

    assert look(pull_requests=keys([first, second]), now=LATER) == [first.pk]

    first.refresh_from_db()
    assert first.state == first.evidence["pull_request"]["state"] == "merged"
    assert first.evidence["pull_request"]["merged_by"]["login"] == "demo-maintainer"
    assert first.looked_at == LATER


def test_a_second_look_finds_nothing(simulator: SimulatorStage) -> None:
    (row,) = tracked(simulator)
    simulator.merge(row.number)
    look(pull_requests=[row.pk], now=LATER)

    assert look(pull_requests=[row.pk], now=LATER) == []


def test_a_comment_is_no_change(simulator: SimulatorStage) -> None:
    (row,) = tracked(simulator)
    simulator.do(row.number, "comment", body="Nice!")

    assert look(pull_requests=[row.pk], now=LATER) == []


@pytest.mark.parametrize(
    ("verb", "fields", "kinds"),
    [
        ("push", {"message": "docs: more"}, []),
        ("amend", {"message": "docs: better"}, ["head_ref_force_pushed"]),
        ("approve", {}, ["pull_request_review"]),
        ("label", {"name": "lgtm"}, ["labeled"]),
        ("draft", {}, ["convert_to_draft"]),
        ("checks-fail", {}, ["checks"]),
        ("close", {}, ["closed"]),
        ("merge", {}, ["merged"]),
        ("retitle", {"title": "docs: another"}, []),
    ],
)
def test_each_of_these_is_a_change_and_is_told_once(
    simulator: SimulatorStage, verb: str, fields: dict[str, str], kinds: list[str]
) -> None:
    (row,) = tracked(simulator)
    simulator.do(row.number, verb, **fields)

    assert look(pull_requests=[row.pk], now=LATER) == [row.pk]
    look(pull_requests=[row.pk], now=LATER)
    assert [event.kind for event in row.events.exclude(kind="opened")] == kinds


def test_a_revert_is_seen_on_the_timeline(simulator: SimulatorStage) -> None:
    (row,) = tracked(simulator)
    simulator.merge(row.number)
    simulator.do(row.number, "revert")
    look(pull_requests=[row.pk], now=LATER)

    assert row.events.get(kind="cross_referenced").data["title"].startswith('Revert "')


def test_an_older_answer_changes_nothing(simulator: SimulatorStage) -> None:
    (row,) = tracked(simulator)
    simulator.merge(row.number)
    PullRequest.objects.filter(pk=row.pk).update(updated_at=NOW + timedelta(days=1))

    assert look(pull_requests=[row.pk], now=LATER) == []
    row.refresh_from_db()
    assert row.state == "open"


def test_of_two_looks_at_one_second_the_later_one_counts(simulator: SimulatorStage) -> None:
    (row,) = tracked(simulator)
    simulator.do(row.number, "checks-fail")
    PullRequest.objects.filter(pk=row.pk).update(looked_at=LATER)

    assert look(pull_requests=[row.pk], now=NOW) == []
    assert look(pull_requests=[row.pk], now=LATER) == [row.pk]


def test_ten_at_a_time(simulator: SimulatorStage, questions: list[int]) -> None:
    rows = tracked(simulator, 12)
    questions.clear()

    look(pull_requests=keys(rows), now=LATER)

    assert questions == [10, 2]


def test_too_heavy_a_batch_is_halved(simulator: SimulatorStage, questions: list[int]) -> None:
    rows = tracked(simulator, 6)
    for row in rows:
        simulator.merge(row.number)
    simulator.moods(heaviest=2)
    questions.clear()

    assert sorted(look(pull_requests=keys(rows), now=LATER)) == keys(rows)
    assert questions == [6, 3, 1, 2, 3, 1, 2]


@pytest.mark.parametrize("status", [502, 504])
def test_a_batch_on_which_github_gives_up_is_halved(
    simulator: SimulatorStage, questions: list[int], status: int
) -> None:
    rows = tracked(simulator, 4)
    for row in rows:
        simulator.merge(row.number)
    simulator.moods(heaviest=1, heavy_status=status)
    questions.clear()

    assert sorted(look(pull_requests=keys(rows), now=LATER)) == keys(rows)
    assert questions == [1, 1, 1, 1]  # those that were answered


def test_one_that_is_too_heavy_by_itself_is_unknown(simulator: SimulatorStage) -> None:
    (row,) = tracked(simulator)
    simulator.moods(heaviest=0)

    with pytest.raises(GitHubUnavailable) as caught:
        look(pull_requests=[row.pk], now=LATER)
    assert caught.value.reason is Reason.INCOMPLETE


def test_a_null_without_a_reason_is_unknown_never_no(simulator: SimulatorStage) -> None:
    rows = tracked(simulator, 3)
    simulator.moods(null_nodes=True)

    with pytest.raises(GitHubUnavailable) as caught:
        look(pull_requests=keys(rows), now=LATER)

    assert caught.value.reason is Reason.INCOMPLETE
    assert not PullRequest.objects.exclude(vanished_at=None).exists()


def test_what_is_gone_keeps_its_evidence_and_is_told_once(simulator: SimulatorStage) -> None:
    (row,) = tracked(simulator)
    simulator.control("repository", is_hidden=True)

    assert look(pull_requests=[row.pk], now=LATER) == [row.pk]
    assert look(pull_requests=[row.pk], now=LATER) == []

    row.refresh_from_db()
    assert row.vanished_at == LATER
    assert row.evidence["pull_request"]["state"] == "open"


def test_what_comes_back_is_told_too(simulator: SimulatorStage) -> None:
    (row,) = tracked(simulator)
    simulator.control("repository", is_hidden=True)
    look(pull_requests=[row.pk], now=LATER)
    simulator.control("repository", is_hidden=False)

    assert look(pull_requests=[row.pk], now=LATER) == [row.pk]
    row.refresh_from_db()
    assert row.vanished_at is None


def test_a_failure_keeps_what_was_read_before(simulator: SimulatorStage, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = tracked(simulator, 12)
    for row in rows:
        simulator.merge(row.number)
    simulator.simulator.meter("/api/graphql").remaining = 1

    with pytest.raises(GitHubUnavailable):
        look(pull_requests=keys(rows), now=LATER)
    assert PullRequest.objects.filter(state="merged").count() == 10


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


def test_what_somebody_writes_is_kept_as_it_was_first_seen(simulator: SimulatorStage) -> None:
    (row,) = tracked(simulator)
    simulator.do(row.number, "comment", body="Good!\n/lgtm")
    look(pull_requests=[row.pk], now=LATER)
    simulator.do(row.number, "edit-comment", body="Good!\n/hold")
    look(pull_requests=[row.pk], now=LATER)

    (event,) = row.events.filter(kind="issue_comment")
    assert event.actor_login == "demo-maintainer"
    assert event.data == {"body": "Good!\n/lgtm", "edited": False, "association": "member"}


def test_what_had_been_edited_before_the_first_look_says_so(simulator: SimulatorStage) -> None:
    (row,) = tracked(simulator)
    simulator.do(row.number, "comment", body="Good!")
    simulator.do(row.number, "edit-comment", body="/hold")
    look(pull_requests=[row.pk], now=LATER)

    assert row.events.get(kind="issue_comment").data["edited"]


def test_so_is_what_somebody_writes_on_a_line(simulator: SimulatorStage) -> None:
    (row,) = tracked(simulator)
    path = row.evidence["files"][0]["path"]
    simulator.do(row.number, "comment-on-line", path=path, body="Nice.\n/hold")
    look(pull_requests=[row.pk], now=LATER)
    simulator.do(row.number, "edit-comment", body="/lgtm")
    look(pull_requests=[row.pk], now=LATER)

    (event,) = row.events.filter(kind="pull_request_review_comment")
    assert event.actor_login == "demo-maintainer"
    assert event.data == {"body": "Nice.\n/hold", "path": path, "edited": False, "association": "member"}


def test_what_was_edited_on_a_line_before_the_first_look_says_so(simulator: SimulatorStage) -> None:
    (row,) = tracked(simulator)
    simulator.do(row.number, "comment-on-line", path=row.evidence["files"][0]["path"], body="Nice.")
    simulator.do(row.number, "edit-comment", body="/hold")
    look(pull_requests=[row.pk], now=LATER)

    assert row.events.get(kind="pull_request_review_comment").data["edited"]


def test_a_line_of_the_thirtieth_last_review_is_still_read(simulator: SimulatorStage) -> None:
    (row,) = tracked(simulator)
    path = row.evidence["files"][0]["path"]
    for number in range(31):
        simulator.do(row.number, "comment-on-line", path=path, body=f"/label {number}")
    look(pull_requests=[row.pk], now=LATER)

    bodies = row.events.filter(kind="pull_request_review_comment").order_by("pk").values_list("data__body", flat=True)
    assert list(bodies) == [f"/label {number}" for number in range(1, 31)]


def test_a_review_is_an_event_with_what_it_says(simulator: SimulatorStage) -> None:
    (row,) = tracked(simulator)
    simulator.do(row.number, "approve", body="/approve")
    look(pull_requests=[row.pk], now=LATER)

    assert row.events.get(kind="pull_request_review").data["state"] == "approved"


def test_each_answer_of_the_checks_is_told_once(simulator: SimulatorStage) -> None:
    (row,) = tracked(simulator)
    for verb in ("checks-run", "checks-fail", "checks-fail", "checks-pass"):
        simulator.do(row.number, verb)
        look(pull_requests=[row.pk], now=LATER)

    told = [event.data["state"] for event in row.events.filter(kind="checks").order_by("pk")]
    assert told == ["pending", "failure", "success"]
    assert row.events.get(data__state="failure").data["failed"] == ["build"]
