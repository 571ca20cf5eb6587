"""A GitHub on which a test lets things happen: the same few verbs, whoever plays it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import requests

from onboarding.github.addresses import Address, parse
from onboarding.github.connection import Connection, simulator
from onboarding.github.simulator.constants import REPOSITORY_NAME
from onboarding.github.simulator.simulator import Simulator

COMMIT = "docs(guide): mend a link (#1)\n\nSigned-off-by: Ada Demo <ada-demo@example.com>"


class Stage(Protocol):
    """What every GitHub can be made to do. Pull requests are opened by ``author`` with commits of these messages."""

    connection: Connection
    repository: str
    author: str

    def open(self, *, title: str = "docs(guide): mend a link", commits: Sequence[str] = (COMMIT,)) -> int: ...
    def approve(self, number: int) -> None: ...
    def label(self, number: int, name: str) -> None: ...
    def merge(self, number: int) -> None: ...
    def close(self, number: int) -> None: ...
    def reopen(self, number: int) -> None: ...


def address(stage: Stage, number: int) -> Address:
    """As somebody would paste it."""
    return parse(f"{stage.connection.url}/{stage.repository}/pull/{number}")


@dataclass
class SimulatorStage:
    """The simulator, through its control interface and over HTTP like everything else."""

    simulator: Simulator
    connection: Connection = field(init=False)
    repository: str = REPOSITORY_NAME
    author: str = "ada-demo"

    def __post_init__(self) -> None:
        self.connection = simulator(port=int(self.simulator.base_url.rpartition(":")[2]))

    def control(self, path: str, /, **asked: Any) -> Any:
        response = requests.post(f"{self.simulator.base_url}/control/{path}", json=asked)
        assert response.ok, response.text
        return response.json()

    def open(self, *, title: str = "docs(guide): mend a link", commits: Sequence[str] = (COMMIT,), **asked: Any) -> int:
        messages = [{"message": message, "sign_off": False} for message in commits]
        number: int = self.control("pulls", title=title, commits=messages, **asked)["number"]
        return number

    def do(self, number: int, verb: str, /, **asked: Any) -> None:
        self.control(f"pulls/{number}/{verb}", **asked)

    def approve(self, number: int) -> None:
        self.do(number, "approve")

    def label(self, number: int, name: str) -> None:
        self.do(number, "label", name=name)

    def merge(self, number: int) -> None:
        self.do(number, "merge")

    def close(self, number: int) -> None:
        self.do(number, "close", actor=self.author)

    def reopen(self, number: int) -> None:
        self.do(number, "reopen", actor=self.author)

    def moods(self, **moods: Any) -> None:
        """What is wrong from now on; what is not named is fine again."""
        self.control("moods", **moods)
