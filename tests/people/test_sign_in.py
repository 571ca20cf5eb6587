"""Signing in: who somebody is, where they go, and what is never kept."""

from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from onboarding.people.models import User
from tests.cast import make_person

pytestmark = pytest.mark.django_db

START = "/accounts/github/login/"
CALLBACK = "/accounts/github/login/callback/"


def test_a_first_visit_makes_an_account(sign_in):
    response = sign_in()
    assert (response.status_code, response["Location"]) == (302, "/journey/")
    ada = User.objects.get()
    assert (ada.github_id, ada.login, ada.name, ada.email) == (1815, "ada", "Ada", "ada@example.org")
    assert (ada.is_demo, ada.is_administrator, ada.is_organiser) == (False, False, False)


def test_a_second_visit_finds_the_same_account(sign_in):
    sign_in(client=Client()), sign_in(client=Client())
    assert User.objects.count() == 1


def test_github_is_asked_for_the_least_and_with_a_challenge(client, github):
    query = parse_qs(urlsplit(client.post(START)["Location"]).query)
    assert query["scope"] == ["user:email"]
    assert query["code_challenge_method"] == ["S256"]
    assert query["redirect_uri"] == ["http://testserver" + CALLBACK]


def test_the_proof_of_the_challenge_is_sent_with_the_code(sign_in, github):
    sign_in()
    assert len(github.form_of("/login/oauth/access_token")["code_verifier"]) >= 43


def test_nothing_of_githubs_is_stored_but_who_it_is(sign_in):
    sign_in()
    assert not SocialToken.objects.exists()
    assert not SocialAccount.objects.exists()
    assert not EmailAddress.objects.exists()
    assert "gho_secret" not in repr([each.get_decoded() for each in Session.objects.all()])


def test_a_renamed_person_keeps_their_account(sign_in, github):
    sign_in()
    github.knows(1815, "countess", name="Ada King")
    sign_in(client=Client())
    assert [(each.login, each.name) for each in User.objects.all()] == [("countess", "Ada King")]


def test_a_login_taken_over_by_another_never_mixes_accounts(sign_in, github):
    sign_in()
    github.knows(666, "Ada", name="Mallory")
    sign_in(client=Client())
    old, new = User.objects.get(github_id=1815), User.objects.get(github_id=666)
    assert (old.login, old.name) == ("#1815", "Ada")
    assert (new.login, new.name) == ("Ada", "Mallory")


def test_who_gave_up_a_login_gets_their_new_one_when_they_come_back(sign_in, github):
    sign_in()
    github.knows(666, "ada")
    sign_in(client=Client())
    github.knows(1815, "countess")
    sign_in(client=Client())
    assert User.objects.get(github_id=1815).login == "countess"


@pytest.mark.parametrize(
    "emails",
    [
        [{"email": "ada@example.org", "primary": True, "verified": False}],
        [{"email": "ada@example.org", "primary": False, "verified": True}],
        [],
    ],
    ids=["unverified", "not primary", "none"],
)
def test_only_a_verified_primary_address_counts(sign_in, github, emails):
    github.knows(1815, "ada", emails=emails)
    sign_in()
    assert User.objects.get().email == ""


def test_a_profile_without_a_name_is_fine(sign_in, github):
    github.knows(1815, "ada", name=None)
    sign_in()
    assert User.objects.get().display_name == "ada"


def test_a_name_is_one_plain_line(sign_in, github):
    github.knows(1815, "ada", name="Ada\0 \n\u202eLovelace" + "x" * 300)
    sign_in()
    name = User.objects.get().name
    assert name.startswith("Ada Lovelacexxx")
    assert len(name) == 200


def test_language_and_zone_are_guessed_at_the_first_visit_only(sign_in, client):
    client.cookies["time_zone"] = "Asia/Shanghai"
    client.cookies["django_language"] = "zh-hans"
    sign_in()
    other = Client()
    other.cookies["time_zone"] = "Europe/London"
    sign_in(client=other)
    ada = User.objects.get()
    assert (ada.language, ada.time_zone) == ("zh-hans", "Asia/Shanghai")


