"""A browser for the simulator's pages, without a browser."""

from collections.abc import Iterator

import pytest
import requests

from onboarding.github.simulator.http import PERSON_COOKIE
from tests.github.stage import SimulatorStage


class Visitor(requests.Session):
    """Somebody at the simulator, once they've chosen who they are."""

    base_url: str

    def be(self, login: str) -> None:
        self.cookies.set(PERSON_COOKIE, login)

    def look(self, path: str) -> requests.Response:
        return self.get(self.base_url + path)

    def submit(self, path: str, /, **form: str) -> requests.Response:
        return self.post(self.base_url + path, data=form)


@pytest.fixture
def visitor(simulator: SimulatorStage) -> Iterator[Visitor]:
    with Visitor() as session:
        session.base_url = simulator.connection.url
        yield session
