"""Several at once, for real: threads with connections of their own, for tests of races on PostgreSQL."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import close_old_connections, connection


def at_once(*verbs: Callable[[], Any], refusal: type[Exception] | tuple[()] = ()) -> list[Any]:
    """Call all of these in the same instant; gives what each returned, or the code of the ``refusal`` that it met."""
    barrier = Barrier(len(verbs))

    def run(verb: Callable[[], Any]) -> Any:
        close_old_connections()
        barrier.wait()
        try:
            return verb()
        except refusal as refused:
            return refused.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(verbs)) as threads:
        return list(threads.map(run, verbs))
