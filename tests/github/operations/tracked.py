"""Pull requests that are tracked since `NOW`, to be looked at `LATER`."""

from datetime import timedelta

from django.utils import timezone

from onboarding.github.models import PullRequest
from onboarding.github.operations import track
from tests.github.stage import SimulatorStage, address

NOW = timezone.now()
LATER = NOW + timedelta(minutes=5)


def tracked(stage: SimulatorStage, count: int = 1) -> list[PullRequest]:
    return [track(address=address(stage, stage.open()), now=NOW) for _ in range(count)]


def keys(rows: list[PullRequest]) -> list[int]:
    return [row.pk for row in rows]
