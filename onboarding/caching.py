"""The shared cache, with the promise that pages and workers rely on: when it is away, things are slower, not broken."""

import logging
from collections.abc import Callable
from typing import Any, TypeVar

from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from django.utils.functional import cached_property
from redis import Redis, RedisError

logger = logging.getLogger(__name__)
T = TypeVar("T")


class OneClient(RedisCacheClient):
    """Asks the one server by one client. Django makes a new one for each question, which takes longer than asking."""

    def get_client(self, key: Any = None, *, write: bool = False) -> Redis:
        return self._only

    @cached_property
    def _only(self) -> Redis:
        return super().get_client(write=True)


class ForgivingRedisCache(RedisCache):
    """Django's Redis cache. When the server can't be reached it holds nothing, and counts everything as the first."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._class = OneClient

    def add(self, *args: Any, **kwargs: Any) -> bool:
        return _forgive(lambda: super(ForgivingRedisCache, self).add(*args, **kwargs), otherwise=False)

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        return _forgive(lambda: super(ForgivingRedisCache, self).get(key, default, version), otherwise=default)

    def set(self, *args: Any, **kwargs: Any) -> None:
        _forgive(lambda: super(ForgivingRedisCache, self).set(*args, **kwargs), otherwise=None)

    def touch(self, *args: Any, **kwargs: Any) -> bool:
        return _forgive(lambda: super(ForgivingRedisCache, self).touch(*args, **kwargs), otherwise=False)

    def delete(self, *args: Any, **kwargs: Any) -> bool:
        return _forgive(lambda: super(ForgivingRedisCache, self).delete(*args, **kwargs), otherwise=False)

    def get_many(self, *args: Any, **kwargs: Any) -> dict[Any, Any]:
        return _forgive(lambda: super(ForgivingRedisCache, self).get_many(*args, **kwargs), otherwise={})

    def has_key(self, *args: Any, **kwargs: Any) -> bool:
        return _forgive(lambda: super(ForgivingRedisCache, self).has_key(*args, **kwargs), otherwise=False)

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        return _forgive(lambda: super(ForgivingRedisCache, self).incr(key, delta, version), otherwise=delta)

    def set_many(self, data: Any, *args: Any, **kwargs: Any) -> list[Any]:
        return _forgive(lambda: super(ForgivingRedisCache, self).set_many(data, *args, **kwargs), otherwise=list(data))

    def delete_many(self, *args: Any, **kwargs: Any) -> None:
        _forgive(lambda: super(ForgivingRedisCache, self).delete_many(*args, **kwargs), otherwise=None)


def _forgive(ask: Callable[[], T], *, otherwise: T) -> T:
    try:
        return ask()
    except (RedisError, OSError) as error:
        logger.warning("The cache is away: %s", error)
        return otherwise
