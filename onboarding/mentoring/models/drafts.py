"""Drafts: what a mentor is writing about a submission, kept while they write."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from onboarding.verification.models import Submission


class Draft(models.Model):
    """One mentor's unfinished judgement of one submission. ``version`` counts what was saved, so that a page that was
    opened before learns that there is something newer; what such a page sent is kept ``aside``."""

    mentor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts", verbose_name=_("mentor")
    )
    submission = models.ForeignKey(
        Submission, on_delete=models.CASCADE, related_name="drafts", verbose_name=_("submission")
    )
    note = models.TextField(_("note"), blank=True)
    criteria = models.JSONField(_("criteria met"), default=list, blank=True)
    comments = models.JSONField(_("comments"), default=list, blank=True)
    aside = models.TextField(_("kept aside"), blank=True)
    version = models.PositiveIntegerField(_("version"), default=0)
    saved_at = models.DateTimeField(_("saved"))

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        constraints = (models.UniqueConstraint(fields=("mentor", "submission"), name="draft_once"),)

    def __str__(self) -> str:
        return f"{self.mentor} on {self.submission}"
