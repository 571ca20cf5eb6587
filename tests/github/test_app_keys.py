"""The secrets of the App: its key and its webhook secret are sealed, changed, and mended with the organiser's click."""

import json

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.test import Client
from django.utils import timezone

from onboarding.github import credentials, operations
from onboarding.github.errors import GitHubUnavailable, Reason
from onboarding.github.models import App
from onboarding.github.sealing import unseal
from onboarding.github.signatures import sign
from tests.github.one_click import PAGE, install, make_app
from tests.github.stage import SimulatorStage

pytestmark = pytest.mark.django_db


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
