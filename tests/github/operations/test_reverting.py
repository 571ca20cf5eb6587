"""Reverts on the default branch: found in its commits, told in the evidence, and taken back in their turn."""

from datetime import timedelta

import pytest
from django.utils import timezone

from onboarding.github.models import PullRequest, Repository, Revert
from onboarding.github.operations import follow, look, reconcile, track
from tests.github.stage import SimulatorStage, address

pytestmark = pytest.mark.django_db
NOW = timezone.now().replace(microsecond=0)
MINUTE = timedelta(minutes=1)


def landed(stage: SimulatorStage) -> int:
    """A pull request that was merged at `NOW`."""
    number = stage.open(at=NOW.isoformat())
    stage.do(number, "merge", at=NOW.isoformat())
    return number


@pytest.fixture
def merged(simulator: SimulatorStage) -> PullRequest:
    """A merged pull request of a followed repository that was polled already."""
    follow(full_name=simulator.repository, now=NOW)
    number = landed(simulator)
    row = track(address=address(simulator, number), now=NOW)
    reconcile(now=NOW)
    return row


def push(stage: SimulatorStage, message: str, *, minutes: int = 1) -> str:
    """A commit on the default branch; gives its sha."""
    sha: str = stage.control("commits", message=message, at=(NOW + minutes * MINUTE).isoformat())["sha"]
    return sha


def revert(stage: SimulatorStage, sha: str, *, minutes: int = 1) -> str:
    return push(stage, f"Revert it\n\nThis reverts commit {sha}.", minutes=minutes)


def merge_commit(row: PullRequest) -> str:
    sha: str = row.evidence["pull_request"]["merge_commit"]["sha"]
    return sha


def undoes(row: PullRequest) -> list[bool]:
    row.refresh_from_db()
    return [one["undoes"] for one in row.evidence["reverts"]]


def test_a_revert_is_found_by_the_next_poll_and_changes_the_evidence(
    simulator: SimulatorStage, merged: PullRequest
) -> None:
    before = merged.evidence_hash
    sha = revert(simulator, merge_commit(merged))

    assert reconcile(now=NOW + MINUTE) == [merged.pk]

    merged.refresh_from_db()
    assert merged.evidence_hash != before
    assert merged.evidence["reverts"] == [{"sha": sha, "at": f"{NOW + MINUTE:%Y-%m-%dT%H:%M:%SZ}", "undoes": False}]


def test_the_button_of_github_is_found_too(simulator: SimulatorStage, merged: PullRequest) -> None:
    simulator.do(merged.number, "revert", at=NOW.isoformat())
    simulator.do(merged.number + 1, "merge", at=(NOW + MINUTE).isoformat())

    assert merged.pk in reconcile(now=NOW + MINUTE)
    assert undoes(merged) == [False]


def test_a_revert_of_the_revert_brings_it_back_and_so_on(simulator: SimulatorStage, merged: PullRequest) -> None:
    first = revert(simulator, merge_commit(merged), minutes=1)
    second = revert(simulator, first, minutes=2)
    revert(simulator, second, minutes=3)

    assert reconcile(now=NOW + 4 * MINUTE) == [merged.pk]
    assert undoes(merged) == [False, True, False]


def test_a_later_look_keeps_what_is_known_of_it(simulator: SimulatorStage, merged: PullRequest) -> None:
    revert(simulator, merge_commit(merged))
    reconcile(now=NOW + MINUTE)

    assert look(pull_requests=[merged.pk], now=NOW + 2 * MINUTE) == []
    assert undoes(merged) == [False]


def test_one_that_was_taken_back_before_anybody_tracked_it_says_so_at_once(simulator: SimulatorStage) -> None:
    follow(full_name=simulator.repository, now=NOW)
    number = landed(simulator)
    with simulator.simulator.store.reading() as world:
        (commit,) = world.history(world.repositories[0])
    revert(simulator, commit.sha)
    reconcile(now=NOW + MINUTE)

    row = track(address=address(simulator, number), now=NOW + MINUTE)

    assert undoes(row) == [False]


@pytest.mark.parametrize("message", ["This reverts commit {0:.7}.", "Reverts {0}", "This reverts commit {0}ab"])
def test_other_words_are_no_revert(simulator: SimulatorStage, merged: PullRequest, message: str) -> None:
    push(simulator, message.format(merge_commit(merged)))

    assert reconcile(now=NOW + MINUTE) == []
    assert not Revert.objects.exists()


def test_the_same_history_is_read_once(simulator: SimulatorStage, merged: PullRequest) -> None:
    revert(simulator, merge_commit(merged))
    reconcile(now=NOW + MINUTE)
    spent = simulator.simulator.meter("/api/graphql").remaining

    reconcile(now=NOW + 2 * MINUTE)

    assert simulator.simulator.meter("/api/graphql").remaining == spent - 1


def test_many_commits_are_read_back_to_the_one_that_we_know(simulator: SimulatorStage, merged: PullRequest) -> None:
    revert(simulator, merge_commit(merged))
    for number in range(105):
        push(simulator, f"docs: {number}", minutes=2)

    assert reconcile(now=NOW + 3 * MINUTE) == [merged.pk]


def test_what_could_not_be_read_is_read_next_time(simulator: SimulatorStage, merged: PullRequest) -> None:
    revert(simulator, merge_commit(merged))
    simulator.moods(is_down=True)
    reconcile(now=NOW + MINUTE)
    simulator.moods()

    assert reconcile(now=NOW + 3 * MINUTE) == [merged.pk]
    assert Repository.objects.get().last_error == ""
