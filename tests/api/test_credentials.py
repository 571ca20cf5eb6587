"""Credentials: whoever has the site's published key can check them, with software that we did not write."""

import json
from dataclasses import replace

import jwt
import pytest
from django.conf import settings
from django.test import Client
from openbadgeslib.ob3.verifier import OB3VerificationError, OB3Verifier

from onboarding.api.credentials import claims
from onboarding.api.keys import signing_keys
from onboarding.programs.models import Enrollment
from onboarding.progress.queries.record import record_of
from onboarding.progress.reader import Reader
from onboarding.verification.models import Status
from tests.cast import enroll, make_program, make_submission
from tests.mirror import make_pull_request

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> Enrollment:
    """Has walked it all."""
    ada = enroll(make_program(name="Spring cohort"))
    make_submission(ada, "introduce-yourself", status=Status.VERIFIED)
    make_submission(ada, "first-contribution", status=Status.VERIFIED, pull_request=make_pull_request())
    make_submission(ada, "sign-off", status=Status.VERIFIED)
    assert ada.state == Enrollment.State.FINISHED
    return ada


@pytest.fixture
def token(client: Client, ada: Enrollment) -> str:
    client.force_login(ada.user)
    response = client.get(f"/journey/{ada.public_id}/credential.jwt")
    assert response.headers["Content-Type"] == "application/vc+jwt"
    return response.content.decode()


def published(client: Client, token: str) -> jwt.PyJWK:
    """The key that the token names, fetched as a stranger does."""
    address = jwt.get_unverified_header(token)["kid"]
    return jwt.PyJWK(Client().get(address.removeprefix(settings.WAYMARK.public_url)).json())


def test_a_stranger_can_check_it_with_the_published_key(client: Client, token: str, ada: Enrollment) -> None:
    badge = OB3Verifier(published(client, token).key).verify(token)

    assert badge.recipient_id == f"{settings.GITHUB.rest_url}/user/{ada.user.github_id}"
    assert badge.achievement.name == "Cloud-native contributor"


def test_a_changed_credential_is_refused(client: Client, token: str) -> None:
    header, payload, signature = token.split(".")
    forged = json.loads(jwt.utils.base64url_decode(payload))
    forged["credentialSubject"]["achievement"]["name"] = "Administrator of everything"
    again = jwt.utils.base64url_encode(json.dumps(forged).encode()).decode()

    with pytest.raises(OB3VerificationError, match="signature"):
        OB3Verifier(published(client, token).key).verify(f"{header}.{again}.{signature}")


def test_it_names_what_proved_each_task(token: str) -> None:
    claims = jwt.decode(token, options={"verify_signature": False})

    assert [each["genre"] for each in claims["evidence"]] == ["written", "pull_request", "pull_request"]
    assert claims["evidence"][1]["id"].endswith("/demo-community/guide/pull/7")


def test_the_same_record_gives_the_same_bytes(client: Client, token: str, ada: Enrollment) -> None:
    client.cookies["django_language"] = "zh-hans"
    assert client.get(f"/journey/{ada.public_id}/credential.jwt").content.decode() == token


def test_the_set_holds_the_key_that_signs(client: Client, token: str) -> None:
    keys = client.get("/.well-known/jwks.json").json()["keys"]
    assert keys[0] == signing_keys()[0].jwk


def test_an_unknown_key_is_not_found(client: Client) -> None:
    assert client.get("/credentials/keys/made-up/").status_code == 404


def test_a_journey_that_is_not_finished_has_none(client: Client) -> None:
    bob = enroll(make_program(), "bob")
    client.force_login(bob.user)
    assert client.get(f"/journey/{bob.public_id}/credential.jwt").status_code == 404


def test_only_a_finished_record_is_certified(ada: Enrollment) -> None:
    record = record_of(ada, Reader.of(ada))
    with pytest.raises(ValueError, match="finished"):
        claims(replace(record, finished_at=None))
