"""The log of webhooks that GitHub keeps: what did not arrive is asked for again, within reason."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from onboarding.github.models import Repository
from onboarding.github.operations import audit, follow, receive
from onboarding.github.simulator.server import running
from onboarding.github.simulator.world import Delivery
from tests.github.stage import SimulatorStage

pytestmark = pytest.mark.django_db
NOW = timezone.now().replace(microsecond=0)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def stage(settings: Settings) -> Iterator[SimulatorStage]:
    """A simulator that sends webhooks to this site, in whose place nobody listens; and a repository that sends some."""
    with running(webhook_url=f"{settings.WAYMARK.base_url}/webhooks/github/") as served:
        stage = SimulatorStage(served)
        settings.GITHUB = stage.connection
        follow(full_name=stage.repository, now=NOW)
        Repository.objects.update(webhook_seen_at=NOW)
        yield stage


def sent(stage: SimulatorStage, guid: str, *, status: int | None = None, minutes: int = 1) -> None:
    """One that GitHub says it sent so long ago, and what was answered."""
    with stage.simulator.store.changing() as world:
        one = Delivery(guid=guid, event="push", action="", body="{}", sent_at=NOW - minutes * MINUTE, status=status)
        world.deliveries.append(one)


@pytest.fixture
def asked_for(stage: SimulatorStage, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What GitHub was asked to send again."""
    guids: list[str] = []
    monkeypatch.setattr(stage.simulator.hooks, "send", guids.append)
    return guids


def test_what_did_not_arrive_is_asked_for_again(stage: SimulatorStage, asked_for: list[str]) -> None:
    sent(stage, "a" * 32, status=500)
    sent(stage, "b" * 32, status=None)
    sent(stage, "c" * 32, status=202)

    assert audit(now=NOW) == 2
    assert sorted(asked_for) == ["a" * 32, "b" * 32]


def test_what_is_here_all_the_same_is_not(stage: SimulatorStage, asked_for: list[str]) -> None:
    """We kept it, and our answer came too late."""
    receive(guid="a" * 32, event="push", payload={}, now=NOW)
    sent(stage, "a" * 32, status=504)

    assert audit(now=NOW) == 0


def test_nor_what_was_tried_three_times(stage: SimulatorStage, asked_for: list[str]) -> None:
    for _ in range(3):
        sent(stage, "a" * 32, status=500)

    assert audit(now=NOW) == 0


def test_it_looks_each_quarter_of_an_hour_and_back_to_its_last_look(
    stage: SimulatorStage, asked_for: list[str]
) -> None:
    sent(stage, "a" * 32, status=500, minutes=20)
    Repository.objects.update(audited_at=NOW - MINUTE)

    assert audit(now=NOW) == 0
    Repository.objects.update(audited_at=None, next_audit_at=NOW + MINUTE)
    assert audit(now=NOW) == 0
    assert audit(now=NOW + MINUTE) == 1


def test_nobody_reads_the_log_of_a_repository_that_rests(stage: SimulatorStage, asked_for: list[str]) -> None:
    sent(stage, "a" * 32, status=500)

    assert audit(now=NOW, resting=list(Repository.objects.values_list("pk", flat=True))) == 0
    assert audit(now=NOW) == 1


def test_a_long_log_is_read_page_after_page(stage: SimulatorStage, asked_for: list[str]) -> None:
    sent(stage, "f" * 32, status=500)
    for number in range(250):
        sent(stage, f"{number:032x}", status=202)

    assert audit(now=NOW) == 1


def test_a_token_that_may_not_see_it_is_asked_again_tomorrow(stage: SimulatorStage, asked_for: list[str]) -> None:
    stage.moods(is_forbidden=True)

    assert audit(now=NOW) == 0
    assert Repository.objects.get().next_audit_at == NOW + timedelta(days=1)


def test_so_is_a_repository_whose_webhook_is_not_ours(stage: SimulatorStage, asked_for: list[str]) -> None:
    stage.simulator.hooks.url = "https://example.org/"

    assert audit(now=NOW) == 0
    assert Repository.objects.get().next_audit_at == NOW + timedelta(days=1)


def test_when_github_is_down_it_looks_again_soon_and_as_far_back(stage: SimulatorStage, asked_for: list[str]) -> None:
    sent(stage, "a" * 32, status=500, minutes=120)
    stage.moods(is_down=True)

    assert audit(now=NOW) == 0
    stage.moods()
    assert audit(now=NOW + 15 * MINUTE) == 1


def test_where_no_webhook_ever_came_there_is_nothing_to_read(stage: SimulatorStage, asked_for: list[str]) -> None:
    Repository.objects.update(webhook_seen_at=None)
    sent(stage, "a" * 32, status=500)

    assert audit(now=NOW) == 0
