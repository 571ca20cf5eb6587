"""The budget when the cache is away: what GitHub answered counts, whatever could not be kept of it."""

from datetime import UTC, datetime, timedelta

import pytest

from onboarding.github.budget import GRAPHQL, SECONDARY_WAIT, Budget, Spending
from onboarding.github.errors import GitHubUnavailable

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
NOTHING_LEFT = Spending(cost=1, limit=5000, remaining=0, reset_at=NOW + timedelta(minutes=30))


@pytest.fixture
def no_cache(settings):
    """A cache whose server nobody has started."""
    there = settings.CACHES
    settings.CACHES = {"default": {**there["default"], "LOCATION": "unix:///nowhere/valkey.sock"}}
    yield
    settings.CACHES = there


def test_while_it_is_there_everybody_waits_once_nothing_is_left():
    Budget("token").record(GRAPHQL, NOTHING_LEFT, now=NOW)

    with pytest.raises(GitHubUnavailable):
        Budget("token").check(GRAPHQL, now=NOW)


@pytest.mark.usefixtures("no_cache")
def test_while_it_is_away_nothing_fails(caplog):
    budget = Budget("token")

    budget.record(GRAPHQL, NOTHING_LEFT, now=NOW)
    budget.check(GRAPHQL, now=NOW)
    budget.forgive()

    assert budget.spending(GRAPHQL) is None
    assert "cache is away" in caplog.text


@pytest.mark.usefixtures("no_cache")
def test_and_who_is_told_to_wait_still_knows_until_when():
    budget = Budget("token")

    assert budget.wait(GRAPHQL, until=NOW + timedelta(minutes=5), now=NOW) == NOW + timedelta(minutes=5)
    assert budget.wait_for_secondary(now=NOW) == NOW + SECONDARY_WAIT
