"""Choosing a language, with and without an account."""

import pytest

from tests.cast import make_person

pytestmark = pytest.mark.django_db


def test_who_is_not_signed_in_keeps_their_language_in_a_cookie(client):
    assert client.post("/language/", {"language": "zh-hans", "next": "/sign-in/?a=1"})["Location"] == "/sign-in/?a=1"
    assert client.get("/sign-in/")["Content-Language"] == "zh-hans"


def test_an_account_remembers_its_language(client):
    ada = make_person("ada", language="en")
    client.force_login(ada)
    client.post("/language/", {"language": "zh-hans"})
    ada.refresh_from_db()
    assert ada.language == "zh-hans"


def test_a_language_that_we_do_not_speak_changes_nothing(client):
    client.post("/language/", {"language": "tlh"})
    assert "django_language" not in client.cookies


def test_a_link_changes_no_language(client):
    assert client.get("/language/?language=zh-hans").status_code == 405
