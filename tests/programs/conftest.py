"""A GitHub for the tests about programs, and a draft that Linus has begun."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client

from onboarding.github.connection import simulator
from onboarding.github.simulator.server import running
from onboarding.github.simulator.simulator import Simulator
from onboarding.programs.models import Program
from tests.cast import make_person, make_track
from tests.programs.drafts import ABOUT


@pytest.fixture
def simulated_github(settings: Any) -> Iterator[Simulator]:
    """A simulator of this test's own, and the site talks to it."""
    with running() as served:
        settings.GITHUB = simulator(port=urlsplit(served.base_url).port or 0)
        yield served


@pytest.fixture
def linus(client: Client) -> Client:
    """Whom an administrator allowed to begin programs."""
    client.force_login(make_person("linus", is_organiser=True))
    return client


@pytest.fixture
def draft(linus: Client) -> Program:
    response = linus.post("/organise/new/", {**ABOUT, "track": make_track().pk})
    assert response.headers["Location"] == "/organise/autumn/repositories/"
    return Program.objects.get(slug="autumn")
