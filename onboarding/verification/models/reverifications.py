"""Re-verification: a task's verified work judged anew for all, and what came out for each."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onboarding.curriculum.models import Task, TaskVersion
from onboarding.ids import PUBLIC_ID_LENGTH, new_public_id
from onboarding.programs.models import Program
from onboarding.verification.models.findings import Finding
from onboarding.verification.models.flags import Flag
from onboarding.verification.models.submissions import Submission


class ReverificationQuerySet(models.QuerySet["Reverification"]):
    def running(self) -> "ReverificationQuerySet":
        return self.filter(finished_at=None)

    def free(self, now: datetime) -> "ReverificationQuerySet":
        """Those to go on with: no worker is at them, or it did not come back in time."""
        return self.running().filter(Q(claimed_until=None) | Q(claimed_until__lte=now))


class Reverification(models.Model):
    """All verified work of one task in one program, judged anew: by ``version``, or each by its own where that is None.

    ``total`` and ``up_to`` (the last submission's key) are what there was at the start; work is judged in the order of
    its keys, and ``reached`` is how far that has come. The row is the queue: a worker claims it for a batch.
    """

    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, default=new_public_id, unique=True, editable=False)
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="reverifications")
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(TaskVersion, null=True, on_delete=models.PROTECT, related_name="+")
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    total = models.PositiveIntegerField()
    up_to = models.BigIntegerField()
    reached = models.BigIntegerField(default=0)
    claimed_until = models.DateTimeField(null=True)

    objects: ClassVar[ReverificationQuerySet] = ReverificationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("re-verification")
        verbose_name_plural = _("re-verifications")
        constraints = (
            models.UniqueConstraint(
                fields=("program", "task"), condition=Q(finished_at=None), name="one_reverification_at_a_time"
            ),
        )
        indexes = (models.Index(fields=("program", "-started_at"), name="reverification_latest"),)

    def __str__(self) -> str:
        return f"{self.task} in {self.program}, anew"


class Rejudgement(models.Model):
    """What one submission's re-verification came to: once for each. ``flag``: the one that it opened."""

    reverification = models.ForeignKey(Reverification, on_delete=models.CASCADE, related_name="rejudgements")
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=10, choices=Finding.Outcome)
    flag = models.ForeignKey(Flag, null=True, on_delete=models.PROTECT, related_name="+")
    judged_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("reverification", "submission"), name="rejudged_once"),)

    def __str__(self) -> str:
        return f"{self.submission}: {self.outcome}"
