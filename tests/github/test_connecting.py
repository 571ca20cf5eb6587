"""Connecting with GitHub in one click, against the simulator: make the App, install it, follow, and read with it."""

import json
import re
from dataclasses import replace
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
import requests
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from onboarding.github import credentials, operations
from onboarding.github.errors import GitHubUnavailable, Reason
from onboarding.github.manifest import PERMISSIONS, manifest
from onboarding.github.models import App, Installation, Repository
from onboarding.github.sealing import unseal
from onboarding.github.signatures import sign
from onboarding.github.simulator.world import Delivery
from tests.cast import make_person, make_program
from tests.github.stage import SimulatorStage, address

pytestmark = pytest.mark.django_db
PAGE = "/setup/github/"


@pytest.fixture
def linus(client: Client) -> Client:
    """Signed in, and may connect the site with GitHub."""
    client.force_login(make_person("linus", is_organiser=True))
    return client


@pytest.fixture
def without_token(simulator: SimulatorStage, settings: Settings) -> SimulatorStage:
    settings.GITHUB = replace(settings.GITHUB, token="", webhook_secret="")
    return simulator


def local(url: str) -> str:
    """The path on our own site of an address that GitHub sends the browser to."""
    return "/" + url.split("/", 3)[3]


def make_app(client: Client, stage: SimulatorStage) -> App:
    """As the organiser's browser does it."""
    page = client.get(PAGE).content.decode()
    target = unescape(re.search(r'action="(http[^"]+/settings/apps/new[^"]*)"', page)[1])
    text = unescape(re.search(r'name="manifest" value="([^"]+)"', page)[1])
    asked = requests.post(target, data={"manifest": text}, headers={"Origin": "http://127.0.0.1:8000"})
    assert asked.ok, asked.text
    state = target.rpartition("state=")[2]
    made = requests.post(
        f"{stage.connection.url}/settings/apps/create",
        data={"manifest": text, "state": state},
        allow_redirects=False,
    )
    client.get(local(made.headers["Location"]))
    return App.objects.get()


def install(client: Client, stage: SimulatorStage, app: App) -> Installation:
    back = requests.post(f"{app.url}/installations/new", data={"account": "demo-community"}, allow_redirects=False)
    client.get(local(back.headers["Location"]))
    return Installation.objects.get()


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


def test_a_name_is_taken_once(linus: Client, without_token: SimulatorStage) -> None:
    make_app(linus, without_token)
    asked = {"manifest": json.dumps(manifest()), "state": ""}
    again = requests.post(f"{without_token.connection.url}/settings/apps/create", data=asked, allow_redirects=False)
    assert again.status_code == 422
    assert "already taken" in again.text


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


def test_without_an_installation_nothing_is_asked_with_a_dead_key(linus: Client, without_token: SimulatorStage) -> None:
    app = make_app(linus, without_token)
    installation = install(linus, without_token, app)
    App.objects.update(sealed_key="not readable any more")
    with pytest.raises(GitHubUnavailable) as caught:
        credentials.connect(now=timezone.now(), installation=installation.pk)
    assert caught.value.reason is Reason.TOKEN_REVOKED
    assert "sealed with another secret_key" in linus.get(PAGE).content.decode()


def test_a_webhook_signed_with_the_apps_secret_is_taken(linus: Client, without_token: SimulatorStage) -> None:
    app = make_app(linus, without_token)
    for secret, status in ((unseal(app.sealed_webhook_secret), 202), ("another", 401), ("", 401)):
        assert rung_at(secret) == status


def rung_at(secret: str) -> int:
    """What a webhook that is signed with this is answered."""
    body = json.dumps({"zen": "Keep it logically awesome."}).encode()
    headers = {"X-GitHub-Event": "ping", "X-GitHub-Delivery": "one", "X-Hub-Signature-256": sign(body, secret)}
    return Client().post("/webhooks/github/", body, content_type="application/json", headers=headers).status_code


