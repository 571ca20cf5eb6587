"""A program, the browser of Linus, who organises it, and a GitHub for the tests about programs."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client

from onboarding.github.connection import simulator
from onboarding.github.simulator.server import running
from onboarding.github.simulator.simulator import Simulator
from onboarding.programs.models import Program
from tests.cast import make_person, make_program


@pytest.fixture
def program() -> Program:
    return make_program("spring")


@pytest.fixture
def linus(client: Client, program: Program) -> Client:
    client.force_login(make_person("linus"))
    return client


@pytest.fixture
def simulated_github(settings: Any) -> Iterator[Simulator]:
    """A simulator of this test's own, and the site talks to it."""
    with running() as served:
        settings.GITHUB = simulator(port=urlsplit(served.base_url).port or 0)
        yield served