def test_an_account_made_before_its_owner_came_learns_their_language(sign_in, client):
    person = make_person("ada", time_zone="Europe/London")
    User.objects.filter(pk=person.pk).update(github_id=1815)
    client.cookies["django_language"] = "zh-hans"
    client.cookies["time_zone"] = "Asia/Shanghai"
    sign_in()
    person.refresh_from_db()
    assert (person.language, person.time_zone) == ("zh-hans", "Europe/London")


def test_a_made_up_zone_is_no_guess(sign_in, client):
    client.cookies["time_zone"] = "../../etc/passwd"
    sign_in()
    assert User.objects.get().time_zone == ""


def test_somebody_goes_on_where_they_wanted_to_be(sign_in):
    assert sign_in(next="/programs/spring/")["Location"] == "/programs/spring/"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "\\\\evil.example",
        "javascript:alert(1)",
        "http:///evil.example",
        "https:evil.example",
        " //evil.example",
        "\t//evil.example",
        "http://testserver@evil.example/",
        "http://testserver.evil.example/",
        "///evil.example",
    ],
)
def test_nobody_is_sent_to_another_site(sign_in, client, elsewhere):
    assert sign_in(next=elsewhere)["Location"] == "/journey/"
    assert client.post("/sign-out/", {"next": elsewhere})["Location"] == "/"
    assert client.post("/language/", {"next": elsewhere, "language": "en"})["Location"] == "/"
    page = Client().get("/sign-in/", {"next": elsewhere}).content.decode()
    assert '<input type="hidden" name="next" value="/journey/">' in page


def test_signing_in_starts_a_new_session(sign_in, client):
    client.get("/sign-in/")
    session = client.session
    session["planted"] = "by Mallory"
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = before = session.session_key
    sign_in()
    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()


def test_signing_in_as_another_leaves_nothing_of_the_first(sign_in, client, github):
    sign_in()
    session = client.session
    session["mine"] = "Ada's"
    session.save()
    github.knows(1906, "grace")
    sign_in()
    assert "mine" not in client.session
    assert User.objects.get(pk=client.session["_auth_user_id"]).login == "grace"


def test_it_starts_with_a_form_only(client, github):
    assert client.get(START)["Location"] == "/sign-in/"
    assert Client(enforce_csrf_checks=True).post(START).status_code == 403


def test_the_way_back_is_a_get(client, github):
    assert client.post(CALLBACK).status_code == 405
    assert client.head(CALLBACK).status_code == 405


def test_a_link_cannot_ask_github_for_more(client, github):
    leaving = client.post(f"{START}?scope=repo&auth_params=scope%3Drepo&process=connect", {"process": "connect"})
    assert "repo" not in leaving["Location"]


def test_who_is_signed_in_needs_no_sign_in_page(client):
    client.force_login(make_person("ada"))
    assert client.get("/sign-in/?next=/programs/")["Location"] == "/programs/"


def test_signing_out_deletes_the_session(sign_in, client):
    sign_in()
    key = client.session.session_key
    assert client.get("/sign-out/").status_code == 405
    assert client.post("/sign-out/")["Location"] == "/"
    assert not Session.objects.filter(session_key=key).exists()


@pytest.mark.parametrize(
    "path",
    ["login/", "signup/", "password/reset/", "email/", "password/change/", "social/signup/", "3rdparty/", "logout/"],
)
def test_pages_of_allauth_that_we_do_not_use_do_not_exist(client, path):
    assert client.get(f"/accounts/{path}").status_code == 404


def test_the_way_back_is_under_the_public_address(client, github, real_site):
    real_site.WAYMARK = real_site.WAYMARK.model_copy(update={"base_url": "https://waymark.example.org"})
    query = parse_qs(urlsplit(client.post(START)["Location"]).query)
    assert query["redirect_uri"] == ["https://waymark.example.org" + CALLBACK]