def github_signs_with(stage: SimulatorStage) -> str:
    with stage.simulator.store.reading() as world:
        return str(world.apps[0].webhook_secret)


def test_a_new_webhook_secret_is_made_here_and_github_signs_with_it(
    linus: Client, without_token: SimulatorStage
) -> None:
    make_app(linus, without_token)
    before = github_signs_with(without_token)

    page = linus.post(f"{PAGE}secret/", follow=True).content.decode()

    assert "GitHub signs webhooks with a new secret from now on." in page
    after = github_signs_with(without_token)
    assert after not in page
    assert (rung_at(after), rung_at(before)) == (202, 401)


def test_a_secret_that_github_was_told_as_we_died_is_taken_and_told_again(
    linus: Client, without_token: SimulatorStage, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_app(linus, without_token)

    def die(*_names: object, **_fields: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr("onboarding.github.client.Client.change", die)
        with pytest.raises(SystemExit):
            operations.change_webhook_secret(now=timezone.now())
    told = unseal(App.objects.get().sealed_next_secret)
    assert rung_at(told) == 202

    linus.post(f"{PAGE}secret/")
    assert github_signs_with(without_token) == told
    assert App.objects.get().sealed_next_secret == ""


def test_a_secret_that_github_could_not_be_told_changes_nothing(linus: Client, without_token: SimulatorStage) -> None:
    make_app(linus, without_token)
    without_token.moods(is_down=True)

    assert "could not be reached" in linus.post(f"{PAGE}secret/", follow=True).content.decode()
    without_token.moods()
    assert rung_at(github_signs_with(without_token)) == 202


def test_another_secret_key_is_told_and_a_new_key_and_a_new_secret_mend_it(
    linus: Client, without_token: SimulatorStage
) -> None:
    app = make_app(linus, without_token)
    key = unseal(app.sealed_key)
    App.objects.update(sealed_key="sealed with another", sealed_webhook_secret="sealed with another")
    page = linus.get(PAGE).content.decode()
    assert "The App’s key can’t be read" in page
    assert "Webhooks are refused" in page
    assert "has changed since" in linus.post(f"{PAGE}secret/", follow=True).content.decode()

    page = linus.post(f"{PAGE}key/", {"key": key}, follow=True).content.decode()
    assert "The App’s key can’t be read" not in page
    assert "Change it below, and they are taken again." in page

    assert "Webhooks are refused" not in linus.post(f"{PAGE}secret/", follow=True).content.decode()
    assert rung_at(github_signs_with(without_token)) == 202


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


def test_a_new_private_key_is_tried_before_the_old_one_is_forgotten(
    linus: Client, without_token: SimulatorStage
) -> None:
    app = make_app(linus, without_token)
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    stranger = key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption()).decode()
    for given in ("made up", stranger):
        page = linus.post(f"{PAGE}key/", {"key": given}, follow=True).content.decode()
        assert "Nothing was changed" in page
        assert App.objects.get().sealed_key == app.sealed_key

    linus.post(f"{PAGE}key/", {"key": unseal(app.sealed_key)})
    assert App.objects.get().sealed_key != app.sealed_key  # the same key, sealed anew


def test_github_being_down_is_no_reason_to_doubt_a_key(linus: Client, without_token: SimulatorStage) -> None:
    app = make_app(linus, without_token)
    without_token.moods(is_down=True)
    page = linus.post(f"{PAGE}key/", {"key": unseal(app.sealed_key)}, follow=True).content.decode()
    assert "could not be reached" in page


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


def test_a_repository_that_no_program_has_rests_and_the_page_says_so(linus: Client, simulator: SimulatorStage) -> None:
    repository = operations.follow(full_name=simulator.repository, now=timezone.now())
    assert "rests: no running program has it" in linus.get(PAGE).content.decode()

    make_program().repositories.set([repository])
    assert "rests: no running program has it" not in linus.get(PAGE).content.decode()
