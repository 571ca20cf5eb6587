"""What the audit trail tells of questions: who asked, answered, settled or promoted one, of which task; never what was
written.

Personal questions are left out: they stay between those who are in them.
"""

from typing import Any

from django.db.models import QuerySet
from django.db.models.fields.json import KT
from django.utils.translation import gettext as _

from onboarding.programs.models import OF_QUESTIONS, AuditEntry, Program, Verb
from onboarding.progress.queries.audit.sources import ENTRIES_PERSON, Kind, Source
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


def _turned(what: tuple[Any, ...], known: Known, reader: Reader) -> tuple[str, str]:
    return str(Verb(what[0]).label), ""


QUESTIONS: tuple[Source, ...] = (
    Source(
        "asked",
        Kind.QUESTIONS,
        _questions,
        "asked_at",
        ("kind",),
        _asked,
        actor="enrollment__user",
        task="task",
        question="public_id",
    ),
    Source(
        "answered",
        Kind.QUESTIONS,
        _answers,
        "answered_at",
        ("author", "question__enrollment__user"),
        _answered,
        actor="author",
        person="question__enrollment__user",
        enrollment="question__enrollment__public_id",
        task="question__task",
        question="question__public_id",
    ),
    Source(
        "turned",
        Kind.QUESTIONS,
        lambda program: AuditEntry.objects.filter(program=program, verb__in=OF_QUESTIONS),
        "at",
        ("verb",),
        _turned,
        actor="actor",
        person="person",
        enrollment=ENTRIES_PERSON,
        task="task",
        question=KT("facts__question"),
    ),
)
"""Their place here is their rank, behind that of `SOURCES`."""
