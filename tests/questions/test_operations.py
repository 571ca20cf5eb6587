"""Asking, answering and settling: whose turn it is, what is carried along, and what is refused."""

from datetime import timedelta
from functools import partial

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from onboarding.programs.models import AuditEntry, Enrollment
from onboarding.questions import operations, queries
from onboarding.questions.models import Answer, Question
from onboarding.questions.operations import MOST_OPEN, Refused
from tests.cast import NOON, enroll, make_person, make_program, make_submission
from tests.progress.world import find
from tests.questions.world import ask
from tests.races import at_once

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=3)


@pytest.fixture
def ada() -> Enrollment:
    return enroll(make_program())


def test_a_question_waits_for_an_answer_and_takes_the_last_findings_along(ada: Enrollment) -> None:
    submission = make_submission(ada, status="waiting")
    find(submission, "author", "met")
    find(submission, "sign-off", "unmet", is_primary=True)

    question = ask(ada)

    assert question.status == Question.Status.WAITING
    assert [finding["code"] for finding in question.findings] == ["sign-off"]


def test_an_answer_makes_it_the_newcomers_turn_and_a_reply_the_mentors_again(ada: Enrollment) -> None:
    question = ask(ada)
    operations.answer(question=question, author=make_person("grace"), text="Ask for less CPU.", now=LATER)
    question.refresh_from_db()
    assert (question.status, question.first_answered_at) == (Question.Status.ANSWERED, LATER)

    operations.answer(question=question, author=ada.user, text="Still pending.", now=LATER + timedelta(hours=1))
    question.refresh_from_db()
    assert (question.status, question.first_answered_at) == (Question.Status.WAITING, LATER)


def test_what_helped_settles_it_and_one_answer_at_a_time_is_accepted(ada: Enrollment) -> None:
    question, grace = ask(ada), make_person("grace")
    answers = [operations.answer(question=question, author=grace, text=text, now=LATER) for text in ("a", "b")]
    for answer in answers:
        operations.accept(answer=answer, now=LATER)
    question.refresh_from_db()
    assert question.is_settled
    assert list(question.answers.filter(accepted_at__isnull=False)) == [answers[1]]


def test_ones_own_words_are_no_answer(ada: Enrollment) -> None:
    own = operations.answer(question=ask(ada), author=ada.user, text="Found it.", now=LATER)
    with pytest.raises(Refused, match="settle the question"):
        operations.accept(answer=own, now=LATER)


def test_a_settled_question_takes_no_further_answers_from_others(ada: Enrollment) -> None:
    question = ask(ada)
    operations.settle(question=question, now=LATER)
    with pytest.raises(Refused, match="settled"):
        operations.answer(question=question, author=make_person("grace"), text="But …", now=LATER)
    operations.answer(question=question, author=ada.user, text="It is back.", now=LATER)
    question.refresh_from_db()
    assert question.status == Question.Status.WAITING


@pytest.mark.parametrize("state", ["left", "requested", "invited"])
def test_only_who_walks_can_ask(state: str) -> None:
    with pytest.raises(Refused, match="running program"):
        ask(enroll(make_program(), state=state))


def test_an_archived_program_answers_nothing_any_more() -> None:
    ada = enroll(make_program())
    ada.program.archived_at = NOON
    ada.program.save()
    with pytest.raises(Refused, match="running program"):
        ask(ada)


def test_open_questions_are_limited(ada: Enrollment) -> None:
    for _ in range(MOST_OPEN):
        ask(ada)
    with pytest.raises(Refused, match="Settle one"):
        ask(ada)


def test_only_what_has_helped_somebody_becomes_a_frequent_question(ada: Enrollment) -> None:
    question = ask(ada)
    with pytest.raises(Refused, match="accepted answer"):
        operations.promote(question=question, is_promoted=True, by=make_person("grace"), now=LATER)
    answer = operations.answer(question=question, author=make_person("grace"), text="So.", now=LATER)
    operations.accept(answer=answer, now=LATER)
    operations.promote(question=question, is_promoted=True, by=make_person("grace"), now=LATER)
    question.refresh_from_db()
    assert question.promoted_at == LATER


def test_the_database_keeps_personal_questions_out_of_the_frequent_ones(ada: Enrollment) -> None:
    question = ask(ada, kind="personal")
    with pytest.raises(Refused, match="Personal"):
        operations.promote(question=question, is_promoted=True, by=make_person("grace"), now=LATER)
    with pytest.raises(IntegrityError), transaction.atomic():
        Question.objects.filter(pk=question.pk).update(promoted_at=LATER)


def test_settling_and_promoting_twice_is_once(ada: Enrollment) -> None:
    question, other, grace = ask(ada), ask(ada), make_person("grace")
    answer = operations.answer(question=question, author=grace, text="So.", now=LATER)
    for hours in range(2):
        at = LATER + timedelta(hours=hours)
        operations.accept(answer=answer, now=at)
        operations.settle(question=other, now=at)
        operations.promote(question=question, is_promoted=True, by=grace, now=at)

    for each in (question, other, answer):
        each.refresh_from_db()
    assert question.turn_since == other.turn_since == question.promoted_at == answer.accepted_at == LATER
    verbs = AuditEntry.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["question-accepted", "question-settled", "question-promoted"]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_answers_accepted_at_once_leave_one() -> None:
    question, grace = ask(enroll(make_program())), make_person("grace")
    answers = [operations.answer(question=question, author=grace, text=text, now=LATER) for text in ("a", "b")]

    at_once(*[partial(operations.accept, answer=answer, now=LATER) for answer in answers])

    assert question.answers.filter(accepted_at__isnull=False).count() == 1


def test_terms_of_another_time_are_written_anew_by_a_command(
    ada: Enrollment, capsys: pytest.CaptureFixture[str]
) -> None:
    question, other = ask(ada, searched="社区论坛"), ask(ada)
    answer = operations.answer(question=question, author=make_person("grace"), text="Use taints.", now=LATER)
    operations.accept(answer=answer, now=LATER)
    Question.objects.filter(pk=question.pk).update(terms="wold")

    call_command("index_questions")

    assert "other words now: 1" in capsys.readouterr().out
    for words in ("论坛", "taints"):
        assert list(queries.listed(ada.user, text=words)) == [question]
    assert not queries.listed(ada.user, text="old")
    assert other in queries.listed(ada.user, text="Insufficient")


def test_a_button_pressed_twice_asks_once_and_answers_once(ada: Enrollment) -> None:
    first, second = (ask(ada, public_id="made-up-here") for _press in range(2))
    assert first == second

    grace = make_person("grace")
    once, twice = (operations.answer(question=first, author=grace, text="So.", now=LATER) for _press in range(2))
    assert once == twice
    later = operations.answer(question=first, author=grace, text="So.", now=LATER + timedelta(minutes=2))
    assert Answer.objects.exclude(pk=later.pk).get() == once


def test_the_key_of_somebody_elses_question_asks_another_one(ada: Enrollment) -> None:
    theirs = ask(enroll(ada.program, "mary"), public_id="made-up-here")

    assert ask(ada, public_id="made-up-here").public_id != theirs.public_id


def test_other_words_by_the_way_back_to_the_same_form_are_another_question(ada: Enrollment) -> None:
    ask(ada, public_id="made-up-here")

    assert ask(ada, public_id="made-up-here", summary="Now it is Evicted").summary == "Now it is Evicted"
    assert Question.objects.count() == 2
