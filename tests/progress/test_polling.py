"""How often an open page looks again."""

from types import SimpleNamespace
from typing import cast

import pytest

from onboarding.progress.polling import ENOUGH, next_look
from onboarding.progress.queries.attempts import Attempt

UNDER_WAY = cast(Attempt, SimpleNamespace(is_open=True))
SETTLED = cast(Attempt, SimpleNamespace(is_open=False))


def test_it_looks_ever_more_seldom() -> None:
    polls = [next_look(UNDER_WAY, looked) for looked in range(ENOUGH)]
    pauses = [poll.seconds for poll in polls if poll]
    assert pauses[0] == 1
    assert pauses == sorted(pauses)
    assert pauses[-1] == 45


@pytest.mark.parametrize("looked", [0, 7])
def test_what_is_settled_is_left_alone(looked: int) -> None:
    assert next_look(SETTLED, looked) is None


def test_a_forgotten_page_falls_silent() -> None:
    assert next_look(UNDER_WAY, ENOUGH) is None
