"""Tracks, tasks and their versions, as loaded from Markdown: retired, never deleted, for verified work points at them.

The words of the glossary stand beside them.
"""

from datetime import datetime
from functools import cached_property
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from onboarding.curriculum.content import TaskContent, TrackContent
from onboarding.languages import pick

MOST_TASKS = 200
"""As many slots as a trail has room for."""


class EvidenceKind(models.TextChoices):
    PULL_REQUEST = "pull_request", _("pull request")
    WRITTEN = "written", _("text")
    KUBERNETES = "kubernetes", "Kubernetes"
    ETCD = "etcd", "etcd"
    ENVIRONMENT = "environment", _("environment")
    RELEASE = "release", _("release")
    QUIZ = "quiz", _("quiz")


UPLOADED = frozenset({EvidenceKind.KUBERNETES, EvidenceKind.ETCD, EvidenceKind.ENVIRONMENT})
"""Kinds whose evidence is sent as a file, by paste, or from a shell to an address made for it."""


class Term(models.Model):
    """A word of the glossary, as loaded. Nothing points here but links in texts, so what the files drop is deleted.

    ``digest`` tells of what was written in the files, and of what made the HTML of it.
    """

    slug = models.SlugField(unique=True)
    name = models.JSONField()
    html = models.JSONField()
    link = models.JSONField(default=dict, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ("slug",)

    def __str__(self) -> str:
        return self.slug


class TrackQuerySet(models.QuerySet["Track"]):
    def current(self) -> "TrackQuerySet":
        return self.filter(retired_at=None)


class Track(models.Model):
    """An ordered set of tasks."""

    slug = models.SlugField(unique=True)
    title = models.JSONField()
    summary = models.JSONField(default=dict)
    html = models.JSONField(default=dict)
    position = models.PositiveSmallIntegerField(default=0)
    next_slot = models.PositiveSmallIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[TrackQuerySet] = TrackQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("position", "slug")

    def __str__(self) -> str:
        return self.title_in("en")

    def title_in(self, language: str) -> str:
        return pick(self.title, language)

    def take(self, content: TrackContent) -> None:
        """Say what the files say."""
        self.title = content.title
        self.summary = content.summary
        self.html = content.html
        self.position = content.position
        self.digest = content.digest
        self.retired_at = None
        self.save()

    def new_task(self, slug: str, *, position: int) -> "Task":
        """A task in the next slot, which nothing else will ever have."""
        task = Task.objects.create(track=self, slug=slug, slot=self.next_slot, position=position)
        self.next_slot += 1
        self.save(update_fields=("next_slot",))
        return task

    def retire(self, *, now: datetime) -> None:
        self.retired_at = now
        self.save(update_fields=("retired_at",))


class TaskQuerySet(models.QuerySet["Task"]):
    def current(self) -> "TaskQuerySet":
        """Tasks that can be read and begun today, each with its track and what it says."""
        living = self.filter(retired_at=None, track__retired_at=None, current_version__isnull=False)
        return living.select_related("track", "current_version")


class Task(models.Model):
    """One thing to do, whatever its text says today. ``slot`` is its place in every trail, never given to another."""

    track = models.ForeignKey(Track, on_delete=models.PROTECT, related_name="tasks")
    slug = models.SlugField()
    slot = models.PositiveSmallIntegerField()
    position = models.PositiveSmallIntegerField()
    current_version = models.ForeignKey("TaskVersion", null=True, on_delete=models.PROTECT, related_name="+")
    retired_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[TaskQuerySet] = TaskQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=("track", "slug"), name="task_slug_unique_in_track"),
            models.UniqueConstraint(fields=("track", "slot"), name="task_slot_never_reused"),
            models.CheckConstraint(condition=models.Q(slot__lt=MOST_TASKS), name="task_slot_on_the_trail"),
        )

    def __str__(self) -> str:
        return self.slug

    @property
    def content(self) -> TaskContent:
        """What the task says today."""
        if self.current_version is None:
            message = f"{self} has no version yet"
            raise ValueError(message)
        return self.current_version.parsed

    def put(self, *, position: int, version: "TaskVersion") -> None:
        """Here it stands now, and this is what it says."""
        self.position = position
        self.current_version = version
        self.retired_at = None
        self.save()

    def retire(self, *, now: datetime) -> None:
        self.retired_at = now
        self.save(update_fields=("retired_at",))


class TaskVersion(models.Model):
    """What a task said at one time: text, prerequisites, due time and rules. Immutable.

    ``content`` is the JSON form of ``curriculum.content.TaskContent`` (texts by language, rendered HTML, rules).
    ``renderer`` names what made its HTML: another renderer makes it again from the same text, in the same version.
    """

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    kind = models.CharField(max_length=20, choices=EvidenceKind)
    content = models.JSONField()
    renderer = models.CharField(max_length=80, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("task", "number"), name="version_number_unique"),
            models.UniqueConstraint(fields=("task", "digest"), name="version_digest_unique"),
        )

    def __str__(self) -> str:
        return f"{self.task} v{self.number}"

    @cached_property
    def parsed(self) -> TaskContent:
        """The content as frozen values."""
        return TaskContent.from_json(self.content)
