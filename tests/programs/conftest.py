"""A GitHub for the tests about programs."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

from onboarding.github.connection import simulator
from onboarding.github.simulator.server import running
from onboarding.github.simulator.simulator import Simulator


@pytest.fixture
def simulated_github(settings: Any) -> Iterator[Simulator]:
    """A simulator of this test's own, and the site talks to it."""
    with running() as served:
        settings.GITHUB = simulator(port=urlsplit(served.base_url).port or 0)
        yield served
