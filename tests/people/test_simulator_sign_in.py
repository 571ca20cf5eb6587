"""Signing in at the GitHub simulator, over real HTTP: what the demo does."""

from collections.abc import Iterator
from typing import Any

import pytest
import requests
from django.http import HttpResponse
from django.test import Client

from onboarding.github.connection import simulator
from onboarding.github.simulator.people import ADA
from onboarding.github.simulator.server import running
from onboarding.github.simulator.simulator import Simulator
from onboarding.people.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def github(settings: Any) -> Iterator[Simulator]:
    with running() as github:
        settings.GITHUB = simulator(port=int(github.base_url.rpartition(":")[2]))
        yield github


@pytest.fixture
def client() -> Client:
    """The simulator sends people back to this machine only."""
    return Client(SERVER_NAME="localhost")


def come_back_as(client: Client, login: str) -> str:
    """Press the button here, choose somebody there: the address that GitHub sends us back to."""
    leaving = client.post("/accounts/github/login/")["Location"]
    chosen = requests.post(leaving, data={"login": login}, allow_redirects=False, timeout=10)
    return chosen.headers["Location"]


def follow(client: Client, address: str) -> HttpResponse:
    return client.get(address.removeprefix("http://localhost"))


def test_one_of_the_cast_signs_in(client, github):
    assert follow(client, come_back_as(client, "ada-demo"))["Location"] == "/journey/"
    ada = User.objects.get()
    assert (ada.github_id, ada.login, ada.name, ada.email) == (ADA.github_id, "ada-demo", "Ada Demo", ADA.email)
    assert ada.is_demo


def test_who_says_no_is_not_signed_in(client, github):
    response = follow(client, come_back_as(client, ""))
    assert response.status_code == 403
    assert not User.objects.exists()


def test_the_simulator_out_of_order(client, github):
    address = come_back_as(client, "ada-demo")
    github.moods.is_down = True
    assert follow(client, address).status_code == 503
    assert not User.objects.exists()


def test_a_code_of_another_sign_in_is_refused(client, github):
    """The code was given for another challenge: stolen codes are worth nothing."""
    stolen = come_back_as(Client(SERVER_NAME="localhost"), "grace-demo").split("code=")[1].split("&")[0]
    mine = come_back_as(client, "ada-demo")
    code = mine.split("code=")[1].split("&")[0]
    assert follow(client, mine.replace(code, stolen)).status_code == 400
    assert not User.objects.exists()
