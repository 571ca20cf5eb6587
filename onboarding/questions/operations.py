"""Asking, answering, settling. Each verb is one transaction and says whose turn it is afterwards."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from onboarding.curriculum.models import Task
from onboarding.ids import new_public_id
from onboarding.people.models import User
from onboarding.programs.models import Enrollment, Verb
from onboarding.programs.operations import note_action, record
from onboarding.questions.models import Answer, Question
from onboarding.verification.models import Finding, Submission

Status = Question.Status
MAY_ASK = (Enrollment.State.ACTIVE, Enrollment.State.PAUSED, Enrollment.State.FINISHED)
MOST_OPEN = 10
TWICE = timedelta(minutes=1)
"""The same answer again within this time is a second press of the button."""


class Refused(Exception):
    """``message`` is for people, in their language."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@transaction.atomic
def ask(*, enrollment: Enrollment, task: Task, said: Mapping[str, str], now: datetime) -> Question:
    """Ask about a task. What the last check of it found is carried along. ``said``: the fields of the form, by whose
    ``public_id`` a second press of its button asks nothing else; other words are another question."""
    enrollment = Enrollment.objects.select_for_update().select_related("program").get(pk=enrollment.pk)
    if enrollment.state not in MAY_ASK or enrollment.program.archived_at is not None:
        raise Refused(_("You can ask as soon as you are in a running program."))
    known = Question.objects.filter(public_id=said.get("public_id", "")).first()
    if known and known.enrollment_id == enrollment.pk and known.says(said):
        return known
    if enrollment.questions.exclude(status=Status.SETTLED).count() >= MOST_OPEN:
        raise Refused(
            _("You have %(count)d open questions. Settle one of them before you ask another.") % {"count": MOST_OPEN}
        )
    question = Question(
        enrollment=enrollment,
        task=task,
        findings=_last_findings(enrollment, task),
        asked_at=now,
        turn_since=now,
        **(said if known is None else {**said, "public_id": new_public_id()}),
    )
    question.index()
    question.save()
    _note_activity(question, now=now)
    return question


@transaction.atomic
def answer(*, question: Question, author: User, text: str, now: datetime) -> Answer:
    """Somebody answers; or the one who asked adds something, and then it waits for an answer again."""
    question = _locked(question)
    is_own = author.pk == question.enrollment.user_id
    if question.is_settled and not is_own:
        raise Refused(_("This question is settled. If you know better, ask its author to open it again."))
    if pressed_twice := question.answers.filter(author=author, text=text, answered_at__gt=now - TWICE).first():
        return pressed_twice
    answered = Answer.objects.create(question=question, author=author, text=text, answered_at=now)
    if question.is_settled:
        _note(question, Verb.QUESTION_REOPENED, author, now)
    if not is_own and question.first_answered_at is None:
        question.first_answered_at = now
    question.turn(Status.WAITING if is_own else Status.ANSWERED, now=now)
    question.save()
    if is_own:
        _note_activity(question, now=now)
    else:
        note_action(user=author, now=now)
    return answered


@transaction.atomic
def accept(*, answer: Answer, now: datetime) -> None:
    """The one who asked says which answer helped. Search finds the question by its words, too, from now on. Twice is
    once."""
    question = _locked(answer.question)
    if answer.author_id == question.enrollment.user_id:
        raise Refused(_("Accept what somebody else wrote; if you found it out yourself, settle the question."))
    if question.is_settled and question.answers.filter(pk=answer.pk, accepted_at__isnull=False).exists():
        return
    question.answers.update(accepted_at=None)
    Answer.objects.filter(pk=answer.pk).update(accepted_at=now)
    question.index()
    question.turn(Status.SETTLED, now=now)
    question.save()
    _note(question, Verb.QUESTION_ACCEPTED, question.enrollment.user, now)


@transaction.atomic
def settle(*, question: Question, now: datetime) -> None:
    """Solved some other way, or not needed any more. Twice is once."""
    question = _locked(question)
    if question.is_settled:
        return
    question.turn(Status.SETTLED, now=now)
    question.save()
    _note(question, Verb.QUESTION_SETTLED, question.enrollment.user, now)


@transaction.atomic
def promote(*, question: Question, is_promoted: bool, by: User, now: datetime) -> None:
    """Into the task's frequent questions, or out of them again. It needs an accepted answer. Twice is once."""
    question = _locked(question)
    if is_promoted and question.is_personal:
        raise Refused(_("Personal questions stay between those who are in them."))
    if is_promoted and not question.answers.filter(accepted_at__isnull=False).exists():
        raise Refused(_("Only a question with an accepted answer helps others."))
    if is_promoted == (question.promoted_at is not None):
        return
    question.promoted_at = now if is_promoted else None
    question.save()
    _note(question, Verb.QUESTION_PROMOTED if is_promoted else Verb.QUESTION_REMOVED, by, now)


def index_again() -> int:
    """Take every question's search terms anew; gives of how many they were others. One row at a time: nobody waits."""
    return sum(map(_index_again, Question.objects.order_by("pk").values_list("pk", flat=True).iterator()))


@transaction.atomic
def _index_again(pk: int) -> bool:
    question = Question.objects.select_for_update(of=("self",)).get(pk=pk)
    before = question.terms
    question.index()
    if question.terms == before:
        return False
    question.save(update_fields=("terms",))
    return True


def _locked(question: Question) -> Question:
    found = Question.objects.select_for_update(of=("self",))
    return found.select_related("task", "enrollment__user", "enrollment__program").get(pk=question.pk)


def _note(question: Question, verb: Verb, actor: User, now: datetime) -> None:
    """For the audit trail. What is personal stays out of it."""
    if not question.is_personal:
        record(
            program=question.enrollment.program,
            verb=verb,
            actor=actor,
            person=question.enrollment.user,
            task=question.task,
            facts={"question": question.public_id},
            now=now,
        )


def _last_findings(enrollment: Enrollment, task: Task) -> list[dict[str, object]]:
    """What the latest attempt was told, as far as it was not met: in every language."""
    latest = Submission.objects.filter(enrollment=enrollment, task=task).order_by("-attempt").first()
    if latest is None:
        return []
    unmet = latest.findings.exclude(outcome=Finding.Outcome.MET).order_by("position")
    return [{"code": each.code, "outcome": each.outcome, "expect": each.expect, "saw": each.saw} for each in unmet]


def _note_activity(question: Question, *, now: datetime) -> None:
    Enrollment.objects.filter(pk=question.enrollment_id).update(last_activity_at=now)
