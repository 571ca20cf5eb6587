"""Pull requests and issues as GitHub tells of them, and what happened to them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onboarding.github.models.repositories import Repository


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
