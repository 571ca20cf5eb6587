"""Our GitHub App, and the accounts on which it is installed."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class App(models.Model):
    """The GitHub App that an organiser made for this site. There is one; its secrets are sealed (`github.sealing`).

    ``sealed_next_secret``: the webhook secret that GitHub is being told; empty while there is none."""

    the_one = models.BooleanField(default=True, unique=True, editable=False)
    github_id = models.BigIntegerField(_("number on GitHub"), unique=True)
    slug = models.CharField(_("name in addresses"), max_length=100)
    name = models.CharField(_("name"), max_length=200)
    url = models.URLField(_("address"), max_length=300)
    sealed_key = models.TextField(editable=False)
    sealed_webhook_secret = models.TextField(editable=False)
    sealed_next_secret = models.TextField(editable=False, default="")
    key_changed_at = models.DateTimeField(_("key since"))
    audited_at = models.DateTimeField(_("log of webhooks read"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"))

    class Meta:
        verbose_name = _("GitHub App")
        verbose_name_plural = _("GitHub Apps")
        constraints = (models.CheckConstraint(condition=Q(the_one=True), name="one_app"),)

    def __str__(self) -> str:
        return self.name

    def audited(self, *, now: datetime) -> None:
        self.audited_at = now
        self.save(update_fields=("audited_at",))


class InstallationQuerySet(models.QuerySet["Installation"]):
    def active(self) -> "InstallationQuerySet":
        return self.filter(suspended_at=None, removed_at=None)


class Installation(models.Model):
    """The App on one account: what it may read there."""

    github_id = models.BigIntegerField(_("number on GitHub"), unique=True)
    account = models.CharField(_("account"), max_length=100)
    suspended_at = models.DateTimeField(_("suspended"), null=True, blank=True)
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True)
    seen_at = models.DateTimeField(_("last seen"))

    objects: ClassVar[InstallationQuerySet] = InstallationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("installation")
        verbose_name_plural = _("installations")

    def __str__(self) -> str:
        return self.account

    @property
    def is_active(self) -> bool:
        return self.suspended_at is None and self.removed_at is None

    def end(self, *, now: datetime) -> None:
        """It was taken away. What it read is asked for with the site's token, where there is one."""
        self.removed_at = now
        self.save(update_fields=("removed_at",))
        self.repositories.update(installation=None, next_poll_at=now)
