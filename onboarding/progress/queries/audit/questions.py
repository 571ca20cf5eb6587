"""What the audit trail tells of questions: who asked and who answered whom, about which task; never what was written.

Personal questions are left out: they stay between those who are in them.
"""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from onboarding.programs.models import Program
from onboarding.progress.queries.audit.sources import Kind, Source
from onboarding.progress.queries.audit.words import Known
from onboarding.progress.reader import Reader
from onboarding.questions.models import Answer, Question


def _questions(program: Program) -> QuerySet[Any]:
    return Question.objects.filter(enrollment__program=program).exclude(kind=Question.Kind.PERSONAL)


def _answers(program: Program) -> QuerySet[Any]:
    found = Answer.objects.filter(question__enrollment__program=program)
    return found.exclude(question__kind=Question.Kind.PERSONAL)


def _asked(what: tuple[Any, ...], known: Known, reader: Reader) -> tuple[str, str]:
    return _("asked a question"), ""


def _answered(what: tuple[Any, ...], known: Known, reader: Reader) -> tuple[str, str]:
    author, newcomer = what
    return (_("added something to a question") if author == newcomer else _("answered a question")), ""


def _accepted(what: tuple[Any, ...], known: Known, reader: Reader) -> tuple[str, str]:
    return _("accepted an answer"), ""


OF_QUESTION: dict[str, Any] = {
    "person": "question__enrollment__user",
    "enrollment": "question__enrollment__public_id",
    "task": "question__task",
}
QUESTIONS: tuple[Source, ...] = (
    Source("asked", Kind.QUESTIONS, _questions, "asked_at", ("kind",), _asked, actor="enrollment__user", task="task"),
    Source(
        "answered",
        Kind.QUESTIONS,
        _answers,
        "answered_at",
        ("author", "question__enrollment__user"),
        _answered,
        actor="author",
        **OF_QUESTION,
    ),
    Source(
        "accepted",
        Kind.QUESTIONS,
        lambda program: _answers(program).exclude(accepted_at=None),
        "accepted_at",
        ("question__kind",),
        _accepted,
        actor="question__enrollment__user",
        **OF_QUESTION,
    ),
)
"""Their place here is their rank, behind that of `SOURCES`."""
