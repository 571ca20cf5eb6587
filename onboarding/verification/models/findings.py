"""Findings: what guards and rules said of a submission."""

from django.db import models
from django.db.models import Q

from onboarding.verification.models.submissions import Submission


class Finding(models.Model):
    """What one rule or guard said of one submission, in every language. Replaced as a set at each check."""

    class Outcome(models.TextChoices):
        MET = "met"
        UNMET = "unmet"
        WAITING = "waiting"
        UNKNOWN = "unknown"

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="findings")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=60)
    outcome = models.CharField(max_length=10, choices=Outcome)
    is_guard = models.BooleanField(default=False)
    is_primary = models.BooleanField(default=False)
    expect = models.JSONField(default=dict)
    saw = models.JSONField(default=dict)
    hint = models.JSONField(default=dict)

    class Meta:
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=("submission", "code"), name="finding_once"),
            models.UniqueConstraint(fields=("submission",), condition=Q(is_primary=True), name="one_primary_finding"),
        )

    def __str__(self) -> str:
        return f"{self.code}: {self.outcome}"
