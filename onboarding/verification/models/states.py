"""Where a submission can stand, whose turn that is, and which status may follow which."""

from django.db import models


class Status(models.TextChoices):
    QUEUED = "queued"
    CHECKING = "checking"
    WAITING = "waiting"
    IN_REVIEW = "in_review"
    RETURNED = "returned"
    VERIFIED = "verified"
    WITHDRAWN = "withdrawn"


class Turn(models.TextChoices):
    NEWCOMER = "newcomer"
    MENTOR = "mentor"
    MAINTAINERS = "maintainers"
    MACHINE = "machine"
    NOBODY = "nobody"


MOVES: dict[str, frozenset[str]] = {
    Status.QUEUED: frozenset({Status.CHECKING, Status.WITHDRAWN}),
    Status.CHECKING: frozenset({Status.WAITING, Status.IN_REVIEW, Status.VERIFIED, Status.RETURNED, Status.QUEUED}),
    Status.WAITING: frozenset({Status.QUEUED, Status.IN_REVIEW, Status.WITHDRAWN}),
    Status.IN_REVIEW: frozenset({Status.VERIFIED, Status.RETURNED, Status.WITHDRAWN}),
    Status.RETURNED: frozenset({Status.IN_REVIEW}),
    Status.VERIFIED: frozenset(),
    Status.WITHDRAWN: frozenset(),
}
"""Which status may follow which. Verified work may be flagged, never silently taken away."""

OPEN = (Status.QUEUED, Status.CHECKING, Status.WAITING, Status.IN_REVIEW)
"""Still under way: at most one of these for an enrollment's task."""
