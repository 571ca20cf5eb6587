"""Drafts: what a mentor is writing about a submission, kept while they write."""

import hashlib
from collections.abc import Sequence

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from onboarding.mentoring.comments import as_text
from onboarding.verification.blocks import Comment
from onboarding.verification.models import Submission


class Draft(models.Model):
    """One mentor's unfinished judgement of one submission. ``version`` counts what was saved, so that a page that was
    opened before learns that there is something newer. ``aside`` holds every other text: what such pages sent, and
    what they replaced."""

    mentor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts", verbose_name=_("mentor")
    )
    submission = models.ForeignKey(
        Submission, on_delete=models.CASCADE, related_name="drafts", verbose_name=_("submission")
    )
    note = models.TextField(_("note"), blank=True)
    criteria = models.JSONField(_("criteria met"), default=list, blank=True)
    comments = models.JSONField(_("comments"), default=list, blank=True)
    aside = models.JSONField(_("kept aside"), default=list, blank=True)
    version = models.PositiveIntegerField(_("version"), default=0)
    saved_at = models.DateTimeField(_("saved"))

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        constraints = (models.UniqueConstraint(fields=("mentor", "submission"), name="draft_once"),)

    def __str__(self) -> str:
        return f"{self.mentor} on {self.submission}"

    @property
    def text(self) -> str:
        """All of it, to read and to copy."""
        return as_text(self.note, self.comments)

    @property
    def left(self) -> list[tuple[str, str]]:
        """What was kept aside and stands nowhere in the draft: each text behind the key that forgets it."""
        return [(_key(each), each) for each in self.aside if each not in self.text]

    def keep_aside(self, *texts: str) -> None:
        """None twice, and none that stands whole in another."""
        for text in filter(None, texts):
            if not any(text in each for each in self.aside):
                self.aside = [*_not_in(text, self.aside), text]

    def forget(self, key: str) -> None:
        self.aside = [each for each in self.aside if _key(each) != key]

    def write(self, note: str, criteria: Sequence[int], comments: Sequence[Comment]) -> None:
        """What is written now. What was kept aside and stands in it need not be kept twice."""
        self.note, self.criteria, self.comments = note, sorted(set(criteria)), list(comments)
        self.aside = _not_in(self.text, self.aside)
        self.version += 1


def _key(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _not_in(text: str, others: Sequence[str]) -> list[str]:
    return [each for each in others if each not in text]
