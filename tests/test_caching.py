"""A cache that is killed costs speed, and nothing else."""

import pytest

from onboarding.caching import ForgivingRedisCache
from tests.servers.valkey import Valkey


@pytest.fixture
def cache(valkey: Valkey) -> ForgivingRedisCache:
    return ForgivingRedisCache(f"unix://{valkey.socket}?db=1", {})


def test_it_is_a_cache(cache):
    cache.set("a", 1)
    assert (cache.get("a"), cache.incr("a"), cache.has_key("a")) == (1, 2, True)
    assert cache.get_many(["a", "b"]) == {"a": 2}
    assert cache.get_or_set("b", lambda: 7, 60) == 7


def test_when_it_is_away_it_holds_nothing(cache, valkey):
    cache.set("a", 1)
    valkey.kill()
    assert (cache.get("a"), cache.get("a", 5), cache.has_key("a"), cache.get_many(["a"])) == (None, 5, False, {})
    assert cache.get_or_set("a", lambda: 7, 60) == 7
    assert (cache.add("a", 1), cache.touch("a"), cache.delete("a"), cache.set_many({"a": 1})) == (
        False,
        False,
        False,
        ["a"],
    )
    cache.delete_many(["a"])


def test_when_it_is_away_everything_is_the_first(cache, valkey):
    cache.set("a", 41)
    valkey.kill()
    assert [cache.incr("a"), cache.incr("a"), cache.incr("a", 5)] == [1, 1, 5]


def test_it_comes_back(cache, valkey):
    cache.set("a", 1)
    valkey.kill()
    assert cache.get("a") is None
    valkey.start()
    cache.set("a", 2)
    assert cache.get("a") == 2
