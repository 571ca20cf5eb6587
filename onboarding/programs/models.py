"""Programs and who is in them: pinned task versions, members, enrollments, pauses and agreed later due dates."""

from datetime import datetime, timedelta
from typing import ClassVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from onboarding.curriculum.models import Task, TaskVersion, Track
from onboarding.github.models import Repository
from onboarding.ids import PUBLIC_ID_LENGTH, new_public_id
from onboarding.languages import LANGUAGES, Text
from onboarding.people.models import User


class ProgramQuerySet(models.QuerySet["Program"]):
    def visible_to(self, user: object) -> "ProgramQuerySet":
        """Everybody sees programs that are not archived; members see theirs for ever."""
        open_to_all = Q(archived_at=None)
        if not isinstance(user, User):
            return self.filter(open_to_all)
        mine = Q(pk__in=Membership.objects.filter(user=user).values("program"))
        followed = Q(pk__in=Enrollment.objects.filter(user=user).values("program"))
        return self.filter(open_to_all | mine | followed)

    def organised_by(self, user: User) -> "ProgramQuerySet":
        if user.is_administrator:
            return self
        organises = Membership.objects.filter(user=user, role=Membership.Role.ORGANISER)
        return self.filter(pk__in=organises.values("program"))

    def mentored_by(self, user: User) -> "ProgramQuerySet":
        """Programs in which this person is a mentor or an organiser."""
        if user.is_administrator:
            return self
        return self.filter(pk__in=Membership.objects.filter(user=user).values("program"))


class Program(models.Model):
    """A community's run of a track."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=120)
    name_zh_hans = models.CharField(max_length=120, blank=True)
    community = models.CharField(max_length=120)
    summary = models.TextField(blank=True)
    summary_zh_hans = models.TextField(blank=True)
    track = models.ForeignKey(Track, on_delete=models.PROTECT, related_name="programs")
    repositories = models.ManyToManyField(Repository, related_name="programs", blank=True)
    branches = models.JSONField(default=list, blank=True)
    issue_number_required = models.BooleanField(default=False)
    grace = models.DurationField(default=timedelta(hours=24))
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    default_language = models.CharField(max_length=10, choices=LANGUAGES, default="en")
    time_zone = models.CharField(max_length=64, default="UTC")
    needs_approval = models.BooleanField(default=False)
    adopts_at_once = models.BooleanField(default=False)
    is_demo = models.BooleanField(default=False)
    archived_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[ProgramQuerySet] = ProgramQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

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
    pinned_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("program", "task"), name="program_task_once"),)

    def __str__(self) -> str:
        return f"{self.program}: {self.version}"


class MembershipQuerySet(models.QuerySet["Membership"]):
    def mentors(self) -> "MembershipQuerySet":
        """Who can be given newcomers: a capacity of zero means "not now"."""
        return self.filter(role=Membership.Role.MENTOR, capacity__gt=0, user__is_active=True)


class Membership(models.Model):
    """A person who helps to run a program."""

    class Role(models.TextChoices):
        ORGANISER = "organiser"
        MENTOR = "mentor"

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role)
    capacity = models.DecimalField(max_digits=3, decimal_places=1, default=1)

    objects: ClassVar[MembershipQuerySet] = MembershipQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("program", "user", "role"), name="membership_once"),
            models.CheckConstraint(condition=Q(capacity__gte=0), name="capacity_not_negative"),
        )

    def __str__(self) -> str:
        return f"{self.user}, {self.role} of {self.program}"


class EnrollmentQuerySet(models.QuerySet["Enrollment"]):
    def visible_to(self, user: User) -> "EnrollmentQuerySet":
        """One's own, and those of the programs that one mentors or organises."""
        if user.is_administrator:
            return self
        return self.filter(Q(user=user) | Q(program__in=Program.objects.mentored_by(user)))

    def mentored_by(self, user: User) -> "EnrollmentQuerySet":
        """Those of the programs in which this person is a mentor or organiser; never one's own journey."""
        return self.filter(program__in=Program.objects.mentored_by(user)).exclude(user=user)


