"""Questions of newcomers who are stuck, tied to the task where they are, and the answers they get."""

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from onboarding.curriculum.models import Task
from onboarding.ids import PUBLIC_ID_LENGTH, new_public_id
from onboarding.people.models import User
from onboarding.programs.models import Enrollment, Program
from onboarding.questions.search import Matches, Rank
from onboarding.questions.terms import telling_terms, terms_of

LONGEST_SEARCH = 2_000
"""Characters that are looked for. Databases refuse queries without end, and nobody means all of one."""


class QuestionQuerySet(models.QuerySet["Question"]):
    def visible_to(self, user: User) -> "QuestionQuerySet":
        """One's own; those of the programs one helps to run; and what fellow newcomers asked that isn't personal."""
        if user.is_administrator:
            return self
        own, helped = Q(enrollment__user=user), Q(enrollment__program__in=Program.objects.mentored_by(user))
        fellow = Q(enrollment__program__in=Enrollment.objects.walking(user).values("program"))
        return self.filter(own | helped | (fellow & ~Q(kind=Question.Kind.PERSONAL)))

    def waiting(self) -> "QuestionQuerySet":
        """Nobody has answered yet, or the person asked again."""
        return self.filter(status=Question.Status.WAITING)

    def matching(self, text: str, *, every: bool = True) -> "QuestionQuerySet":
        """Those that hold all of the words, or, with ``every`` off, any telling one: the best match first."""
        text = text[:LONGEST_SEARCH]
        terms = terms_of(text) if every else telling_terms(text)
        if not terms:
            return self.none()
        found = self.filter(Matches(terms, every=every)).annotate(rank=Rank(terms, every=every))
        return found.order_by("-rank", "-asked_at", "-pk")


class Question(models.Model):
    """A newcomer's structured request for help. ``findings`` is what the last check of the task had said.

    ``terms`` is what search looks at (`onboarding.questions.terms`); written whenever the texts change.
    """

    class Kind(models.TextChoices):
        TECHNICAL = "technical", _("Something does not work")
        KNOWLEDGE = "knowledge", _("I do not understand something")
        ACCESS = "access", _("I am missing access or a tool")
        PERSONAL = "personal", _("Something personal")

    class Status(models.TextChoices):
        WAITING = "waiting", _("waits for an answer")
        ANSWERED = "answered", _("answered")
        SETTLED = "settled", _("settled")

    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, default=new_public_id, unique=True, editable=False)
    enrollment = models.ForeignKey(Enrollment, on_delete=models.PROTECT, related_name="questions")
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="questions")
    kind = models.CharField(max_length=10, choices=Kind)
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    summary = models.CharField(max_length=150)
    goal = models.TextField()
    tried = models.TextField()
    searched = models.TextField(blank=True)
    message = models.TextField(blank=True)
    versions = models.TextField(blank=True)
    findings = models.JSONField(default=list)
    terms = models.TextField(editable=False)
    asked_at = models.DateTimeField()
    turn_since = models.DateTimeField()
    first_answered_at = models.DateTimeField(null=True, blank=True)
    promoted_at = models.DateTimeField(null=True, blank=True)
    announced_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[QuestionQuerySet] = QuestionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        constraints = (
            models.CheckConstraint(
                condition=Q(status__in=("waiting", "answered", "settled")), name="question_status_known"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=("technical", "knowledge", "access", "personal")), name="question_kind_known"
            ),
            models.CheckConstraint(condition=~Q(kind="personal", promoted_at__isnull=False), name="personal_stays"),
            models.CheckConstraint(
                condition=Q(first_answered_at=None) | Q(first_answered_at__gte=F("asked_at")), name="answer_after"
            ),
        )
        indexes = (
            models.Index(fields=("turn_since",), condition=Q(status="waiting"), name="question_waiting"),
            models.Index(fields=("task", "promoted_at"), name="question_faq"),
            models.Index(fields=("id",), condition=Q(announced_at=None), name="question_unannounced"),
        )

    def __str__(self) -> str:
        return self.summary

    @property
    def is_personal(self) -> bool:
        return self.kind == self.Kind.PERSONAL

    @property
    def is_settled(self) -> bool:
        return self.status == self.Status.SETTLED

    @property
    def is_for_many(self) -> bool:
        """It can be shown among the task's frequent questions: not personal, and with an answer that helped."""
        return not self.is_personal and any(answer.accepted_at for answer in self.answers.all())

    def says(self, said: Mapping[str, str]) -> bool:
        """Whether it is in just these words."""
        return all(getattr(self, name) == text for name, text in said.items())

    def index(self) -> None:
        """Take the words that search finds this by: its own, and those of the accepted answer."""
        accepted = self.answers.filter(accepted_at__isnull=False).values_list("text", flat=True) if self.pk else ()
        texts = (self.summary, self.goal, self.tried, self.searched, self.message, self.versions, *accepted)
        self.terms = " ".join(terms_of("\n".join(texts)))

    def turn(self, status: str, *, now: datetime) -> None:
        self.status, self.turn_since = status, now


class Answer(models.Model):
    """Somebody's answer, or what the person who asked adds to their question."""

    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, default=new_public_id, unique=True, editable=False)
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="answers")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="answers")
    text = models.TextField()
    answered_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    announced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("answered_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("question",), condition=Q(accepted_at__isnull=False), name="one_accepted_answer"
            ),
        )
        indexes = (models.Index(fields=("id",), condition=Q(announced_at=None), name="answer_unannounced"),)

    def __str__(self) -> str:
        return f"answer by {self.author}"
