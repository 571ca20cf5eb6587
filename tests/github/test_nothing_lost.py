"""Nothing is lost: random lives, with webhooks dropped, repeated and shuffled, bells lost, and workers that die."""

from random import Random

import pytest
from django.utils import timezone

from tests.github.lives import Lives
from tests.github.stage import SimulatorStage

pytestmark = [pytest.mark.django_db, pytest.mark.once]
COUNT = 60


def test_in_the_end_everything_is_as_github_has_it_and_was_told_once(simulator: SimulatorStage) -> None:
    lives = Lives(simulator.simulator, count=COUNT, now=timezone.now().replace(microsecond=0), random=Random(4))  # noqa: S311 - lives, not secrets

    lives.begin()
    lives.live(rounds=2)
    lives.settle()

    assert lives.deaths > 0
    assert lives.deliveries > COUNT
    assert lives.faults() == []
