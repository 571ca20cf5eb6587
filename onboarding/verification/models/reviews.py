"""Reviews: what mentors decided."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onboarding.ids import PUBLIC_ID_LENGTH, new_public_id
from onboarding.verification.models.submissions import CONFIRMED, Submission

LONGEST_WAIT = timedelta(hours=1)


class ReviewQuerySet(models.QuerySet["Review"]):
    def pending(self) -> "ReviewQuerySet":
        """Decided, neither in effect yet nor undone."""
        return self.filter(applied_at=None, undone_at=None)

    def awaited(self) -> "ReviewQuerySet":
        """Those that somebody waited for: neither undone, nor a word for earlier work."""
        return self.filter(undone_at=None).exclude(submission__evidence__has_key=CONFIRMED)

    def due(self, now: datetime) -> "ReviewQuerySet":
        return self.pending().filter(effective_at__lte=now)


class Review(models.Model):
    """A mentor's judgement. It takes effect at ``effective_at``; until then it can be undone and nobody is told.

    ``criteria`` are those of the task's version that the mentor ticked, by their place in it, from 0.
    ``comments`` are what they said about single blocks of a written text, each with the words that it is about.
    ``batch`` is the same for all that were decided together, and empty for what was decided by itself.
    """

    class Decision(models.TextChoices):
        APPROVE = "approve", _("approved")
        RETURN = "return", _("returned")

    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, default=new_public_id, unique=True, editable=False)
    submission = models.ForeignKey(
        Submission, on_delete=models.PROTECT, related_name="reviews", verbose_name=_("submission")
    )
    mentor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reviews", verbose_name=_("mentor")
    )
    decision = models.CharField(_("decision"), max_length=10, choices=Decision)
    note = models.TextField(_("note"), blank=True)
    criteria = models.JSONField(_("criteria met"), default=list, blank=True)
    comments = models.JSONField(_("comments"), default=list, blank=True)
    batch = models.CharField(max_length=PUBLIC_ID_LENGTH, blank=True, editable=False)
    decided_at = models.DateTimeField(_("decided"))
    effective_at = models.DateTimeField(_("takes effect"))
    applied_at = models.DateTimeField(_("in effect since"), null=True, blank=True)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)

    objects: ClassVar[ReviewQuerySet] = ReviewQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        constraints = (
            models.UniqueConstraint(
                fields=("submission",),
                condition=Q(applied_at=None, undone_at=None),
                name="one_pending_review",
            ),
            models.CheckConstraint(condition=Q(applied_at=None) | Q(undone_at=None), name="applied_or_undone"),
            models.CheckConstraint(condition=Q(decision="approve") | ~Q(note=""), name="return_has_note"),
        )
        indexes = (
            models.Index(fields=("-decided_at", "-id"), name="review_latest"),
            models.Index(fields=("effective_at",), condition=Q(applied_at=None, undone_at=None), name="review_due"),
            models.Index(fields=("batch",), condition=~Q(batch=""), name="review_batch"),
        )

    def __str__(self) -> str:
        return f"{self.decision} of {self.submission}"

    @property
    def said(self) -> tuple[tuple[str, str], ...]:
        """The comments as pages show them: the words that each is about, and what it says."""
        return tuple((each["quote"], each["text"]) for each in self.comments)

    def put_off(self, now: datetime) -> None:
        """It could not take effect: again after as long as has passed since the decision, at most an hour."""
        self.effective_at = now + min(now - self.decided_at, LONGEST_WAIT)
        Review.objects.pending().filter(pk=self.pk).update(effective_at=self.effective_at)
