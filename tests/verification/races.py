"""Two at once, for real: threads with connections of their own on PostgreSQL, for tests of races."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import close_old_connections, connection

from onboarding.verification.models import Submission
from onboarding.verification.operations import Refused

MANY = 6
ADDRESS = "demo-community/guide#7"


def at_once(*verbs: Callable[[], Any]) -> list[Any]:
    """Call all of these in the same instant; gives what each returned, or the refusal it met."""
    barrier = Barrier(len(verbs))

    def run(verb: Callable[[], Any]) -> Any:
        close_old_connections()
        barrier.wait()
        try:
            return verb()
        except Refused as refused:
            return refused.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(verbs)) as threads:
        return list(threads.map(run, verbs))


def moves(submission: Submission, **fields: str) -> int:
    return submission.transitions.filter(**fields).count()
