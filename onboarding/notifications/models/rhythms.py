"""Rhythms: when somebody wants their mail, and whether their address takes any."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onboarding.notifications.hours import after_quiet, next_digest

DELAY = timedelta(seconds=60)
"""Who reads it on the site within a minute gets no mail."""


class Rhythm(models.Model):
    """One person's. Without a row: at once, at any hour.

    ``refused_address`` is the address that its own server has refused for good, with that server's words; another
    address gets mail again.
    """

    class Digest(models.TextChoices):
        NONE = "none", _("One mail each, at once")
        DAILY = "daily", _("One mail a day")
        WEEKLY = "weekly", _("One mail a week, on Monday")

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="rhythm")
    digest = models.CharField(max_length=10, choices=Digest, default=Digest.NONE)
    digest_hour = models.PositiveSmallIntegerField(default=9)
    quiet_from = models.TimeField(null=True, blank=True)
    quiet_until = models.TimeField(null=True, blank=True)
    refused_address = models.EmailField(blank=True)
    refused_words = models.TextField(blank=True)
    refused_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(digest__in=("none", "daily", "weekly")), name="digest_known"),
            models.CheckConstraint(condition=Q(digest_hour__lte=23), name="digest_hour_known"),
            models.CheckConstraint(
                condition=Q(quiet_from=None, quiet_until=None) | Q(quiet_from__isnull=False, quiet_until__isnull=False),
                name="quiet_from_until",
            ),
        )

    def __str__(self) -> str:
        return f"rhythm of {self.user}"

    def next_mail_at(self, now: datetime, zone: ZoneInfo) -> datetime:
        """When a mail about what is found now goes out."""
        if self.digest == self.Digest.NONE:
            return self.after_rest(now + DELAY, zone)
        weekday = 0 if self.digest == self.Digest.WEEKLY else None
        return self.after_rest(next_digest(now, zone, time(self.digest_hour), weekday=weekday), zone)

    def after_rest(self, instant: datetime, zone: ZoneInfo) -> datetime:
        """The instant itself, or the end of the quiet hours in which it lies."""
        return after_quiet(instant, zone, self.quiet_from, self.quiet_until)
