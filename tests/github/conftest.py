"""GitHubs for the tests of this package."""

from collections.abc import Iterator

import pytest
from pytest_django.fixtures import Settings

from onboarding.github.connection import Connection
from onboarding.github.simulator.server import running
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
