"""Transitions: every change of status or turn, for ever."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onboarding.programs.models import Enrollment
from onboarding.verification.models.states import Status, Turn
from onboarding.verification.models.submissions import Submission


class Transition(models.Model):
    """A status or turn changed: history, audit trail and outbox in one row. A trigger forbids all but announcing it."""

    submission = models.ForeignKey(
        Submission, on_delete=models.PROTECT, related_name="transitions", verbose_name=_("submission")
    )
    enrollment = models.ForeignKey(
        Enrollment, on_delete=models.PROTECT, related_name="transitions", verbose_name=_("enrollment")
    )
    from_status = models.CharField(_("from status"), max_length=10, blank=True)
    to_status = models.CharField(_("to status"), max_length=10, choices=Status)
    from_turn = models.CharField(_("from turn"), max_length=12, blank=True)
    to_turn = models.CharField(_("to turn"), max_length=12, choices=Turn)
    code = models.CharField(_("code"), max_length=60, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("actor")
    )
    at = models.DateTimeField(_("at"))
    announced_at = models.DateTimeField(_("announced"), null=True, blank=True)

    class Meta:
        verbose_name = _("transition")
        verbose_name_plural = _("transitions")
        ordering = ("at", "pk")
        indexes = (
            models.Index(fields=("at",), condition=Q(announced_at=None), name="transition_unannounced"),
            models.Index(fields=("-at", "-id"), name="transition_latest"),
        )

    def __str__(self) -> str:
        return f"{self.from_status} → {self.to_status}"
