"""Claiming what is to be sent, and writing down what came of it: the same for mails and for posts."""

import logging
import secrets
from datetime import datetime, timedelta
from typing import TypeVar

from django.db.models import F

from onboarding.notifications.models import Sending
from onboarding.notifications.models.sendings import MOST_ATTEMPTS, due, pause

logger = logging.getLogger(__name__)
Row = TypeVar("Row", bound=Sending)
CLAIM = timedelta(minutes=3)
"""Longer than all the patience of the other side with us, and ours with it, step by step."""


def claim(model: type[Row], pk: int, *, now: datetime) -> Row | None:
    """The row, ours until `CLAIM` is over; None when it is not due or somebody else is at it."""
    ours = {"state": Sending.State.SENDING, "claimed_until": now + CLAIM, "claim_token": secrets.token_hex(16)}
    rows = model._default_manager.filter(due(now), pk=pk)  # noqa: SLF001 - Django's documented name for it
    if not rows.update(**ours, attempts=F("attempts") + 1):
        return None
    return rows.model._default_manager.filter(pk=pk, claim_token=ours["claim_token"]).first()  # noqa: SLF001


def conclude(row: Sending, state: str, **fields: object) -> bool:
    """Write down what came of it, if the claim is still ours."""
    ours = type(row)._default_manager.filter(  # noqa: SLF001 - as above
        pk=row.pk, state=Sending.State.SENDING, claim_token=row.claim_token
    )
    return bool(ours.update(**{"state": state, "claimed_until": None, "claim_token": "", **fields}))


def later(row: Sending, words: str, *, now: datetime, **fields: object) -> None:
    """Again after a pause; after `MOST_ATTEMPTS` it has failed, and somebody has to look."""
    logger.warning("%s was not sent, try %s: %s", row, row.attempts, words)
    if row.attempts >= MOST_ATTEMPTS:
        conclude(row, Sending.State.FAILED, last_error=words, **fields)
    else:
        conclude(row, Sending.State.QUEUED, last_error=words, due_at=now + pause(row.attempts), **fields)
