"""The one mover: every change of a submission's status or turn goes through here and leaves a transition behind.

The enrollment's row is locked first, in the first statement of the transaction, so that two verbs on one person's work
wait for each other and the trail is written from what both left behind. SQLite ignores the lock; there every
transaction is IMMEDIATE.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from types import MappingProxyType
from typing import Any

from django.db import transaction

from onboarding.people.models import User
from onboarding.programs.models import Enrollment
from onboarding.verification.models import MOVES, Status, Submission, Transition, Turn
from onboarding.verification.operations.refreshing import locked_rows, refresh_locked

UNANNOUNCED = frozenset({(Status.QUEUED, Status.CHECKING), (Status.CHECKING, Status.QUEUED)})
"""The machine's own affairs: history keeps them, nobody is told."""


class IllegalMove(RuntimeError):
    """A move that the map does not have: a mistake in the code, never in the input."""


@contextmanager
def locked(enrollment_id: int, *, now: datetime) -> Iterator[Enrollment]:
    """A transaction that holds this enrollment and ends with its trail written anew."""
    with transaction.atomic():
        enrollment = locked_rows().get(pk=enrollment_id)
        yield enrollment
        refresh_locked([enrollment], now=now)


def begin(submission: Submission, *, actor: User | None = None) -> None:
    """Store a new submission with its first transition."""
    submission.save(force_insert=True)
    _record(submission, from_status="", from_turn="", code="", actor=actor, now=submission.submitted_at)


def move(
    submission: Submission,
    to: Status,
    *,
    turn: Turn,
    now: datetime,
    code: str = "",
    actor: User | None = None,
    claim: str | None = None,
    changes: Mapping[str, Any] = MappingProxyType({}),
) -> bool:
    """Move it, unless it is no longer where this object says it is (or held by this claim): then False.

    ``changes`` are further columns written by the same statement. Call it inside `locked`.
    """
    origin, origin_turn = Status(submission.status), Turn(submission.turn)
    _refuse_illegal(origin, to, turn_changes=turn != origin_turn)
    fields = {**changes, "status": to, "turn": turn, "turn_since": _since(submission, turn, now)}
    here = Submission.objects.filter(pk=submission.pk, status=origin, turn=origin_turn)
    if claim is not None:
        here = here.filter(claim_token=claim)
    if not here.update(**fields):
        return False
    for name, value in fields.items():
        setattr(submission, name, value)
    _record(submission, from_status=origin, from_turn=origin_turn, code=code, actor=actor, now=now)
    return True


def _refuse_illegal(origin: Status, to: Status, *, turn_changes: bool) -> None:
    """Verified work keeps its status; opening or closing a flag changes only the turn."""
    only_the_turn = origin == to == Status.VERIFIED and turn_changes
    if to not in MOVES[origin] and not only_the_turn:
        msg = f"a submission cannot move from {origin} to {to}"
        raise IllegalMove(msg)


def _since(submission: Submission, turn: Turn, now: datetime) -> datetime:
    """When the turn began. A look by the machine in between doesn't start somebody's wait anew."""
    if turn == submission.turn:
        return submission.turn_since
    if submission.turn != Turn.MACHINE or turn == Turn.MACHINE:
        return now
    since = now
    history = submission.transitions.exclude(to_turn=Turn.MACHINE).order_by("-at", "-pk")
    for to_turn, at in history.values_list("to_turn", "at"):
        if to_turn != turn:
            break
        since = at
    return since


def _record(
    submission: Submission, *, from_status: str, from_turn: str, code: str, actor: User | None, now: datetime
) -> None:
    quiet = (from_status, submission.status) in UNANNOUNCED
    Transition.objects.create(
        submission=submission,
        enrollment_id=submission.enrollment_id,
        from_status=from_status,
        to_status=submission.status,
        from_turn=from_turn,
        to_turn=submission.turn,
        code=code,
        actor=actor,
        at=now,
        announced_at=now if quiet else None,
    )
