"""Ringing the worker after commit. The rows are the queue: a bell that nobody hears only makes things later."""

from collections.abc import Iterable
from typing import cast

from onboarding.celery import Doorbell


def check_soon(*submission_ids: int) -> None:
    """Queue a check of each once this transaction has committed."""
    from onboarding.verification import tasks  # tasks import the operations

    _ring(cast("Doorbell", tasks.check), submission_ids)


def recheck_soon(submission_ids: Iterable[int]) -> None:
    """Queue another look at settled work once this transaction has committed."""
    from onboarding.verification import tasks  # tasks import the operations

    _ring(cast("Doorbell", tasks.recheck), submission_ids)


def reverify_soon(run_ids: Iterable[int]) -> None:
    """Queue the next batch of each re-verification once this transaction has committed."""
    from onboarding.verification import tasks  # tasks import the operations

    _ring(cast("Doorbell", tasks.reverify), run_ids)


def _ring(bell: Doorbell, ids: Iterable[int]) -> None:
    for each in ids:
        bell.delay_on_commit(each)
