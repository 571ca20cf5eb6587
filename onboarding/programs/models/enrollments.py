"""Who is in a program, and what moves their due dates: pauses, and later days that were agreed."""

from datetime import datetime
from typing import ClassVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from onboarding.curriculum.models import Task
from onboarding.ids import PUBLIC_ID_LENGTH, new_public_id
from onboarding.people.models import User
from onboarding.programs.models.programs import Program
from onboarding.programs.trail import Step

MENTORS_TURN = Q(trail__contains=Step.REVIEW.value) | Q(trail__contains=Step.FLAGGED.value)
"""The people that mentors look for most often."""


class EnrollmentQuerySet(models.QuerySet["Enrollment"]):
    def visible_to(self, user: User) -> "EnrollmentQuerySet":
        """One's own, and those of the programs that one mentors or organises."""
        if user.is_administrator:
            return self
        return self.filter(Q(user=user) | Q(program__in=Program.objects.mentored_by(user)))

    def mentored_by(self, user: User) -> "EnrollmentQuerySet":
        """Those of the programs in which this person is a mentor or organiser; never one's own journey."""
        return self.filter(program__in=Program.objects.mentored_by(user)).exclude(user=user)

    def walking(self, user: User) -> "EnrollmentQuerySet":
        """This person's own journeys that are, or were, walked: neither only asked for, nor left."""
        states = (Enrollment.State.ACTIVE, Enrollment.State.PAUSED, Enrollment.State.FINISHED)
        return self.filter(user=user, state__in=states)


class Enrollment(models.Model):
    """One person in one program.

    ``trail``, ``turn``, ``turn_since``, ``next_due_at``, ``oldest_turn_since`` and ``stood_since`` (the last task was
    verified then, or they started) are derived from submissions and written by ``verification.operations.refresh``
    alone, with the row locked.
    """

    class State(models.TextChoices):
        INVITED = "invited", _("invited")
        REQUESTED = "requested", _("asked to join")
        ACTIVE = "active", _("active")
        PAUSED = "paused", _("paused")
        FINISHED = "finished", _("finished")
        LEFT = "left", _("left")

    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, default=new_public_id, unique=True, editable=False)
    program = models.ForeignKey(
        Program, on_delete=models.PROTECT, related_name="enrollments", verbose_name=_("program")
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="enrollments")
    mentor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="mentees",
        verbose_name=_("mentor"),
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.ACTIVE)
    mentor_since = models.DateTimeField(null=True, blank=True)
    nonce = models.CharField(_("nonce"), max_length=20, unique=True)
    record_id = models.CharField(max_length=PUBLIC_ID_LENGTH, null=True, unique=True, editable=False)  # noqa: DJ001 - not shared: no address at all
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    left_at = models.DateTimeField(_("left"), null=True, blank=True)
    trail = models.CharField(max_length=200, blank=True)
    done_count = models.PositiveSmallIntegerField(_("tasks done"), default=0)
    next_due_at = models.DateTimeField(_("next due"), null=True, blank=True)
    oldest_turn_since = models.DateTimeField(null=True, blank=True)
    stood_since = models.DateTimeField(null=True, blank=True)
    last_activity_at = models.DateTimeField(_("last active"), null=True, blank=True)

    objects: ClassVar[EnrollmentQuerySet] = EnrollmentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("enrollment")
        verbose_name_plural = _("enrollments")
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
            models.Index(fields=("program", "state", "stood_since"), name="enrollment_stood"),
            models.Index(fields=("program", "state", "-done_count", "id"), name="enrollment_progress"),
            models.Index(
                fields=("program", "oldest_turn_since", "id", "user"),
                condition=Q(MENTORS_TURN, state="active"),
                name="enrollment_mentors_turn",
            ),
            *(
                models.Index(fields=(field, "id"), condition=Q(state="active"), name=f"enrollment_quiet_{name}")
                for name, field in (("due", "next_due_at"), ("active", "last_activity_at"), ("stood", "stood_since"))
            ),
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

    def share_record(self) -> None:
        """Show the record to whoever has its address; a new one each time, so that an old one stays dead."""
        self.record_id = new_public_id()
        self.save(update_fields=("record_id",))

    def hide_record(self) -> None:
        self.record_id = None
        self.save(update_fields=("record_id",))

    def look_after(self, mentor: User, *, now: datetime) -> None:
        """This mentor, from now on."""
        self.mentor = mentor
        self.mentor_since = now
        self.save(update_fields=("mentor", "mentor_since"))


class Pause(models.Model):
    """A stretch of time that does not count towards due dates. Open while ``ended_at`` is null."""

    enrollment = models.ForeignKey(Enrollment, on_delete=models.CASCADE, related_name="pauses")
    started_at = models.DateTimeField(_("from"))
    ended_at = models.DateTimeField(_("until"), null=True, blank=True)

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
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="+", verbose_name=_("task"))
    due_at = models.DateTimeField(_("due"))
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("agreed by")
    )
    granted_at = models.DateTimeField(_("agreed on"))
    reason = models.TextField(_("reason"))
    announced_at = models.DateTimeField(_("announced"), null=True, blank=True)

    class Meta:
        indexes = (models.Index(fields=("id",), condition=Q(announced_at=None), name="extension_unannounced"),)

    def __str__(self) -> str:
        return f"{self.task} for {self.enrollment}"
