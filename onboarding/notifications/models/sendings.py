"""What is on its way out of the site: the columns that a mail and a message in a chat share. The row is the queue."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

FIRST_RETRY = timedelta(minutes=1)
LAST_RETRY = timedelta(hours=4)
MOST_ATTEMPTS = 12
"""Together about a day; then it has failed, and somebody has to look."""


class Sending(models.Model):
    """``claim_token`` names the worker that is at it until ``claimed_until``; who dies in between loses the claim."""

    class State(models.TextChoices):
        QUEUED = "queued", _("queued")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        FAILED = "failed", _("failed")
        REFUSED = "refused", _("refused for good")
        CANCELLED = "cancelled", _("not needed any more")

    state = models.CharField(_("state"), max_length=10, choices=State, default=State.QUEUED)
    created_at = models.DateTimeField(_("queued"))
    due_at = models.DateTimeField(_("next try"))
    attempts = models.PositiveSmallIntegerField(_("tries"), default=0)
    last_error = models.TextField(_("last error"), blank=True)
    claimed_until = models.DateTimeField(_("claimed until"), null=True, blank=True)
    claim_token = models.CharField(max_length=32, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    class Meta:
        abstract = True


STATE_KNOWN = Q(state__in=("queued", "sending", "sent", "failed", "refused", "cancelled"))
SENDING_IS_CLAIMED = ~Q(state="sending") | Q(claimed_until__isnull=False)


def due(now: datetime) -> Q:
    """To be sent by now; or claimed by a worker that did not come back."""
    return Q(state="queued", due_at__lte=now) | Q(state="sending", claimed_until__lte=now)


def pause(attempts: int) -> timedelta:
    """A minute, then twice as long each time, up to four hours."""
    longer: int = 2 ** min(attempts - 1, 10)
    return min(FIRST_RETRY * longer, LAST_RETRY)
