"""GitHubs for the tests of this package, and Linus, who connects the site with them."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from onboarding.github.connection import Connection
from onboarding.github.simulator.server import running
from tests.cast import make_person
from tests.github.stage import SimulatorStage


@pytest.fixture
def github_com(settings: Settings) -> None:
    """The site talks to github.com. No test calls it: the machine has no way out."""
    settings.GITHUB = Connection(url="https://github.com", token="ghs_test", webhook_secret="hush")


@pytest.fixture
def simulator(settings: Settings) -> Iterator[SimulatorStage]:
    """A simulator of this test's own, and the site talks to it. It sends no webhooks by itself."""
    with running() as served:
        stage = SimulatorStage(served)
        settings.GITHUB = stage.connection
        yield stage


@pytest.fixture
def linus(client: Client) -> Client:
    """Signed in, and may connect the site with GitHub."""
    client.force_login(make_person("linus", is_organiser=True))
    return client


@pytest.fixture
def without_token(simulator: SimulatorStage, settings: Settings) -> SimulatorStage:
    settings.GITHUB = replace(settings.GITHUB, token="", webhook_secret="")
    return simulator
