"""Where a submission can stand, whose turn that is, and which status may follow which."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    QUEUED = "queued", _("queued")
    CHECKING = "checking", _("being checked")
    WAITING = "waiting", _("waiting")
    IN_REVIEW = "in_review", _("in review")
    RETURNED = "returned", _("returned")
    VERIFIED = "verified", _("verified")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Turn(models.TextChoices):
    NEWCOMER = "newcomer", _("newcomer")
    MENTOR = "mentor", _("mentor")
    MAINTAINERS = "maintainers", _("maintainers")
    MACHINE = "machine", _("machine")
    NOBODY = "nobody", _("nobody")


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
