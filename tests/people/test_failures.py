"""Sign-ins that end badly: each with its own sentence, an honest status code, and nobody signed in."""

import pytest
from django.test import Client

from onboarding.github.connection import Connection
from onboarding.people import adapters
from onboarding.people.models import User
from tests.cast import make_person

pytestmark = pytest.mark.django_db

CALLBACK = "/accounts/github/login/callback/"


def ends_with(response, status: int, words: str) -> bool:
    page = response.content.decode()
    assert "You are not signed in" in page
    assert words in page
    assert response.status_code == status
    assert "_auth_user_id" not in response.client.session
    return True


def test_consent_refused(sign_in):
    assert ends_with(sign_in(answer="error=access_denied"), 403, "You told GitHub not to share")


def test_an_error_that_github_invents(sign_in):
    response = sign_in(answer="error=redirect_uri_mismatch&error_description=%3Cscript%3Ealert(1)")
    assert ends_with(response, 502, "does not accept how this site introduces itself")
    assert b"<script>alert" not in response.content


@pytest.mark.parametrize("query", ["", "?code=x", "?code=x&state=made-up", "?error=access_denied&state=made-up"])
def test_a_sign_in_that_never_started_here(client, github, query):
    response = client.get(CALLBACK + query)
    words = "You told GitHub" if "denied" in query and "made-up" not in query else "started too long ago"
    assert ends_with(response, 400, words)


def test_a_way_back_is_used_once(sign_in, client):
    first = sign_in()
    used = f"{CALLBACK}?{first.wsgi_request.GET.urlencode()}"
    client.post("/sign-out/")
    assert ends_with(client.get(used), 400, "has been used already")


def test_somebody_elses_way_back_signs_nobody_in(sign_in, client, github):
    mallory = Client()
    leaving = mallory.post("/accounts/github/login/")
    state = leaving["Location"].split("state=")[1].split("&")[0]
    assert ends_with(client.get(f"{CALLBACK}?code=fine&state={state}"), 400, "in another browser")


def test_a_code_that_github_has_seen_before(sign_in, github):
    github.answers["/login/oauth/access_token"] = (200, {"error": "bad_verification_code"})
    assert ends_with(sign_in(), 400, "started too long ago")


def test_credentials_that_github_does_not_know(sign_in, github):
    github.answers["/login/oauth/access_token"] = (200, {"error": "incorrect_client_credentials"})
    assert ends_with(sign_in(), 502, "client id, secret or callback address")


def test_a_permission_taken_back_in_between(sign_in, github):
    github.answers["/api/v3/user"] = (401, {"message": "Bad credentials"})
    assert ends_with(sign_in(), 403, "took back its permission")


@pytest.mark.parametrize("path", ["/login/oauth/access_token", "/api/v3/user", "/api/v3/user/emails"])
@pytest.mark.parametrize("answer", [(502, b"<html>Unicorn!</html>"), (429, {}), (200, b"<html>")])
def test_github_out_of_order(sign_in, github, path, answer):
    github.answers[path] = answer
    response = sign_in()
    assert ends_with(response, 503, "GitHub did not answer")
    assert response["Retry-After"] == "60"
    assert not User.objects.exists()


@pytest.mark.parametrize("path", ["/api/v3/user", "/api/v3/user/emails"])
@pytest.mark.parametrize("answer", [{"message": "Hello"}, ["?"], None, [{"email": 7}]])
def test_an_answer_of_another_shape(sign_in, github, path, answer):
    github.answers[path] = (200, answer)
    if path.endswith("emails") and answer is None:
        assert sign_in().status_code == 302
    else:
        assert ends_with(sign_in(), 503, "GitHub did not answer")


def test_github_out_of_patience(sign_in, github):
    github.headers["X-RateLimit-Remaining"] = "0"
    github.answers["/api/v3/user"] = (403, {"message": "API rate limit exceeded"})
    assert ends_with(sign_in(), 503, "GitHub did not answer")


def test_github_not_there_at_all(sign_in, github, real_site):
    github.answers.clear()
    real_site.GITHUB = Connection(url="http://127.0.0.1:1")
    assert ends_with(sign_in(), 503, "GitHub did not answer")


def test_github_that_never_answers(sign_in, github, real_site, monkeypatch):
    import socket

    monkeypatch.setattr(adapters, "TIMEOUT", (0.2, 0.2))
    with socket.create_server(("127.0.0.1", 0)) as silent:
        real_site.GITHUB = Connection(url=f"http://127.0.0.1:{silent.getsockname()[1]}")
        assert ends_with(sign_in(), 503, "GitHub did not answer")


def test_a_closed_account(sign_in, github):
    make_person("ada", is_active=False)
    User.objects.update(github_id=1815)
    assert ends_with(sign_in(), 403, "has been closed")


def test_a_demo_person_outside_the_demo(sign_in):
    make_person("ada", is_demo=True)
    User.objects.update(github_id=1815)
    assert ends_with(sign_in(), 403, "Demo people exist in the demo only")


def test_a_real_person_at_the_simulator(sign_in, real_site):
    make_person("ada")
    User.objects.update(github_id=1815)
    real_site.WAYMARK = real_site.WAYMARK.model_copy(update={"demo": True})
    assert ends_with(sign_in(), 403, "real people outside it only")


def test_somebody_new_at_the_simulator_is_a_demo_person(sign_in, real_site):
    real_site.WAYMARK = real_site.WAYMARK.model_copy(update={"demo": True})
    sign_in()
    assert User.objects.get().is_demo
