"""Transitions: every change of status or turn, for ever."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from onboarding.programs.models import Enrollment
from onboarding.verification.models.states import Status, Turn
from onboarding.verification.models.submissions import Submission


class Transition(models.Model):
    """A status or turn changed: history, audit trail and outbox in one row. A trigger forbids all but announcing it."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="transitions")
    enrollment = models.ForeignKey(Enrollment, on_delete=models.PROTECT, related_name="transitions")
    from_status = models.CharField(max_length=10, blank=True)
    to_status = models.CharField(max_length=10, choices=Status)
    from_turn = models.CharField(max_length=12, blank=True)
    to_turn = models.CharField(max_length=12, choices=Turn)
    code = models.CharField(max_length=60, blank=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    announced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("at", "pk")
        indexes = (models.Index(fields=("at",), condition=Q(announced_at=None), name="transition_unannounced"),)

    def __str__(self) -> str:
        return f"{self.from_status} → {self.to_status}"
