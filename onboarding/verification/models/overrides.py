"""Overrides: where a mentor knew better than a rule, who it was, and why."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onboarding.verification.models.findings import Finding
from onboarding.verification.models.submissions import Submission


class Override(models.Model):
    """A mentor counts a rule as met. The finding itself stays what the machine said; ``before`` keeps it, also when a
    later check says something else."""

    submission = models.ForeignKey(
        Submission, on_delete=models.PROTECT, related_name="overrides", verbose_name=_("submission")
    )
    code = models.CharField(_("code"), max_length=60)
    expect = models.JSONField(_("expected"), default=dict)
    before = models.CharField(_("from outcome"), max_length=10, choices=Finding.Outcome)
    after = models.CharField(_("to outcome"), max_length=10, choices=Finding.Outcome, default=Finding.Outcome.MET)
    reason = models.TextField(_("reason"))
    mentor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("mentor")
    )
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("override")
        verbose_name_plural = _("overrides")
        constraints = (
            models.UniqueConstraint(fields=("submission", "code"), name="override_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="override_has_reason"),
        )

    def __str__(self) -> str:
        return f"{self.code} of {self.submission}: {self.before} → {self.after}"
