"""Questions and answers: the mentor learns that somebody is stuck, and who asked learns of the answer."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from onboarding.languages import Text
from onboarding.notifications.kinds import Kind
from onboarding.notifications.news import News, Source, in_all
from onboarding.notifications.sources.readers import mentors_of
from onboarding.questions.models import Answer, Question

LONGEST = 300
"""Characters of somebody's words that are quoted; the rest stands on the page."""


def questions() -> QuerySet[Question]:
    found = Question.objects.filter(announced_at=None).order_by("pk")
    return found.select_related("enrollment__user")


def asked(row: Question) -> News:
    name = row.enrollment.user.display_name
    return _for_mentors(
        row, in_all(lambda _code: _("%(name)s asks a question") % {"name": name}), row.summary, at=row.asked_at
    )


def settled_questions(ids: Sequence[int]) -> set[int]:
    answered = Question.objects.exclude(status=Question.Status.WAITING)
    return set(answered.filter(pk__in=ids).values_list("pk", flat=True))


def answers() -> QuerySet[Answer]:
    found = Answer.objects.filter(announced_at=None).order_by("pk")
    return found.select_related("question__enrollment__user", "author")


def answered(row: Answer) -> News:
    """Of what who asked adds the mentor is told: it is a question again."""
    question, told = row.question, {"name": row.author.display_name, "question": row.question.summary}
    if row.author_id == question.enrollment.user_id:
        title = in_all(lambda _code: _("%(name)s adds to “%(question)s”") % told)
        return _for_mentors(question, title, row.text, at=row.answered_at)
    return News(
        kind=Kind.ANSWER,
        readers={question.enrollment.user_id},
        title=in_all(lambda _code: _("%(name)s answers “%(question)s”") % told),
        text=_quoted(row.text),
        path=reverse("question", args=(question.public_id,)),
        program=question.enrollment.program_id,
        actor=row.author_id,
        is_private=question.is_personal,
    )


def settled_answers(ids: Sequence[int]) -> set[int]:
    """Who asked has said that it helped, or that it is settled: they have read it. Nobody waits for mentors then."""
    over = Q(accepted_at__isnull=False) | Q(question__status=Question.Status.SETTLED)
    return set(Answer.objects.filter(over, pk__in=ids).values_list("pk", flat=True))


def _for_mentors(question: Question, title: Text, words: str, *, at: datetime) -> News:
    return News(
        kind=Kind.QUESTION,
        readers=mentors_of(question.enrollment, at) - {question.enrollment.user_id},
        title=title,
        text=_quoted(words),
        path=reverse("question", args=(question.public_id,)),
        program=question.enrollment.program_id,
        is_private=question.is_personal,
    )


def _quoted(words: str) -> Text:
    return in_all(lambda _code: Truncator(words).chars(LONGEST))


QUESTIONS = Source("question", questions, asked, settled_questions, at=lambda row: row.asked_at)
ANSWERS = Source("answer", answers, answered, settled_answers, at=lambda row: row.answered_at)
