"""A site that is not the demo, with a GitHub that says what the test wants."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings as django_settings
from django.http import HttpResponse
from django.test import Client

from onboarding.github.connection import Connection
from tests.people import github as githubs
from tests.people.github import GitHub

SignIn = Callable[..., HttpResponse]


@pytest.fixture
def real_site(settings: Any) -> Any:
    """The tests' own configuration is the demo's."""
    settings.WAYMARK = django_settings.WAYMARK.model_copy(update={"demo": False})
    return settings


@pytest.fixture
def github(real_site: Any) -> Iterator[GitHub]:
    with githubs.running() as server:
        server.knows(1815, "ada")
        real_site.GITHUB = Connection(url=server.url)
        yield server


@pytest.fixture
def sign_in(github: GitHub, client: Client) -> SignIn:
    """Press the button, say yes at GitHub, come back."""

    def run(*, client: Client = client, answer: str = "code=fine", **form: str) -> HttpResponse:
        leaving = client.post("/accounts/github/login/", form)
        state = parse_qs(urlsplit(leaving["Location"]).query)["state"][0]
        return client.get(f"/accounts/github/login/callback/?{answer}&state={state}")

    return run
