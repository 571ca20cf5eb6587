"""Which issue somebody has picked to work on, and the warnings about picks on which nothing happens."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onboarding.github.models import Issue
from onboarding.ids import PUBLIC_ID_LENGTH, new_public_id
from onboarding.people.models import User
from onboarding.programs.models.enrollments import Enrollment

QUIET = timedelta(days=14)
"""After this long without activity a pick is warned of."""

FREED_AFTER = timedelta(days=7)
"""This long after the warning it is somebody else's to take."""


class IssuePickQuerySet(models.QuerySet["IssuePick"]):
    def visible_to(self, user: User) -> "IssuePickQuerySet":
        return self.filter(enrollment__in=Enrollment.objects.visible_to(user))

    def mentored_by(self, user: User) -> "IssuePickQuerySet":
        return self.filter(enrollment__in=Enrollment.objects.mentored_by(user))

    def held(self) -> "IssuePickQuerySet":
        return self.filter(ended_at=None)

    def tended(self) -> "IssuePickQuerySet":
        """Those whose silence counts: not of people who rest, and not in archived programs, where the clock rests, too;
        but of those who have finished."""
        running = self.held().filter(enrollment__program__archived_at=None)
        return running.exclude(enrollment__state=Enrollment.State.PAUSED)

    def quiet(self, now: datetime) -> "IssuePickQuerySet":
        return self.tended().filter(active_at__lte=now - QUIET)


class IssuePick(models.Model):
    """One person works on one issue, until ``ended_at``. Confirmed once a mentor has said that it is a good choice."""

    class Ending(models.TextChoices):
        GIVEN_UP = "given-up", _("given up")
        CLOSED = "closed", _("the issue was closed")
        FREED = "freed", _("freed after a long silence")

    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, default=new_public_id, unique=True, editable=False)
    enrollment = models.ForeignKey(Enrollment, on_delete=models.CASCADE, related_name="picks")
    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="picks")
    picked_at = models.DateTimeField(_("picked"))
    active_at = models.DateTimeField(_("last activity"))
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    ending = models.CharField(_("how it ended"), max_length=10, choices=Ending, blank=True)
    announced_at = models.DateTimeField(_("announced"), null=True, blank=True)

    objects: ClassVar[IssuePickQuerySet] = IssuePickQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("picked issue")
        verbose_name_plural = _("picked issues")
        constraints = (
            models.UniqueConstraint(fields=("issue",), condition=Q(ended_at=None), name="issue_held_once"),
            models.UniqueConstraint(fields=("enrollment",), condition=Q(ended_at=None), name="one_issue_at_a_time"),
            models.CheckConstraint(
                condition=Q(confirmed_at=None, confirmed_by=None)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="pick_confirmed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ending="") | (Q(ended_at__isnull=False) & ~Q(ending="")),
                name="pick_ends_somehow",
            ),
        )
        indexes = (models.Index(fields=("active_at",), condition=Q(ended_at=None), name="pick_quiet"),)

    def __str__(self) -> str:
        return f"{self.issue} for {self.enrollment}"


class PickWarning(models.Model):
    """Nothing has happened on this pick since then, said once for each silence. ``announced_at``: told its holder."""

    pick = models.ForeignKey(IssuePick, on_delete=models.CASCADE, related_name="warnings")
    quiet_since = models.DateTimeField(_("quiet since"))
    warned_at = models.DateTimeField(_("warned"))
    announced_at = models.DateTimeField(_("announced"), null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("pick", "quiet_since"), name="warned_once_for_a_silence"),)

    def __str__(self) -> str:
        return f"warning about {self.pick}"
