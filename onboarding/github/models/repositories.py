"""The repositories that some program follows, and when each is asked what happened in it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onboarding.github.models.apps import Installation

WEBHOOKS_ARRIVE = timedelta(hours=1)
"""A repository whose last webhook is younger needs no poll each minute."""

POLL_OFTEN = timedelta(seconds=45)
"""Less than the minute of the beat: when that comes a little early, no poll is left out."""

POLL_SELDOM = timedelta(hours=1)


class RepositoryQuerySet(models.QuerySet["Repository"]):
    def due(self, now: datetime) -> "RepositoryQuerySet":
        return self.filter(Q(next_poll_at=None) | Q(next_poll_at__lte=now)).order_by("next_poll_at")

    def to_audit(self, now: datetime) -> "RepositoryQuerySet":
        """Those that have ever sent a webhook, and whose log is to be read by now."""
        is_due = Q(next_audit_at=None) | Q(next_audit_at__lte=now)
        return self.filter(is_due, webhook_seen_at__isnull=False, is_archived=False).order_by("pk")

    def without_webhooks(self, now: datetime) -> "RepositoryQuerySet":
        """Those in which something may happen and of which only a poll tells."""
        silent = Q(webhook_seen_at=None) | Q(webhook_seen_at__lte=now - WEBHOOKS_ARRIVE)
        return self.filter(silent, is_archived=False)


class Repository(models.Model):
    """A repository that some program follows."""

    github_id = models.BigIntegerField(_("number on GitHub"), unique=True)
    node_id = models.CharField(_("node on GitHub"), max_length=100, unique=True)
    full_name = models.CharField(_("name"), max_length=200, db_index=True)
    default_branch = models.CharField(_("default branch"), max_length=255, default="main")
    is_archived = models.BooleanField(_("archived"), default=False)
    installation = models.ForeignKey(
        Installation,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="repositories",
        verbose_name=_("installation"),
    )
    webhook_seen_at = models.DateTimeField(_("last webhook"), null=True, blank=True)
    watermark_at = models.DateTimeField(_("read up to"), null=True, blank=True)
    next_poll_at = models.DateTimeField(_("next poll"), null=True, blank=True, db_index=True)
    head_sha = models.CharField(_("newest commit read"), max_length=40, blank=True)
    hook_id = models.BigIntegerField(_("number of our webhook"), null=True, blank=True)
    audited_at = models.DateTimeField(_("log of webhooks read"), null=True, blank=True)
    next_audit_at = models.DateTimeField(_("next look at the log"), null=True, blank=True)
    next_issues_at = models.DateTimeField(_("issues are read next"), null=True, blank=True)
    last_error = models.TextField(_("last error"), blank=True)

    objects: ClassVar[RepositoryQuerySet] = RepositoryQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("repository")
        verbose_name_plural = _("repositories")

    def __str__(self) -> str:
        return self.full_name

    @property
    def url(self) -> str:
        return f"{settings.GITHUB.url}/{self.full_name}"

    def audited(self, *, now: datetime, next_at: datetime) -> None:
        """GitHub's log of what it sent was read up to now."""
        self.audited_at, self.next_audit_at = now, next_at
        self.save(update_fields=("hook_id", "audited_at", "next_audit_at"))

    def audit_failed(self, *, retry_at: datetime) -> None:
        """It could not be read; the next look reaches back as far."""
        self.hook_id, self.next_audit_at = None, retry_at
        self.save(update_fields=("hook_id", "next_audit_at"))

    def claim_poll(self, now: datetime) -> bool:
        """Take this minute's poll: true for one worker only."""
        mine = Repository.objects.filter(pk=self.pk, next_poll_at=self.next_poll_at)
        return bool(mine.update(next_poll_at=now + POLL_OFTEN))

    def polled(self, *, now: datetime, watermark_at: datetime | None, pace: timedelta = POLL_OFTEN) -> None:
        """A poll read everything up to ``watermark_at``. The next one comes at this pace, unless webhooks arrive."""
        webhooks_arrive = self.webhook_seen_at is not None and now - self.webhook_seen_at < WEBHOOKS_ARRIVE
        is_quiet = webhooks_arrive or self.is_archived
        self.next_poll_at = now + (POLL_SELDOM if is_quiet else pace)
        self.watermark_at = watermark_at
        self.last_error = ""
        self.save(update_fields=("next_poll_at", "watermark_at", "last_error"))

    def poll_failed(self, *, retry_at: datetime, error: str) -> None:
        self.next_poll_at = retry_at
        self.last_error = error
        self.save(update_fields=("next_poll_at", "last_error"))

    def is_now(self, names: Mapping[str, Any]) -> None:
        """Take over what GitHub calls it today, given as fields; writes only what changed."""
        changed = [field for field, value in names.items() if getattr(self, field) != value]
        for field in changed:
            setattr(self, field, names[field])
        if changed:
            self.save(update_fields=changed)
        if "full_name" in changed:
            self.pull_requests.update(repository_name=self.full_name)
