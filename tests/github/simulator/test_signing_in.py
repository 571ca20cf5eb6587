"""Signing in at the simulator: as strict as GitHub, and with GitHub's own words for what is wrong."""

import base64
import hashlib
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from django.utils import timezone

from onboarding.github.simulator import constants
from onboarding.github.simulator.oauth import Asked, Grants
from onboarding.github.simulator.people import ADA, CAST
from tests.github.simulator.conftest import Visitor
from tests.github.stage import SimulatorStage

CALLBACK = "http://127.0.0.1:9300/accounts/github/login/callback/"
VERIFIER = "v" * 43
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
ASKED = {
    "client_id": constants.CLIENT_ID,
    "redirect_uri": CALLBACK,
    "scope": "user:email",
    "response_type": "code",
    "state": "st&te",
    "code_challenge": CHALLENGE,
    "code_challenge_method": "S256",
}


def authorize(visitor: Visitor, login: str, **changes: str) -> requests.Response:
    url = f"{visitor.base_url}/login/oauth/authorize"
    return visitor.post(url, params={**ASKED, **changes}, data={"login": login}, allow_redirects=False)


def code(visitor: Visitor, **changes: str) -> str:
    return parse_qs(urlsplit(authorize(visitor, "ada-demo", **changes).headers["Location"]).query)["code"][0]


def exchange(visitor: Visitor, **form: str) -> dict[str, str]:
    whole = {
        "client_id": constants.CLIENT_ID,
        "client_secret": constants.CLIENT_SECRET,
        "redirect_uri": CALLBACK,
        "code_verifier": VERIFIER,
        **form,
    }
    url = f"{visitor.base_url}/login/oauth/access_token"
    response = visitor.post(url, data=whole, headers={"Accept": "application/json"})
    assert response.status_code == 200
    answer: dict[str, str] = response.json()
    return answer


def test_one_can_be_anybody_of_the_cast(visitor: Visitor) -> None:
    page = visitor.get(f"{visitor.base_url}/login/oauth/authorize", params=ASKED).text

    assert all(person.name in page and f'value="{person.login}"' in page for person in CAST)


def test_the_choice_goes_back_with_a_code_and_the_state(visitor: Visitor) -> None:
    back = authorize(visitor, "ada-demo")

    answer = parse_qs(urlsplit(back.headers["Location"]).query)
    assert back.status_code == 302
    assert back.headers["Location"].startswith(CALLBACK)
    assert answer["state"] == ["st&te"]
    assert len(answer["code"][0]) == 20


def test_saying_no_goes_back_too(visitor: Visitor) -> None:
    answer = parse_qs(urlsplit(authorize(visitor, "").headers["Location"]).query)

    assert (answer["error"], answer["state"]) == (["access_denied"], ["st&te"])


def test_the_page_may_send_its_form_to_the_site_only(visitor: Visitor) -> None:
    page = visitor.get(f"{visitor.base_url}/login/oauth/authorize", params=ASKED)

    assert "form-action 'self' http://127.0.0.1:9300;" in page.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "change",
    [
        {"client_id": "somebody-else"},
        {"redirect_uri": "https://evil.example/callback/"},
        {"redirect_uri": "javascript:alert(1)"},
        {"redirect_uri": ""},
        {"code_challenge_method": "plain"},
    ],
)
def test_a_wrong_request_gets_a_page_and_no_redirect(visitor: Visitor, change: dict[str, str]) -> None:
    response = authorize(visitor, "ada-demo", **change)

    assert response.status_code == 400
    assert "Location" not in response.headers


def test_the_code_buys_a_token_that_says_who_one_is(visitor: Visitor) -> None:
    answer = exchange(visitor, code=code(visitor))
    headers = {"Authorization": f"token {answer['access_token']}"}

    user = visitor.get(f"{visitor.base_url}/api/v3/user", headers=headers).json()
    (email,) = visitor.get(f"{visitor.base_url}/api/v3/user/emails", headers=headers).json()

    assert (answer["token_type"], answer["scope"]) == ("bearer", "user:email")
    assert (user["id"], user["login"], user["name"]) == (1001, "ada-demo", "Ada Demo")
    assert (email["email"], email["primary"], email["verified"]) == ("ada-demo@example.com", True, True)


def test_a_code_works_once(visitor: Visitor) -> None:
    good = code(visitor)
    exchange(visitor, code=good)

    assert exchange(visitor, code=good)["error"] == "bad_verification_code"


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"code": "made up"}, "bad_verification_code"),
        ({"code_verifier": "w" * 43}, "bad_verification_code"),
        ({"code_verifier": ""}, "bad_verification_code"),
        ({"redirect_uri": "http://127.0.0.1:1/"}, "redirect_uri_mismatch"),
        ({"client_secret": "guess"}, "incorrect_client_credentials"),
        ({"client_id": "guess"}, "incorrect_client_credentials"),
    ],
)
def test_each_error_has_githubs_name_and_status_200(visitor: Visitor, change: dict[str, str], error: str) -> None:
    answer = exchange(visitor, **{"code": code(visitor), **change})

    assert answer["error"] == error
    assert "access_token" not in answer


def test_a_code_is_good_for_ten_minutes() -> None:
    now, grants = timezone.now(), Grants()
    late = grants.new_code(ADA, Asked(CALLBACK, "", ""), now=now)
    form = {"client_id": constants.CLIENT_ID, "client_secret": constants.CLIENT_SECRET, "code": late}

    assert grants.exchange(form, now=now + timedelta(minutes=10))["error"] == "bad_verification_code"


def test_who_does_not_ask_for_json_gets_a_form(visitor: Visitor) -> None:
    response = visitor.submit("/login/oauth/access_token", code="x")

    assert response.headers["Content-Type"].startswith("application/x-www-form-urlencoded")
    assert parse_qs(response.text)["error"] == ["incorrect_client_credentials"]


@pytest.mark.parametrize("path", ["/api/v3/user", "/api/v3/user/emails"])
@pytest.mark.parametrize(("token", "status"), [("", 401), ("gho_made_up", 401), (constants.TOKEN, 403)])
def test_no_other_token_is_a_person(visitor: Visitor, path: str, token: str, status: int) -> None:
    response = visitor.get(visitor.base_url + path, headers={"Authorization": f"Bearer {token}"})

    assert response.status_code == status


def test_when_github_is_down_nobody_signs_in(simulator: SimulatorStage, visitor: Visitor) -> None:
    simulator.moods(is_down=True)

    assert visitor.submit("/login/oauth/access_token").status_code == 503
