"""From a pasted address to a tracked pull request."""

from datetime import timedelta

import pytest
from django.utils import timezone

from onboarding.github.addresses import Address, BadAddress, parse
from onboarding.github.errors import GitHubUnavailable, NotVisible, Reason
from onboarding.github.models import PullRequest, Repository
from onboarding.github.operations import follow, track
from onboarding.github.simulator.world import OTHER_REPOSITORY
from tests.github.stage import SimulatorStage, address

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def tracked(stage: SimulatorStage, number: int) -> PullRequest:
    return track(address=address(stage, number), now=NOW)


def test_it_keeps_the_pull_request_and_its_evidence(simulator: SimulatorStage) -> None:
    number = simulator.open(title="docs: mend")

    pull_request = PullRequest.objects.get(pk=tracked(simulator, number).pk)

    assert pull_request.evidence["pull_request"]["title"] == pull_request.title == "docs: mend"
    assert (pull_request.author_login, pull_request.author_github_id) == ("ada-demo", 1001)
    assert (pull_request.state, pull_request.looked_at) == ("open", NOW)
    assert len(pull_request.evidence_hash) == 64
    assert [event.kind for event in pull_request.events.all()] == ["opened"]


def test_tracking_twice_is_tracking_once(simulator: SimulatorStage) -> None:
    number = simulator.open()

    assert tracked(simulator, number).pk == tracked(simulator, number).pk
    assert PullRequest.objects.count() == 1


def test_it_belongs_to_the_repository_if_that_is_followed(simulator: SimulatorStage) -> None:
    repository = follow(full_name=simulator.repository, now=NOW)

    assert tracked(simulator, simulator.open()).repository == repository


def test_a_repository_that_nobody_follows_is_only_a_name(simulator: SimulatorStage) -> None:
    number = simulator.open(repository=OTHER_REPOSITORY)

    pull_request = track(address=Address(*OTHER_REPOSITORY.split("/"), number), now=NOW)

    assert (pull_request.repository, pull_request.repository_name) == (None, OTHER_REPOSITORY)
    assert not Repository.objects.exists()


def test_every_commit_counts_also_after_the_first_page(simulator: SimulatorStage) -> None:
    number = simulator.open(commits=[f"docs: step {step}" for step in range(120)])

    evidence = tracked(simulator, number).evidence

    assert [commit["subject"] for commit in evidence["commits"]] == [f"docs: step {step}" for step in range(120)]
    assert evidence["commits_total"] == 120


def test_so_does_every_file_and_every_label(simulator: SimulatorStage) -> None:
    files = [{"path": f"docs/{number}.md"} for number in range(120)]
    number = simulator.control("pulls", commits=[{"files": files}])["number"]
    with simulator.simulator.store.changing() as world:
        world.pull_requests[-1].labels = [f"label-{each}" for each in range(230)]

    evidence = tracked(simulator, number).evidence

    assert {file["path"] for file in evidence["files"]} == {file["path"] for file in files}
    assert set(evidence["pull_request"]["labels"]) == {f"label-{each}" for each in range(230)}


def test_an_issue_has_its_own_sentence(simulator: SimulatorStage) -> None:
    with pytest.raises(BadAddress) as caught:
        track(address=parse(f"{simulator.repository}#1"), now=NOW)

    assert caught.value.code == "issue"


@pytest.mark.parametrize("pasted", ["demo-community/guide#999", "demo-community/nowhere#1"])
def test_what_is_not_there_is_not_visible(simulator: SimulatorStage, pasted: str) -> None:
    with pytest.raises(NotVisible) as caught:
        track(address=parse(pasted), now=NOW)

    assert set(caught.value.message) == {"en", "zh-hans"}


def test_what_is_private_or_deleted_is_not_visible(simulator: SimulatorStage) -> None:
    number = simulator.open()
    simulator.control("repository", is_hidden=True)

    with pytest.raises(NotVisible):
        tracked(simulator, number)
    assert not PullRequest.objects.exists()


def test_when_github_is_down_nobody_says_no(simulator: SimulatorStage) -> None:
    number = simulator.open()
    simulator.moods(is_down=True)

    with pytest.raises(GitHubUnavailable) as caught:
        tracked(simulator, number)
    assert caught.value.reason is Reason.DOWN
    assert caught.value.retry_at == NOW + timedelta(minutes=1)


def test_a_renamed_repository_is_the_same_one(simulator: SimulatorStage) -> None:
    repository = follow(full_name=simulator.repository, now=NOW)
    number = simulator.open()
    simulator.control("repository", rename="demo-community/handbook")

    pull_request = track(address=Address("demo-community", "handbook", number), now=NOW)

    assert pull_request.repository == repository
    assert Repository.objects.get().full_name == pull_request.repository_name == "demo-community/handbook"
