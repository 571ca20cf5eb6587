"""The budget: what all workers know together, and when the cache is away, what GitHub answered."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache

from onboarding.github.budget import ALL, GRAPHQL, SECONDARY_WAIT, Budget, Spending
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


def spent(remaining: int, **fields) -> Spending:
    return Spending(
        **{"cost": 1, "limit": 5000, "remaining": remaining, "reset_at": NOW + timedelta(minutes=30)} | fields
    )


def test_all_workers_with_one_token_share_it():
    Budget("token").record(GRAPHQL, spent(7), now=NOW)

    assert Budget("token").spending(GRAPHQL).remaining == 7
    assert Budget("another").spending(GRAPHQL) is None


def test_an_answer_that_was_overtaken_gives_nothing_back():
    for remaining in (90, 100):
        Budget("token").record(GRAPHQL, spent(remaining), now=NOW)

    assert Budget("token").spending(GRAPHQL).remaining == 90


def test_a_new_hour_begins_anew():
    Budget("token").record(GRAPHQL, spent(7), now=NOW)
    Budget("token").record(GRAPHQL, spent(4999, reset_at=NOW + timedelta(minutes=90)), now=NOW)

    assert Budget("token").spending(GRAPHQL).remaining == 4999


@pytest.mark.parametrize(
    ("remaining", "is_low", "may_ask"), [(500, False, True), (499, True, True), (249, True, False)]
)
def test_below_a_tenth_it_is_low_and_the_last_twentieth_is_for_people(remaining, is_low, may_ask):
    budget = Budget("token")
    budget.record(GRAPHQL, spent(remaining), now=NOW)

    assert budget.is_low(GRAPHQL, now=NOW) is is_low
    budget.check(GRAPHQL, now=NOW)
    if may_ask:
        budget.check(GRAPHQL, now=NOW, patient=True)
    else:
        with pytest.raises(GitHubUnavailable) as caught:
            budget.check(GRAPHQL, now=NOW, patient=True)
        assert caught.value.retry_at == NOW + timedelta(minutes=30)


def test_what_was_left_of_an_hour_that_is_over_means_nothing():
    budget = Budget("token")
    budget.record(GRAPHQL, spent(1), now=NOW)

    assert not budget.is_low(GRAPHQL, now=NOW + timedelta(minutes=31))
    budget.check(GRAPHQL, now=NOW + timedelta(minutes=31), patient=True)


def test_strikes_that_are_forgotten_in_between_begin_again(monkeypatch):
    """The key may expire between the two commands."""
    monkeypatch.setattr(cache, "add", lambda *_, **__: None)

    until = Budget("token").wait_for_secondary(now=NOW)

    assert until == NOW + SECONDARY_WAIT
    with pytest.raises(GitHubUnavailable):
        Budget("token").check(ALL, now=NOW)
