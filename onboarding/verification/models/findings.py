"""Findings: what guards and rules said of a submission."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onboarding.verification.models.submissions import Submission

ADVICE = "advice"
"""The mark of advice that is not followed, beside the outcomes."""


class Finding(models.Model):
    """What one rule or guard said of one submission, in every language. Replaced as a set at each check."""

    class Outcome(models.TextChoices):
        MET = "met", _("met")
        UNMET = "unmet", _("not met")
        WAITING = "waiting", _("not yet")
        UNKNOWN = "unknown", _("could not check")

    submission = models.ForeignKey(
        Submission, on_delete=models.CASCADE, related_name="findings", verbose_name=_("submission")
    )
    position = models.PositiveSmallIntegerField(_("position"))
    code = models.CharField(_("code"), max_length=60)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome)
    is_guard = models.BooleanField(_("guard"), default=False)
    is_primary = models.BooleanField(_("primary"), default=False)
    is_advice = models.BooleanField(_("advice"), default=False)
    expect = models.JSONField(_("expected"), default=dict)
    saw = models.JSONField(_("saw"), default=dict)
    hint = models.JSONField(_("hint"), default=dict)

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=("submission", "code"), name="finding_once"),
            models.UniqueConstraint(fields=("submission",), condition=Q(is_primary=True), name="one_primary_finding"),
            models.CheckConstraint(condition=~Q(is_primary=True, is_advice=True), name="advice_is_never_primary"),
        )

    def __str__(self) -> str:
        return f"{self.code}: {self.outcome}"

    @property
    def mark(self) -> str:
        """What pages call it: advice that is not followed is not a *no*."""
        return ADVICE if self.is_advice and self.outcome == self.Outcome.UNMET else self.outcome
