"""Flags: what a mentor should look at on verified work."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onboarding.verification.models.submissions import Submission


class Flag(models.Model):
    """Something that a mentor should look at on verified work. While it is open, it is the mentor's turn."""

    submission = models.ForeignKey(
        Submission, on_delete=models.PROTECT, related_name="flags", verbose_name=_("submission")
    )
    code = models.CharField(_("code"), max_length=60)
    saw = models.JSONField(_("saw"), default=dict)
    opened_at = models.DateTimeField(_("opened"))
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("closed by"),
    )
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("flag")
        verbose_name_plural = _("flags")
        constraints = (
            models.UniqueConstraint(fields=("submission", "code"), condition=Q(closed_at=None), name="flag_open_once"),
        )

    def __str__(self) -> str:
        return f"{self.code} on {self.submission}"
