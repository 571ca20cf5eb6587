"""The mirror of GitHub: repositories followed, pull requests tracked, what happened to them, deliveries received.

Numbers and node ids are identity, names are for showing: people rename everything.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q


class Repository(models.Model):
    """A repository that some program follows."""

    github_id = models.BigIntegerField(unique=True)
    node_id = models.CharField(max_length=100, unique=True)
    full_name = models.CharField(max_length=200, db_index=True)
    default_branch = models.CharField(max_length=255, default="main")
    is_archived = models.BooleanField(default=False)
    webhook_seen_at = models.DateTimeField(null=True, blank=True)
    watermark_at = models.DateTimeField(null=True, blank=True)
    next_poll_at = models.DateTimeField(null=True, blank=True, db_index=True)
    last_error = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "repositories"

    def __str__(self) -> str:
        return self.full_name

    @property
    def url(self) -> str:
        return f"{settings.GITHUB.url}/{self.full_name}"


class PullRequest(models.Model):
    """A pull request that somebody's evidence points at.

    ``evidence`` is the document that rules are asked about (docs/evidence/pull_request.md); ``evidence_hash`` tells
    whether a look changed anything.
    """

    class State(models.TextChoices):
        OPEN = "open"
        CLOSED = "closed"
        MERGED = "merged"

    node_id = models.CharField(max_length=100, unique=True)
    github_id = models.BigIntegerField(unique=True)
    repository = models.ForeignKey(Repository, null=True, on_delete=models.PROTECT, related_name="pull_requests")
    repository_name = models.CharField(max_length=200)
    number = models.PositiveIntegerField()
    title = models.TextField()
    author_github_id = models.BigIntegerField(null=True, db_index=True)
    author_login = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=10, choices=State)
    evidence = models.JSONField(default=dict)
    evidence_hash = models.CharField(max_length=64, blank=True)
    updated_at = models.DateTimeField()
    looked_at = models.DateTimeField()

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(number__gt=0), name="pull_request_number_positive"),)

    def __str__(self) -> str:
        return f"{self.repository_name}#{self.number}"


class PullRequestEvent(models.Model):
    """Something that happened to a pull request, once, as GitHub's timeline tells it."""

    pull_request = models.ForeignKey(PullRequest, on_delete=models.CASCADE, related_name="events")
    node_id = models.CharField(max_length=120)
    kind = models.CharField(max_length=40)
    actor_login = models.CharField(max_length=100, blank=True)
    data = models.JSONField(default=dict)
    happened_at = models.DateTimeField()

    class Meta:
        ordering = ("happened_at", "pk")
        constraints = (models.UniqueConstraint(fields=("pull_request", "node_id"), name="event_once"),)

    def __str__(self) -> str:
        return f"{self.kind} on {self.pull_request}"


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def unprocessed(self) -> "DeliveryQuerySet":
        return self.filter(processed_at=None)


class Delivery(models.Model):
    """A webhook as received. Done only when ``processed_at`` is set, so that a crash in between loses nothing."""

    guid = models.CharField(max_length=64, unique=True)
    event = models.CharField(max_length=64)
    action = models.CharField(max_length=64, blank=True)
    payload = models.JSONField()
    received_at = models.DateTimeField()
    processed_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(blank=True)

    objects: ClassVar[models.Manager["Delivery"]] = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "deliveries"
        indexes = (models.Index(fields=("received_at",), condition=Q(processed_at=None), name="delivery_unprocessed"),)

    def __str__(self) -> str:
        return f"{self.event} {self.guid}"
