"""Counting the questions that GitHub is asked."""

from typing import Any

import pytest

from onboarding.github.simulator import api
from onboarding.github.simulator.graph import Root, answer
from tests.github.stage import SimulatorStage


@pytest.fixture
def questions(simulator: SimulatorStage, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many ids each GraphQL question asked for."""
    asked: list[int] = []

    def listen(root: Root, query: str, variables: dict[str, Any]) -> dict[str, Any]:
        asked.append(len(variables.get("ids", ())))
        return answer(root, query, variables)

    monkeypatch.setattr(api, "answer", listen)
    return asked
