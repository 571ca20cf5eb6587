"""What we need of a GitHub, asked of our simulator and of one that others wrote: both must pass, or ours is a dream.

What the other one lacks (pushes to an open pull request, limits, revoked tokens) is asked of the simulator alone.
"""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from onboarding.github.addresses import parse
from onboarding.github.errors import NotVisible
from onboarding.github.models import PullRequest, Repository
from onboarding.github.operations import follow, look, reconcile, survey, track
from onboarding.github.simulator.server import running
from tests.github import emulator
from tests.github.stage import SimulatorStage, Stage, address

pytestmark = pytest.mark.django_db
NOW = timezone.now()
LATER = NOW + timedelta(minutes=5)


@pytest.fixture(scope="module")
def emulate(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with emulator.running(tmp_path_factory.mktemp("emulate")) as stage:
        yield stage


@pytest.fixture(params=["simulator", "emulate"])
def stage(request: pytest.FixtureRequest, settings: Settings) -> Iterator[Stage]:
    if request.param == "emulate":
        found: Stage = request.getfixturevalue("emulate")
        settings.GITHUB = found.connection
        yield found
        return
    with running() as served:
        found = SimulatorStage(served)
        settings.GITHUB = found.connection
        yield found


def tracked(stage: Stage) -> PullRequest:
    return track(address=address(stage, stage.open(title="docs(guide): mend a link")), now=NOW)


def changed(row: PullRequest) -> dict[str, object]:
    """The pull request's own part of the evidence after a look that must have found something."""
    assert look(pull_requests=[row.pk], now=LATER) == [row.pk]
    row.refresh_from_db()
    found: dict[str, object] = row.evidence["pull_request"]
    return found


def test_a_repository_can_be_followed(stage: Stage) -> None:
    repository = follow(full_name=stage.repository, now=NOW)

    assert repository.full_name == stage.repository
    assert repository.default_branch == "main"


def test_what_is_not_there_is_not_visible(stage: Stage) -> None:
    with pytest.raises(NotVisible):
        follow(full_name="nobody/nothing", now=NOW)
    with pytest.raises(NotVisible):
        track(address=parse(f"{stage.repository}#999"), now=NOW)


def test_an_open_pull_request_is_evidence(stage: Stage) -> None:
    row = tracked(stage)

    pull_request, (commit,) = row.evidence["pull_request"], row.evidence["commits"]
    assert (pull_request["state"], pull_request["title"]) == ("open", "docs(guide): mend a link")
    assert pull_request["author"]["login"] == stage.author
    assert pull_request["url"] == f"{stage.connection.url}/{stage.repository}/pull/{row.number}"
    assert pull_request["base_branch"] == "main"
    assert pull_request["is_cross_repository"]
    assert commit["subject"] == "docs(guide): mend a link (#1)"
    assert commit["message"].endswith("Signed-off-by: Ada Demo <ada-demo@example.com>")
    assert not commit["is_merge"]


def test_a_look_without_news_changes_nothing(stage: Stage) -> None:
    row = tracked(stage)

    assert look(pull_requests=[row.pk], now=LATER) == []


def test_a_merge(stage: Stage) -> None:
    row = tracked(stage)
    stage.merge(row.number)

    found = changed(row)
    assert found["state"] == row.state == "merged"
    assert found["merged_at"]
    assert found["merged_by"]["login"].endswith("maintainer")  # type: ignore[index]
    assert found["merge_commit"]["sha"]  # type: ignore[index]


def test_closing_and_opening_again(stage: Stage) -> None:
    row = tracked(stage)
    stage.close(row.number)
    assert changed(row)["state"] == "closed"

    stage.reopen(row.number)
    assert changed(row)["state"] == "open"


def test_a_label(stage: Stage) -> None:
    row = tracked(stage)
    stage.label(row.number, "lgtm")

    assert changed(row)["labels"] == ["lgtm"]


def test_an_approval(stage: Stage) -> None:
    row = tracked(stage)
    stage.approve(row.number)

    assert changed(row)["review_decision"] == "approved"
    assert [review["state"] for review in row.evidence["reviews"]] == ["approved"]


def test_what_no_webhook_told_is_found_by_asking_the_repository(stage: Stage) -> None:
    follow(full_name=stage.repository, now=NOW)
    quiet, merged = tracked(stage), tracked(stage)
    reconcile(now=NOW)
    stage.merge(merged.number)

    assert reconcile(now=LATER) == [merged.pk]
    quiet.refresh_from_db()
    assert quiet.state == "open"
    assert Repository.objects.get().last_error == ""


def test_what_no_webhook_told_is_found_by_the_survey(stage: Stage) -> None:
    quiet, closed = tracked(stage), tracked(stage)
    stage.close(closed.number)

    assert survey(now=LATER) == [closed.pk]
    assert quiet.evidence_hash == PullRequest.objects.get(pk=quiet.pk).evidence_hash
