"""Ada and GitHub for tests of verification: the simulator on loopback, with what can be wrong with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import requests
from pytest_django.fixtures import Settings

from onboarding.github.connection import simulator as connection
from onboarding.github.simulator.server import running
from onboarding.programs.models import Enrollment
from onboarding.verification.operations import differing
from tests.cast import enroll, make_program
from tests.verification.world import LATER


@dataclass(frozen=True)
class GitHub:
    """The simulator's control interface. Logins are those of its own cast: ada-demo, demo-maintainer."""

    url: str

    def open(self, **asked: Any) -> int:
        """Open a pull request; gives its number."""
        number: int = self._post("control/pulls", asked)["number"]
        return number

    def act(self, number: int, verb: str, **asked: Any) -> None:
        """Merge, close, reopen, amend, approve, … it."""
        self._post(f"control/pulls/{number}/{verb}", asked)

    def release(self, **asked: Any) -> str:
        """Publish a release; gives its address."""
        url: str = self._post("control/releases", asked)["url"]
        return url

    def person(self, login: str, **asked: Any) -> None:
        """Rename somebody of the cast, or delete their account."""
        self._post(f"control/people/{login}", asked)

    def delete_fork(self, number: int) -> None:
        self._post(f"control/pulls/{number}/delete-fork", {})

    def repository(self, **asked: Any) -> None:
        """Rename, transfer or delete the demo repository."""
        self._post("control/repository", asked)

    def hide(self, *, is_hidden: bool = True, **asked: Any) -> None:
        """Make the repository private, or show it again."""
        self._post("control/repository", {"is_hidden": is_hidden, **asked})

    def is_now(self, **moods: Any) -> None:
        """Say what is wrong with it; nothing else is."""
        self._post("control/moods", moods)

    def _post(self, path: str, asked: dict[str, Any]) -> dict[str, Any]:
        answer = requests.post(f"{self.url}/{path}", json=asked, timeout=10)
        assert answer.ok, answer.text
        found: dict[str, Any] = answer.json()
        return found


@pytest.fixture
def github(settings: Settings) -> Iterator[GitHub]:
    """A GitHub of this test's own, which the site talks to."""
    with running() as simulator:
        settings.GITHUB = connection(port=int(simulator.base_url.rsplit(":", 1)[1]))
        yield GitHub(simulator.base_url)


@pytest.fixture
def ada() -> Enrollment:
    """Ada, who has joined a program."""
    return enroll(make_program(), "ada")


@pytest.fixture
def demo() -> Enrollment:
    """Ada as the simulator knows her."""
    return enroll(make_program(), "ada-demo")


@pytest.fixture
def trails_are_right() -> Iterator[None]:
    """After every race, whoever won it."""
    yield
    rows = list(Enrollment.objects.select_related("program", "user"))
    assert differing(rows, now=LATER) == []
