"""Webhooks as received, and what each hour of asking has cost."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onboarding.github.models.repositories import POLL_SELDOM

ALLOWANCES_KEPT = timedelta(days=7)

DELIVERY_GRACE = timedelta(seconds=30)
"""A delivery is queued as it arrives; one that is older than this and not done was lost on the way."""

DELIVERY_TRIES = 12

DELIVERY_KEPT = timedelta(days=7)
"""GitHub itself can send one again for three days."""


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def unprocessed(self) -> "DeliveryQuerySet":
        return self.filter(processed_at=None)

    def due(self, now: datetime) -> "DeliveryQuerySet":
        """Those that somebody should try again by now."""
        lost = Q(next_try_at=None, attempts=0, received_at__lte=now - DELIVERY_GRACE)
        return self.unprocessed().filter(lost | Q(next_try_at__lte=now), attempts__lt=DELIVERY_TRIES)

    def stale(self, now: datetime) -> "DeliveryQuerySet":
        """Those that nobody needs any more: done, or given up, and old."""
        return self.filter(received_at__lte=now - DELIVERY_KEPT)


class Delivery(models.Model):
    """A webhook as received. Done only when ``processed_at`` is set, so that a crash in between loses nothing."""

    guid = models.CharField(_("delivery number"), max_length=64, unique=True)
    event = models.CharField(_("event"), max_length=64)
    action = models.CharField(_("action"), max_length=64, blank=True)
    payload = models.JSONField(_("payload"))
    pull_request_id = models.BigIntegerField(_("number of the pull request on GitHub"), null=True, db_index=True)
    received_at = models.DateTimeField(_("received"))
    processed_at = models.DateTimeField(_("processed"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("tries"), default=0)
    next_try_at = models.DateTimeField(_("next try"), null=True, blank=True)
    last_error = models.TextField(_("last error"), blank=True)

    objects: ClassVar[DeliveryQuerySet] = DeliveryQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        indexes = (models.Index(fields=("received_at",), condition=Q(processed_at=None), name="delivery_unprocessed"),)

    def __str__(self) -> str:
        return f"{self.event} {self.guid}"

    def done(self, now: datetime) -> None:
        self.processed_at = now
        self.next_try_at = None
        self.last_error = ""
        self.save(update_fields=("processed_at", "next_try_at", "last_error"))

    def failed(self, *, retry_at: datetime, error: str) -> None:
        """Try again then; twice as long after each further failure, at most `POLL_SELDOM` after ``retry_at``."""
        self.attempts += 1
        self.next_try_at = retry_at + min(timedelta(seconds=10) * 2**self.attempts, POLL_SELDOM)
        self.last_error = error
        self.save(update_fields=("attempts", "next_try_at", "last_error"))


class Allowance(models.Model):
    """What one credential spent of one API's limit in one hour, as GitHub's last answer in it said. For operators."""

    credential = models.CharField(_("credential"), max_length=16)
    api = models.CharField(_("API"), max_length=10)
    cost = models.PositiveIntegerField(_("cost of the last question"))
    limit = models.PositiveIntegerField(_("limit"))
    remaining = models.PositiveIntegerField(_("still allowed"))
    reset_at = models.DateTimeField(_("renewed"))
    noted_at = models.DateTimeField(_("noted"))

    class Meta:
        verbose_name = _("allowance")
        verbose_name_plural = _("allowances")
        constraints = (
            models.UniqueConstraint(fields=("credential", "api", "reset_at"), name="allowance_once_an_hour"),
        )

    def __str__(self) -> str:
        return f"{self.api}: {self.remaining} of {self.limit} left until {self.reset_at:%Y-%m-%d %H:%M}"

    @property
    def spent(self) -> int:
        return self.limit - self.remaining
