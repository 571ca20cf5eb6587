"""Quizzes as they were taken: the paper that one person got in one attempt, and what they answered."""

from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onboarding.curriculum.models import Task, TaskVersion
from onboarding.ids import PUBLIC_ID_LENGTH, new_public_id
from onboarding.programs.models import Enrollment
from onboarding.rules.kinds.quiz.papers import Sheet, cool_down, sheet_from_json
from onboarding.verification.models.submissions import Submission


class QuizAttemptQuerySet(models.QuerySet["QuizAttempt"]):
    def at(self, enrollment: Enrollment, task: Task) -> "QuizAttemptQuerySet":
        """All attempts of one person at one task, the latest first."""
        return self.filter(enrollment=enrollment, task=task).order_by("-number")


class QuizAttempt(models.Model):
    """A paper, kept as it was drawn from ``seed``, and the answers, in the order of its sheets.

    It is open until it is handed in; then it belongs to one submission. ``paper`` and ``answers`` hold the key of the
    quiz, and never leave the server as they are.
    """

    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, default=new_public_id, unique=True, editable=False)
    enrollment = models.ForeignKey(
        Enrollment, on_delete=models.PROTECT, related_name="quiz_attempts", verbose_name=_("enrollment")
    )
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="quiz_attempts", verbose_name=_("task"))
    version = models.ForeignKey(TaskVersion, on_delete=models.PROTECT, related_name="+", verbose_name=_("version"))
    number = models.PositiveSmallIntegerField(_("attempt"))
    seed = models.CharField(_("seed"), max_length=64)
    paper = models.JSONField(_("paper"))
    answers = models.JSONField(_("answers"), default=list)
    drawn_at = models.DateTimeField(_("drawn"))
    handed_in_at = models.DateTimeField(_("handed in"), null=True, blank=True)
    submission = models.OneToOneField(
        Submission,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="quiz_attempt",
        verbose_name=_("submission"),
    )

    objects: ClassVar[QuizAttemptQuerySet] = QuizAttemptQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("quiz attempt")
        verbose_name_plural = _("quiz attempts")
        constraints = (
            models.UniqueConstraint(fields=("enrollment", "task"), condition=Q(submission=None), name="one_open_paper"),
            models.UniqueConstraint(fields=("enrollment", "task", "number"), name="paper_once"),
            models.CheckConstraint(
                condition=Q(submission=None, handed_in_at=None)
                | Q(submission__isnull=False, handed_in_at__isnull=False),
                name="handed_in_with_its_submission",
            ),
        )

    def __str__(self) -> str:
        return f"{self.task} by {self.enrollment}, paper {self.number}"

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        return tuple(sheet_from_json(sheet) for sheet in self.paper)

    @property
    def is_open(self) -> bool:
        return self.handed_in_at is None

    @property
    def again_at(self) -> datetime | None:
        """From when on another paper can be drawn; None while this one is open."""
        return self.handed_in_at + cool_down(self.number) if self.handed_in_at else None

    def hand_in(self, submission: Submission, answers: list[Any], *, now: datetime) -> None:
        self.submission = submission
        self.answers = answers
        self.handed_in_at = now
        self.save(update_fields=("submission", "answers", "handed_in_at"))
