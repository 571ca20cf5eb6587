"""The way from the setup link that `up` prints to being administrator."""

import pytest
from django.test import Client
from django.utils import timezone

from onboarding.people.models import User
from onboarding.people.operations import setup_link
from tests.cast import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def link() -> str:
    return str(setup_link(now=timezone.now()))


def test_open_sign_in_say_yes(client, link, sign_in):
    assert client.get(link)["Location"] == "/setup/"
    assert "Sign in first" in client.get("/setup/").content.decode()
    assert sign_in(next="/setup/")["Location"] == "/setup/"
    assert "You are signed in as ada" in client.get("/setup/").content.decode()
    assert client.post("/setup/")["Location"] == "/admin/"
    assert User.objects.get().is_administrator


def test_the_token_leaves_the_address_bar(client, link):
    client.get(link)
    assert link.split("/")[2] not in client.get("/setup/").content.decode()


def test_looking_makes_nobody_administrator(client, link):
    client.force_login(make_person("ada"))
    client.get(link, follow=True)
    assert not User.objects.administrators().exists()


def test_without_the_link_there_is_no_such_page(client):
    client.force_login(make_person("mallory"))
    assert client.get("/setup/").status_code == 404
    assert client.post("/setup/").status_code == 404


def test_who_is_not_signed_in_becomes_nothing(client, link):
    client.get(link)
    assert client.post("/setup/").status_code == 200
    assert not User.objects.exists()


def test_a_used_or_made_up_link_says_so(client, link):
    make_person("linus", is_administrator=True)
    client.force_login(make_person("mallory"))
    assert client.get("/setup/made-up/").status_code == 404
    client.get(link)
    response = client.post("/setup/")
    assert response.status_code == 404
    assert "does not work any more" in response.content.decode()
    assert User.objects.administrators().count() == 1


def test_a_form_of_another_site_does_nothing(link):
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_person("ada"))
    client.get(link)
    assert client.post("/setup/").status_code == 403
    assert not User.objects.administrators().exists()
