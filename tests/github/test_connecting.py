"""Connecting with GitHub in one click, against the simulator: the App is made, and what its page says."""

import json
from datetime import timedelta

import pytest
import requests
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from onboarding.github import operations
from onboarding.github.manifest import PERMISSIONS, manifest
from onboarding.github.models import App
from onboarding.github.sealing import unseal
from onboarding.github.simulator.world import Delivery
from tests.cast import make_program
from tests.github.one_click import PAGE, make_app
from tests.github.stage import SimulatorStage

pytestmark = pytest.mark.django_db


def test_one_click_makes_the_app_and_its_secrets_are_sealed(linus: Client, without_token: SimulatorStage) -> None:
    app = make_app(linus, without_token)
    assert "BEGIN RSA PRIVATE KEY" in unseal(app.sealed_key)
    assert "PRIVATE" not in app.sealed_key
    assert len(unseal(app.sealed_webhook_secret)) == 40


def test_the_simulators_forms_may_lead_a_browser_back(
    linus: Client, without_token: SimulatorStage, settings: Settings
) -> None:
    """A browser asks the page of the form whether the redirect behind it may leave for the site."""
    app = make_app(linus, without_token)
    making = requests.post(
        f"{without_token.connection.url}/settings/apps/new", data={"manifest": json.dumps(manifest())}
    )
    installing = requests.get(f"{app.url}/installations/new")
    allowed = f"form-action 'self' {settings.WAYMARK.public_url};"
    assert allowed in making.headers["Content-Security-Policy"]
    assert allowed in installing.headers["Content-Security-Policy"]


def test_the_app_reads_and_writes_nothing(settings: Settings) -> None:
    wanted = manifest()
    assert wanted["default_permissions"] == PERMISSIONS
    assert set(PERMISSIONS.values()) == {"read"}
    assert wanted["public"] is False
    assert wanted["hook_attributes"]["url"] == f"{settings.WAYMARK.public_url}/webhooks/github/"


def test_the_app_is_made_for_an_organisation_where_one_is_named(linus: Client, simulator: SimulatorStage) -> None:
    page = linus.get(PAGE, {"owner": "demo-community"}).content.decode()
    assert "/organizations/demo-community/settings/apps/new?state=" in page
    assert "/organizations/" not in linus.get(PAGE, {"owner": '"><script>'}).content.decode()


@pytest.mark.parametrize(
    ("owner", "said"),
    [("", "the App will belong to your own account"), ("a b", "cannot be the name of an organisation")],
)
def test_a_choice_of_no_organisation_is_answered(
    linus: Client, simulator: SimulatorStage, owner: str, said: str
) -> None:
    assert said not in linus.get(PAGE).content.decode()
    assert said in linus.get(PAGE, {"owner": owner}).content.decode()


@pytest.mark.parametrize("state", ["", "made-up"])
def test_an_answer_to_a_click_that_nobody_made_is_refused(
    linus: Client, without_token: SimulatorStage, state: str
) -> None:
    linus.get(PAGE)
    response = linus.get(f"{PAGE}created/", {"code": "abc", "state": state}, follow=True)
    assert "does not belong to a click of yours" in response.content.decode()
    assert not App.objects.exists()


def test_a_code_that_was_used_makes_nothing(linus: Client, without_token: SimulatorStage) -> None:
    make_app(linus, without_token)
    linus.get(PAGE)
    state = linus.session["github_app_state"]
    response = linus.get(f"{PAGE}created/", {"code": "used", "state": state}, follow=True)
    assert App.objects.count() == 1
    assert "see that on GitHub" in response.content.decode()


def test_a_name_is_taken_once(linus: Client, without_token: SimulatorStage) -> None:
    make_app(linus, without_token)
    asked = {"manifest": json.dumps(manifest()), "state": ""}
    again = requests.post(f"{without_token.connection.url}/settings/apps/create", data=asked, allow_redirects=False)
    assert again.status_code == 422
    assert "already taken" in again.text


def test_it_works_with_a_site_token_alone(linus: Client, simulator: SimulatorStage) -> None:
    page = linus.get(PAGE).content.decode()
    assert "Waymark reads pull requests at GitHub." in page
    assert "site token" in page


def test_it_is_in_chinese_too(linus: Client, simulator: SimulatorStage) -> None:
    linus.cookies["django_language"] = "zh-hans"
    assert "连接 GitHub" in linus.get(PAGE).content.decode()


def test_the_apps_own_log_of_webhooks_is_audited_and_not_more_often_than_needed(
    linus: Client, without_token: SimulatorStage, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_app(linus, without_token)
    now = timezone.now()
    guids: list[str] = []
    monkeypatch.setattr(without_token.simulator.hooks, "send", guids.append)
    with without_token.simulator.store.changing() as world:
        world.deliveries.append(Delivery(guid="a" * 32, event="push", action="", body="{}", sent_at=now, status=500))

    assert operations.audit(now=now + timedelta(minutes=1)) == 1
    assert operations.audit(now=now + timedelta(minutes=2)) == 0
    assert guids == ["a" * 32]


def test_a_repository_that_no_program_has_rests_and_the_page_says_so(linus: Client, simulator: SimulatorStage) -> None:
    repository = operations.follow(full_name=simulator.repository, now=timezone.now())
    assert "rests: no running program has it" in linus.get(PAGE).content.decode()

    make_program().repositories.set([repository])
    assert "rests: no running program has it" not in linus.get(PAGE).content.decode()
