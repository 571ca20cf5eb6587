"""Installations of the App: their repositories are followed and read with their token, and they come and go."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from onboarding.github import credentials, operations
from onboarding.github.models import App, Installation, Repository
from tests.github.one_click import PAGE, install, make_app
from tests.github.stage import SimulatorStage, address

pytestmark = pytest.mark.django_db


def test_repositories_of_the_installation_are_offered_and_followed(
    linus: Client, without_token: SimulatorStage
) -> None:
    installation = install(linus, without_token, make_app(linus, without_token))
    page = linus.get(f"{PAGE}?repositories").content.decode()
    assert "demo-community/guide" in page

    linus.post(f"{PAGE}follow/", {"repository": ["5001", "999", "none"]})

    repository = Repository.objects.get()
    assert (repository.full_name, repository.installation) == ("demo-community/guide", installation)
    assert "followed" in linus.get(f"{PAGE}?repositories").content.decode()


def test_pull_requests_are_read_with_the_installations_token_and_counted_under_its_name(
    linus: Client, without_token: SimulatorStage
) -> None:
    installation = install(linus, without_token, make_app(linus, without_token))
    operations.follow(full_name="demo-community/guide", now=timezone.now(), installation=installation.pk)
    number = without_token.open()

    pull_request = operations.track(address=address(without_token, number), now=timezone.now())
    without_token.merge(number)
    assert operations.look(pull_requests=[pull_request.pk], now=timezone.now()) == [pull_request.pk]
    assert "demo-community" in linus.get(PAGE).content.decode()


def test_a_token_is_asked_for_once_and_kept_sealed(linus: Client, without_token: SimulatorStage) -> None:
    installation = install(linus, without_token, make_app(linus, without_token))
    now = timezone.now()
    first = credentials.connect(now=now, installation=installation.pk)
    kept = cache.get(f"github-token:{installation.github_id}")
    without_token.moods(is_down=True)
    second = credentials.connect(now=now, installation=installation.pk)
    assert first.budget.fingerprint == second.budget.fingerprint
    assert kept is not None
    assert "ghs_" not in kept


def told(installation: Installation, action: str, **fields: Any) -> dict[str, Any]:
    account = {"login": installation.account}
    return {
        "action": action,
        "installation": {
            "id": installation.github_id,
            "app_id": App.objects.get().github_id,
            "account": account,
            "suspended_at": None,
            **fields,
        },
        "repositories": [{"id": 5001}],
    }


def deliver(event: str, payload: dict[str, Any]) -> None:
    now = timezone.now()
    row = operations.receive(guid=f"{event}-{payload['action']}-{now}", event=event, payload=payload, now=now)
    operations.process_delivery(delivery_id=row.pk, now=now + timedelta(minutes=1))


def test_a_suspended_installation_reads_nothing_and_a_restored_one_reads_again(
    linus: Client, without_token: SimulatorStage
) -> None:
    installation = install(linus, without_token, make_app(linus, without_token))
    operations.follow(full_name="demo-community/guide", now=timezone.now(), installation=installation.pk)
    deliver("installation", told(installation, "suspend", suspended_at="2026-11-27T03:00:00Z"))
    assert not Installation.objects.active().exists()
    assert "suspended" in linus.get(PAGE).content.decode()

    deliver("installation", told(installation, "unsuspend"))
    assert Repository.objects.get().installation == installation
    assert Installation.objects.active().exists()


def test_a_removed_installation_leaves_its_repositories_to_the_site_token(
    linus: Client, without_token: SimulatorStage
) -> None:
    installation = install(linus, without_token, make_app(linus, without_token))
    operations.follow(full_name="demo-community/guide", now=timezone.now(), installation=installation.pk)
    deliver("installation", told(installation, "deleted"))
    assert Repository.objects.get().installation is None
    assert Installation.objects.get().removed_at is not None


@pytest.mark.parametrize("foreign", [{"app_id": 1, "id": 66}, {"app_id": None, "id": 66}, {"id": "66"}])
@pytest.mark.parametrize("action", ["created", "deleted"])
def test_an_installation_that_is_not_of_our_app_takes_no_repository_away(
    linus: Client, without_token: SimulatorStage, foreign: dict[str, Any], action: str
) -> None:
    installation = install(linus, without_token, make_app(linus, without_token))
    operations.follow(full_name="demo-community/guide", now=timezone.now(), installation=installation.pk)

    deliver("installation", told(installation, action, **foreign))

    assert Installation.objects.get() == installation
    assert Repository.objects.get().installation == installation


def test_nor_does_one_of_ours_that_ends_after_another_has_taken_over(
    linus: Client, without_token: SimulatorStage
) -> None:
    installation = install(linus, without_token, make_app(linus, without_token))
    operations.follow(full_name="demo-community/guide", now=timezone.now(), installation=installation.pk)

    deliver("installation", told(installation, "deleted", id=66))

    assert Repository.objects.get().installation == installation
