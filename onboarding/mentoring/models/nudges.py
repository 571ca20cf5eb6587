"""Nudges: a friendly word to whoever owes the next step, from a mentor or by itself, and praise."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onboarding.people.models import User
from onboarding.programs.models import Enrollment
from onboarding.questions.models import Question
from onboarding.verification.models import Submission


class NudgeQuerySet(models.QuerySet["Nudge"]):
    def visible_to(self, user: User) -> "NudgeQuerySet":
        """What somebody was sent, and what was sent in the programs that one helps to run."""
        received = Q(to=Nudge.To.NEWCOMER, enrollment__user=user)
        return self.filter(received | Q(enrollment__in=Enrollment.objects.mentored_by(user)))

    def asking(self) -> "NudgeQuerySet":
        """Without praise, which asks for nothing and has an account of its own."""
        return self.exclude(kind=Nudge.Kind.PRAISE)


class Nudge(models.Model):
    """One word to one person. An automatic one has no sender and no text of its own: ``days`` says how long it has been
    somebody's turn, which began at ``turn_since``. ``submission``: what is praised, or what waits, unless it is the
    answer to a ``question``."""

    class To(models.TextChoices):
        NEWCOMER = "newcomer"
        MENTOR = "mentor"

    class Kind(models.TextChoices):
        WORD = "word", _("a friendly word")
        PRAISE = "praise", _("praise")
        AUTOMATIC = "automatic", _("by itself")

    GAP: ClassVar[timedelta] = timedelta(days=3)
    """Between two that ask something of the same person, and between two that praise: nobody is nagged."""
    LONGEST: ClassVar[int] = 2000

    enrollment = models.ForeignKey(Enrollment, on_delete=models.PROTECT, related_name="nudges")
    to = models.CharField(max_length=10, choices=To, default=To.NEWCOMER)
    kind = models.CharField(max_length=10, choices=Kind)
    sender = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    submission = models.ForeignKey(Submission, null=True, on_delete=models.PROTECT, related_name="nudges")
    question = models.ForeignKey(Question, null=True, on_delete=models.PROTECT, related_name="nudges")
    text = models.TextField(blank=True)
    turn_since = models.DateTimeField(null=True)
    days = models.PositiveSmallIntegerField(null=True)
    sent_at = models.DateTimeField()
    announced_at = models.DateTimeField(null=True)

    objects: ClassVar[NudgeQuerySet] = NudgeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("enrollment", "to", "turn_since", "days"),
                condition=Q(kind="automatic"),
                name="nudge_once_a_step",
            ),
            models.UniqueConstraint(fields=("submission",), condition=Q(kind="praise"), name="praised_once"),
            models.CheckConstraint(
                condition=Q(kind="automatic", sender=None, days__isnull=False, turn_since__isnull=False)
                | Q(~Q(kind="automatic"), ~Q(text=""), sender__isnull=False, to="newcomer"),
                name="nudge_says_something",
            ),
        )
        indexes = (
            models.Index(fields=("enrollment", "-sent_at"), name="nudge_last"),
            models.Index(fields=("-sent_at", "-id"), name="nudge_latest"),
            models.Index(fields=("sent_at",), condition=Q(announced_at=None), name="nudge_unannounced"),
        )

    def __str__(self) -> str:
        return f"{self.kind} to {self.enrollment}"

    @property
    def is_praise(self) -> bool:
        return self.kind == self.Kind.PRAISE

    @classmethod
    def free_at(cls, last_sent_at: datetime | None) -> datetime | None:
        """When the next one may be sent; None: at once."""
        return last_sent_at + cls.GAP if last_sent_at else None
