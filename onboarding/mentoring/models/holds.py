"""Holds: who is reviewing a submission at the moment, so that two mentors do not write about the same work."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onboarding.people.models import User
from onboarding.verification.models import Submission


class HoldQuerySet(models.QuerySet["Hold"]):
    def live(self, now: datetime) -> "HoldQuerySet":
        return self.filter(until_at__gt=now)

    def free_for(self, mentor: User, now: datetime) -> "HoldQuerySet":
        """Those that this mentor may take over: their own, and those whose time is over."""
        return self.filter(Q(mentor=mentor) | Q(until_at__lte=now))


class Hold(models.Model):
    """A mentor reviews this submission until ``until_at``. A submission has one row, which outlives its hold: whoever
    comes next takes it over, in one statement, and nothing has to clean up."""

    submission = models.OneToOneField(
        Submission, on_delete=models.CASCADE, related_name="hold", verbose_name=_("submission")
    )
    mentor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="holds", verbose_name=_("mentor")
    )
    until_at = models.DateTimeField(_("until"))

    objects: ClassVar[HoldQuerySet] = HoldQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("hold")
        verbose_name_plural = _("holds")
        indexes = (models.Index(fields=("mentor", "until_at"), name="hold_of_mentor"),)

    def __str__(self) -> str:
        return f"{self.mentor} reviews {self.submission}"