class Enrollment(models.Model):
    """One person in one program.

    ``trail``, ``turn``, ``turn_since``, ``next_due_at`` and ``oldest_turn_since`` are derived from submissions and
    written by ``verification.operations.refresh`` alone, with the row locked.
    """

    class State(models.TextChoices):
        INVITED = "invited"
        REQUESTED = "requested"
        ACTIVE = "active"
        PAUSED = "paused"
        FINISHED = "finished"
        LEFT = "left"

    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, default=new_public_id, unique=True, editable=False)
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="enrollments")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="enrollments")
    mentor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="mentees"
    )
    state = models.CharField(max_length=10, choices=State, default=State.ACTIVE)
    mentor_since = models.DateTimeField(null=True, blank=True)
    nonce = models.CharField(max_length=20, unique=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    trail = models.CharField(max_length=200, blank=True)
    done_count = models.PositiveSmallIntegerField(default=0)
    next_due_at = models.DateTimeField(null=True, blank=True)
    oldest_turn_since = models.DateTimeField(null=True, blank=True)
    last_activity_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[EnrollmentQuerySet] = EnrollmentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("program", "user"), name="enrollment_once"),
            models.CheckConstraint(
                condition=Q(state__in=("invited", "requested", "left")) | Q(started_at__isnull=False),
                name="enrollment_active_has_start",
            ),
        )
        indexes = (
            models.Index(fields=("program", "state", "last_activity_at"), name="enrollment_activity"),
            models.Index(fields=("program", "state", "next_due_at"), name="enrollment_due"),
            models.Index(fields=("program", "state", "oldest_turn_since"), name="enrollment_wait"),
        )

    def __str__(self) -> str:
        return f"{self.user} in {self.program}"

    @property
    def zone(self) -> ZoneInfo:
        """Whose days count: the person's own zone, or the program's while they have not said."""
        return ZoneInfo(self.user.time_zone or self.program.time_zone or "UTC")

    def request(self, *, now: datetime) -> None:
        """Asks to be let in."""
        self.state = self.State.REQUESTED
        self.left_at = None
        self.last_activity_at = now
        self.save()

    def start(self, *, now: datetime) -> None:
        """Under way from now on. Who was here before keeps their first start, and the time between does not count."""
        self.state = self.State.ACTIVE
        self.started_at = self.started_at or now
        self.left_at = None
        self.last_activity_at = now
        self.save()
        self.pauses.filter(ended_at=None).update(ended_at=now)

    def stop(self, state: State, *, now: datetime) -> None:
        """Paused or left: the clock stands still from now on, if it does not already."""
        self.state = state
        self.left_at = now if state == self.State.LEFT else None
        self.last_activity_at = now
        self.save()
        if self.started_at is not None:
            self.pauses.get_or_create(ended_at=None, defaults={"started_at": now})

    def look_after(self, mentor: User, *, now: datetime) -> None:
        """This mentor, from now on."""
        self.mentor = mentor
        self.mentor_since = now
        self.save(update_fields=("mentor", "mentor_since"))


class Pause(models.Model):
    """A stretch of time that does not count towards due dates. Open while ``ended_at`` is null."""

    enrollment = models.ForeignKey(Enrollment, on_delete=models.CASCADE, related_name="pauses")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("enrollment",), condition=Q(ended_at=None), name="one_open_pause"),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("started_at")), name="pause_ends_after_start"
            ),
        )

    def __str__(self) -> str:
        return f"pause of {self.enrollment}"


class Extension(models.Model):
    """An agreed later due instant for one enrollment's task."""

    enrollment = models.ForeignKey(Enrollment, on_delete=models.CASCADE, related_name="extensions")
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="+")
    due_at = models.DateTimeField()
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    granted_at = models.DateTimeField()
    reason = models.TextField()

    def __str__(self) -> str:
        return f"{self.task} for {self.enrollment}"
