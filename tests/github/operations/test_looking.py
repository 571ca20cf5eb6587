"""Looking again at pull requests: what counts as a change, in batches, and what GitHub does not tell is unknown."""

from datetime import timedelta

import pytest

from onboarding.github.errors import GitHubUnavailable, Reason
from onboarding.github.models import PullRequest
from onboarding.github.operations import look
from tests.github.operations.tracked import LATER, NOW, keys, tracked
from tests.github.stage import SimulatorStage

pytestmark = pytest.mark.django_db


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
