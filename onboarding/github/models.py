"""The mirror of GitHub: repositories followed, pull requests tracked, what happened to them, deliveries received.

Numbers and node ids are identity, names are for showing: people rename everything.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

WEBHOOKS_ARRIVE = timedelta(hours=1)
"""A repository whose last webhook is younger needs no poll each minute."""

POLL_OFTEN = timedelta(seconds=45)
"""Less than the minute of the beat: when that comes a little early, no poll is left out."""

POLL_SELDOM = timedelta(hours=1)

ALLOWANCES_KEPT = timedelta(days=7)


class App(models.Model):
    """The GitHub App that an organiser made for this site. There is one; its secrets are sealed (`github.sealing`)."""

    the_one = models.BooleanField(default=True, unique=True, editable=False)
    github_id = models.BigIntegerField(_("number on GitHub"), unique=True)
    slug = models.CharField(_("name in addresses"), max_length=100)
    name = models.CharField(_("name"), max_length=200)
    url = models.URLField(_("address"), max_length=300)
    sealed_key = models.TextField(editable=False)
    sealed_webhook_secret = models.TextField(editable=False)
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


class PullRequest(models.Model):
    """A pull request that somebody's evidence points at.

    ``evidence`` is the document that rules are asked about (docs/evidence/pull_request.md); ``evidence_hash`` tells
    whether a look changed anything. ``vanished_at``: since then GitHub says that there is no such thing.
    ``ask_again_at``: when to ask again for what GitHub had not worked out.
    """

    class State(models.TextChoices):
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")
        MERGED = "merged", _("merged")

    node_id = models.CharField(_("node on GitHub"), max_length=100, unique=True)
    github_id = models.BigIntegerField(_("number on GitHub"), unique=True)
    repository = models.ForeignKey(
        Repository, null=True, on_delete=models.PROTECT, related_name="pull_requests", verbose_name=_("repository")
    )
    repository_name = models.CharField(_("name of the repository"), max_length=200)
    number = models.PositiveIntegerField(_("number"))
    title = models.TextField(_("title"))
    author_github_id = models.BigIntegerField(_("author's number on GitHub"), null=True, db_index=True)
    author_login = models.CharField(_("author's login"), max_length=100, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State)
    head_sha = models.CharField(_("newest commit"), max_length=40, blank=True, db_index=True)
    evidence = models.JSONField(_("evidence"), default=dict)
    evidence_hash = models.CharField(_("fingerprint of the evidence"), max_length=64, blank=True)
    updated_at = models.DateTimeField(_("changed on GitHub"))
    looked_at = models.DateTimeField(_("last looked at"))
    vanished_at = models.DateTimeField(_("gone since"), null=True, blank=True)
    ask_again_at = models.DateTimeField(_("ask again"), null=True, blank=True, db_index=True)

    class Meta:
        verbose_name = _("pull request")
        verbose_name_plural = _("pull requests")
        constraints = (models.CheckConstraint(condition=Q(number__gt=0), name="pull_request_number_positive"),)

    def __str__(self) -> str:
        return f"{self.repository_name}#{self.number}"


class PullRequestEvent(models.Model):
    """Something that happened to a pull request, once, as GitHub's timeline tells it."""

    pull_request = models.ForeignKey(
        PullRequest, on_delete=models.CASCADE, related_name="events", verbose_name=_("pull request")
    )
    node_id = models.CharField(_("node on GitHub"), max_length=120)
    kind = models.CharField(_("kind"), max_length=40)
    actor_login = models.CharField(_("actor"), max_length=100, blank=True)
    data = models.JSONField(_("data"), default=dict)
    happened_at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ("happened_at", "pk")
        constraints = (models.UniqueConstraint(fields=("pull_request", "node_id"), name="event_once"),)

    def __str__(self) -> str:
        return f"{self.kind} on {self.pull_request}"


class Revert(models.Model):
    """A commit on a repository's default branch that takes another one back. That one may be a revert itself."""

    repository = models.ForeignKey(
        Repository, on_delete=models.CASCADE, related_name="reverts", verbose_name=_("repository")
    )
    sha = models.CharField(_("commit"), max_length=40)
    reverted_sha = models.CharField(_("reverted commit"), max_length=40)
    committed_at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("revert")
        verbose_name_plural = _("reverts")
        constraints = (models.UniqueConstraint(fields=("repository", "reverted_sha", "sha"), name="revert_once"),)

    def __str__(self) -> str:
        return f"{self.sha[:7]} reverts {self.reverted_sha[:7]}"


class Issue(models.Model):
    """An issue for newcomers, as its repository was last read. Closed ones stay, for those who picked them."""

    node_id = models.CharField(_("node on GitHub"), max_length=100, unique=True)
    repository = models.ForeignKey(Repository, on_delete=models.CASCADE, related_name="issues")
    number = models.PositiveIntegerField(_("number"))
    title = models.TextField(_("title"))
    labels = models.JSONField(_("labels"), default=list)
    is_open = models.BooleanField(_("open"), default=True)
    is_assigned = models.BooleanField(_("assigned"), default=False)
    updated_at = models.DateTimeField(_("changed on GitHub"))

    class Meta:
        indexes = (models.Index(fields=("repository", "is_open", "-updated_at"), name="issue_open"),)

    def __str__(self) -> str:
        return f"{self.repository}#{self.number}"

    @property
    def url(self) -> str:
        return f"{self.repository.url}/issues/{self.number}"


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
