"""Questions as the pages show them: lists, one with its answers, similar ones, and how long an answer usually takes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, OuterRef, Prefetch, Q, QuerySet, Subquery, When

from onboarding.curriculum.models import Task
from onboarding.languages import Text
from onboarding.people.models import User
from onboarding.programs.models import Enrollment, Program, cared_for_by
from onboarding.questions.models import Answer, Question, QuestionQuerySet

SIMILAR = 5
A_PAGE = 50
RECENT, FEWEST = 50, 3
HALF = 0.5 + 1e-9
"""How many questions the usual wait is taken from, and how many of them have to be answered."""

WAITS_FIRST = Case(When(status=Question.Status.WAITING, then="turn_since")).asc(nulls_last=True)
REPLIES = (
    Answer.objects.filter(question=OuterRef("pk")).order_by().values("question").annotate(n=Count("pk")).values("n")
)


@dataclass(frozen=True)
class Rights:
    """What this person may do with a question."""

    is_own: bool
    helps: bool


def rights_of(question: Question, user: User) -> Rights:
    helps = Program.objects.mentored_by(user).filter(pk=question.enrollment.program_id).exists()
    return Rights(is_own=question.enrollment.user_id == user.pk, helps=helps)


def listed(user: User, *, text: str = "", status: str = "", page: str | None = None) -> "Page[Question]":
    """What this person may see, those that wait first and longest; or what matches, best first. Two queries."""
    found = with_names(Question.objects.visible_to(user)).annotate(answered=Subquery(REPLIES))
    if status:
        found = found.filter(status=status)
    found = found.matching(text) if text else found.order_by(WAITS_FIRST, "-turn_since", "-pk")
    return Paginator(found, A_PAGE).get_page(page)


def similar(user: User, text: str, *, task: Task | None = None) -> list[Question]:
    """Answered questions that sound like this one, those about the same task first."""
    answered = Question.objects.visible_to(user).filter(first_answered_at__isnull=False)
    found = list(with_names(answered).matching(text, every=False)[: SIMILAR * 2])
    return sorted(found, key=lambda question: task is None or question.task_id != task.pk)[:SIMILAR]


def with_names(found: QuerySet[Question]) -> QuestionQuerySet:
    return found.select_related("task__current_version", "enrollment__user", "enrollment__program")  # type: ignore[return-value]


def with_answers(found: QuestionQuerySet) -> QuestionQuerySet:
    return with_names(found).prefetch_related(Prefetch("answers", Answer.objects.select_related("author")))


def usual_wait(program: Program, *, now: datetime) -> timedelta | None:
    """Within which half of the latest questions have their first answer; None while too few have one to say.

    Those that still wait count, too, or the wait would be the shorter the more of them nobody answers.
    """
    settled_alone = Q(status=Question.Status.SETTLED, first_answered_at=None)
    asked = Question.objects.filter(enrollment__program=program).exclude(settled_alone).order_by("-asked_at")
    rows = asked.values_list("asked_at", "first_answered_at")[:RECENT]
    waits = [((answered_at or now) - asked_at, answered_at is None) for asked_at, answered_at in rows]
    return _median(waits) if sum(not still for _wait, still in waits) >= FEWEST else None


def _median(waits: Sequence[tuple[timedelta, bool]]) -> timedelta | None:
    """As Kaplan and Meier estimate it. What still waits (the second value) says only that it takes longer than this."""
    left, unanswered = len(waits), 1.0
    for wait, still in sorted(waits):
        if not still:
            unanswered *= 1 - 1 / left
            if unanswered <= HALF:
                return wait
        left -= 1
    return None


@dataclass(frozen=True)
class Frequent:
    """A question that was promoted, with the answer that helped."""

    public_id: str
    summary: str
    answer: str


def frequent(task_id: int, program_id: int) -> Sequence[Frequent]:
    """The frequent questions of one task in one program. One query."""
    rows = Answer.objects.filter(
        accepted_at__isnull=False,
        question__task=task_id,
        question__promoted_at__isnull=False,
        question__enrollment__program=program_id,
    )
    found = rows.order_by("question__promoted_at").values_list("question__public_id", "question__summary", "text")
    return [Frequent(*row) for row in found]


@dataclass(frozen=True)
class Waiting:
    """A question as a line of *today*."""

    public_id: str
    summary: str
    kind: str
    name: str
    task: Text
    since: datetime

    @classmethod
    def from_row(cls, row: tuple[Any, ...]) -> "Waiting":
        """``row``: what `waiting_rows` asks for."""
        public_id, summary, kind, name, login, slug, title, since = row
        said = str(Question.Kind(kind).label)
        return cls(public_id, summary, said, name or login, task=title or {"en": slug}, since=since)


def waiting_rows(user: User, *, everybody: bool, at: datetime) -> QuerySet[Any, Any]:
    """Questions that wait for this mentor, the oldest first: of those they look after, or of everybody."""
    return (
        waiting_in(user, everybody=everybody, at=at)
        .order_by("turn_since", "pk")
        .values_list(
            "public_id",
            "summary",
            "kind",
            "enrollment__user__name",
            "enrollment__user__login",
            "task__slug",
            "task__current_version__content__title",
            "turn_since",
        )
    )


def waiting_in(user: User, *, everybody: bool, at: datetime) -> QuestionQuerySet:
    running = Program.objects.mentored_by(user).filter(archived_at=None)
    others = Enrollment.objects.filter(program__in=running).exclude(user=user)
    theirs: QuerySet[Any, Any] = others.values("pk") if everybody else cared_for_by(user, others, at=at)
    return Question.objects.waiting().filter(enrollment__in=theirs)
