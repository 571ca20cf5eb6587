"""A program, the task versions it has pinned, and who helps to run it."""

from datetime import timedelta
from decimal import Decimal
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from onboarding.curriculum.models import Task, TaskVersion, Track
from onboarding.github.models import Repository
from onboarding.languages import DEFAULT_LANGUAGE, LANGUAGES, Text, pick
from onboarding.people.models import User
from onboarding.rules.merging.policy import DEFAULT_PRESET, PRESETS, Policy, names, policy


class ProgramQuerySet(models.QuerySet["Program"]):
    def visible_to(self, user: object) -> "ProgramQuerySet":
        """Everybody sees programs that are not archived; members see theirs for ever. Drafts: see `organised_by`."""
        open_to_all = Q(archived_at=None)
        if not isinstance(user, User):
            return self.published().filter(open_to_all)
        mine = Q(pk__in=Membership.objects.filter(user=user).values("program"))
        followed = Q(pk__in=user.enrollments.values("program"))
        return self.published().filter(open_to_all | mine | followed)

    def published(self) -> "ProgramQuerySet":
        return self.filter(is_draft=False)

    def running(self) -> "ProgramQuerySet":
        """Those in which something may begin: published, and not archived."""
        return self.published().filter(archived_at=None)

    def organised_by(self, user: User) -> "ProgramQuerySet":
        """Also those that are still being set up: nobody else sees these."""
        if user.is_administrator:
            return self
        organises = Membership.objects.filter(user=user, role=Membership.Role.ORGANISER)
        return self.filter(pk__in=organises.values("program"))

    def mentored_by(self, user: User) -> "ProgramQuerySet":
        """Published programs in which this person is a mentor or an organiser."""
        if user.is_administrator:
            return self.published()
        return self.published().filter(pk__in=Membership.objects.filter(user=user).values("program"))


def presets() -> list[tuple[str, str]]:
    """A function, so that a new preset is no migration."""
    return [(name, pick(names()[name]["name"], get_language() or DEFAULT_LANGUAGE)) for name in PRESETS]


def good_first_issue() -> list[str]:
    return ["good first issue", "good-first-issue"]


def difficulties() -> list[str]:
    return ["difficulty/easy", "difficulty/medium", "difficulty/hard"]


class Program(models.Model):
    """A community's run of a track. ``merge_changes`` holds what it has otherwise than its ``merge_preset``."""

    slug = models.SlugField(_("address"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    name_zh_hans = models.CharField(_("name in Chinese"), max_length=120, blank=True)
    community = models.CharField(_("community"), max_length=120)
    summary = models.TextField(_("summary"), blank=True)
    summary_zh_hans = models.TextField(_("summary in Chinese"), blank=True)
    track = models.ForeignKey(Track, on_delete=models.PROTECT, related_name="programs", verbose_name=_("track"))
    repositories = models.ManyToManyField(Repository, related_name="programs", blank=True)
    branches = models.JSONField(_("branches"), default=list, blank=True)
    merge_preset = models.CharField(_("rules of the merge"), max_length=40, choices=presets, default=DEFAULT_PRESET)
    newcomer_labels = models.JSONField(_("labels for newcomers"), default=good_first_issue, blank=True)
    difficulty_labels = models.JSONField(_("labels of difficulty"), default=difficulties, blank=True)
    merge_changes = models.JSONField(_("otherwise than these"), default=dict, blank=True)
    issue_number_required = models.BooleanField(_("commits name their issue"), default=False)
    accepts_drafts = models.BooleanField(_("manifests count as drafts"), default=False)
    grace = models.DurationField(_("grace"), default=timedelta(hours=24))
    settling_days = models.PositiveSmallIntegerField(_("days that a merge has to last"), default=0)
    starts_at = models.DateTimeField(_("starts"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    default_language = models.CharField(_("language"), max_length=10, choices=LANGUAGES, default="en")
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    needs_approval = models.BooleanField(_("an organiser lets people in"), default=False)
    adopts_at_once = models.BooleanField(_("adopts what is new at once"), default=False)
    is_demo = models.BooleanField(_("demo"), default=False)
    is_draft = models.BooleanField(_("being set up"), default=False)
    away_after_days = models.PositiveSmallIntegerField(_("days of silence that mean away"), default=7)
    archived_at = models.DateTimeField(_("archived"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[ProgramQuerySet] = ProgramQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("name",)
        verbose_name = _("program")
        verbose_name_plural = _("programs")

    def __str__(self) -> str:
        return self.name

    @property
    def merge_policy(self) -> Policy:
        """What the community asks of a pull request before it is merged."""
        return policy(self.merge_preset, self.merge_changes)

    @property
    def settling(self) -> timedelta:
        """How long a merge has to last before it counts."""
        return timedelta(days=self.settling_days)

    @property
    def name_text(self) -> Text:
        return {"en": self.name, "zh-hans": self.name_zh_hans}

    @property
    def summary_text(self) -> Text:
        return {"en": self.summary, "zh-hans": self.summary_zh_hans}


class ProgramTask(models.Model):
    """The version of a task that a program has pinned.

    ``pinned_at`` is when the task (not this version of it) came into the program: a task does not bind people who had
    finished by then. Null: it was there from the beginning.
    """

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="program_tasks")
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(TaskVersion, on_delete=models.PROTECT, related_name="+")
    pinned_at = models.DateTimeField(_("in the program since"), null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("program", "task"), name="program_task_once"),)

    def __str__(self) -> str:
        return f"{self.program}: {self.version}"


CAPACITIES = (
    (Decimal("0.0"), _("nobody new for now")),
    (Decimal("0.5"), _("half as many as others")),
    (Decimal("1.0"), _("as many as others")),
    (Decimal("2.0"), _("twice as many as others")),
)
"""How many newcomers a mentor is given, beside their colleagues."""


class MembershipQuerySet(models.QuerySet["Membership"]):
    def mentors(self) -> "MembershipQuerySet":
        """Who can be given newcomers: a capacity of zero means "not now"."""
        return self.filter(role=Membership.Role.MENTOR, capacity__gt=0, user__is_active=True)


class Membership(models.Model):
    """A person who helps to run a program. ``active_at``: when they last did something as its mentor or organiser."""

    class Role(models.TextChoices):
        ORGANISER = "organiser", _("organiser")
        MENTOR = "mentor", _("mentor")

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=10, choices=Role)
    capacity = models.DecimalField(_("capacity"), max_digits=3, decimal_places=1, choices=CAPACITIES, default=1)
    active_at = models.DateTimeField(_("last active"), null=True, blank=True)

    objects: ClassVar[MembershipQuerySet] = MembershipQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("program", "user", "role"), name="membership_once"),
            models.CheckConstraint(condition=Q(capacity__in=[each for each, _ in CAPACITIES]), name="capacity_known"),
        )

    def __str__(self) -> str:
        return f"{self.user}, {self.role} of {self.program}"
