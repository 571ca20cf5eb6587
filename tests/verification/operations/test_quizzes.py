"""Taking a quiz: one open paper, handed in once, graded, judged like everything else, and tried again after a pause."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from onboarding.curriculum.models import EvidenceKind
from onboarding.programs.models import Enrollment
from onboarding.verification.models import QuizAttempt, Status, Submission
from onboarding.verification.operations import submit_quiz, submit_written, withdraw
from onboarding.verification.refusals import Refused
from tests.cast import enroll, make_submission, make_version, pin, task_content, task_of
from tests.rules.kinds.kubernetes.recordings import collected, recording
from tests.rules.kinds.quiz.bank import right_answer
from tests.verification.quiz import QUIZ, SLUG, answer, begin, quiz_task, take_part
from tests.verification.world import LATER, where

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> Enrollment:
    return take_part()


def questions_of(attempt: QuizAttempt) -> list[str]:
    return [sheet.question.code for sheet in attempt.sheets]


def test_all_right_is_verified_by_the_machine(ada):
    submission = answer(begin(ada))

    assert where(submission) == ("verified", "nobody", "")
    assert submission.evidence["percent"] == 100
    assert submission.quiz_attempt.handed_in_at == LATER


def test_one_wrong_of_five_passes_and_two_are_returned(ada):
    mary = enroll(ada.program, "mary")

    assert where(answer(begin(ada), wrong=1)) == ("verified", "nobody", "")
    assert where(answer(begin(mary), wrong=2)) == ("returned", "newcomer", "quiz-score")


def test_what_was_seen_is_told(ada):
    submission = answer(begin(ada), wrong=2)

    assert submission.findings.get(code="quiz-score").saw["en"] == "3 of 5"


def test_the_paper_that_lies_open_is_the_same_one_however_often_one_begins(ada):
    first = begin(ada)

    assert begin(ada, now=LATER + timedelta(days=1)) == first
    assert QuizAttempt.objects.count() == 1


def test_a_paper_stays_as_it_was_drawn_when_the_task_changes(ada):
    before = begin(ada)
    task = task_of(ada.program, SLUG)
    make_version(task, quiz_task(replace(QUIZ, draw=1)))
    pin(ada.program, task)

    attempt = begin(ada)
    submission = answer(attempt)

    assert attempt.sheets == before.sheets
    assert len(attempt.sheets) == 5
    assert submission.version == before.version
    assert submission.status == Status.VERIFIED


def test_two_people_get_papers_shuffled_differently(ada):
    mary = enroll(ada.program, "mary")

    assert begin(ada).paper != begin(mary).paper


def test_handing_in_the_same_paper_twice_is_one_submission(ada):
    attempt = begin(ada)
    first = answer(attempt)

    again = answer(attempt, wrong=5, now=LATER + timedelta(minutes=1))

    assert again == first
    assert Submission.objects.count() == 1
    attempt.refresh_from_db()
    assert attempt.answers == [right_answer(sheet) for sheet in attempt.sheets], "the first answers count"


def test_the_next_paper_comes_after_a_pause_that_grows(ada):
    first = begin(ada)
    answer(first, wrong=5)

    with pytest.raises(Refused, match="again in 10 min"):
        begin(ada)
    with pytest.raises(Refused, match="again in 1 min"):
        begin(ada, now=LATER + timedelta(minutes=9, seconds=1))
    second = begin(ada, now=LATER + timedelta(minutes=10))
    answer(second, wrong=5, now=LATER + timedelta(minutes=10))

    assert (second.number, second.seed) != (first.number, first.seed)
    with pytest.raises(Refused, match="again in 20 min"):
        begin(ada, now=LATER + timedelta(minutes=10))


def test_taking_it_back_does_not_shorten_the_pause(ada):
    task = task_of(ada.program, SLUG)
    make_version(task, quiz_task(reviewed=True))
    pin(ada.program, task)
    submission = answer(begin(ada))
    assert submission.status == Status.IN_REVIEW
    withdraw(submission=submission, actor=ada.user, now=LATER)

    with pytest.raises(Refused, match="again in 10 min"):
        begin(ada)


def test_verified_work_asks_nothing_more(ada):
    answer(begin(ada))

    with pytest.raises(Refused, match="already verified"):
        begin(ada, now=LATER + timedelta(days=1))


def test_who_has_paused_hands_nothing_in(ada):
    attempt = begin(ada)
    Enrollment.objects.update(state=Enrollment.State.PAUSED)

    with pytest.raises(Refused, match="not under way"):
        answer(attempt)
    attempt.refresh_from_db()
    assert attempt.is_open, "and the paper lies there still"


def test_a_text_is_no_quiz_and_a_quiz_no_text(ada):
    task = task_of(ada.program, SLUG)

    with pytest.raises(Refused, match="another way"):
        submit_written(enrollment=ada, task=task, text="Verified, please", link="", now=LATER)
    attempt = begin(ada)
    make_version(task, task_content(SLUG, "written"))
    pin(ada.program, task)
    with pytest.raises(Refused, match="another way"):
        answer(attempt)


def test_an_answer_for_every_question_has_to_be_there(ada):
    with pytest.raises(ValueError, match="zip"):
        submit_quiz(attempt=begin(ada), answers=[], now=LATER)


def test_questions_about_the_persons_own_pod_take_the_places_they_may(ada):
    quiz = replace(QUIZ, generated=2, always=frozenset({"trace"}))
    mary, nobody = take_part_in(ada, quiz, "mary"), take_part_in(ada, quiz, "nobody")
    pod = make_submission(
        mary, "introduce-yourself", status=Status.VERIFIED, evidence=collected(recording("deploy-ok"))
    )
    Submission.objects.filter(pk=pod.pk).update(kind=EvidenceKind.KUBERNETES)

    mine, others = questions_of(begin(mary)), questions_of(begin(nobody))

    assert sum(code.startswith("own-") for code in mine) == 2
    assert len(mine) == len(others) == 5
    assert not [code for code in others if code.startswith("own-")], "who has no pod gets other questions"
    assert answer(begin(mary)).status == Status.VERIFIED


def take_part_in(enrollment: Enrollment, quiz, login: str) -> Enrollment:
    task = task_of(enrollment.program, SLUG)
    make_version(task, quiz_task(quiz))
    pin(enrollment.program, task)
    return enroll(enrollment.program, login)


def test_the_database_keeps_one_open_paper_and_one_submission_for_each(ada):
    attempt = begin(ada)
    twin = {"enrollment": ada, "task": attempt.task, "version": attempt.version, "paper": [], "drawn_at": LATER}
    with pytest.raises(IntegrityError), transaction.atomic():
        QuizAttempt.objects.create(**twin, number=2)
    submission = answer(attempt)
    with pytest.raises(IntegrityError), transaction.atomic():
        QuizAttempt.objects.create(**twin, number=2, submission=submission, handed_in_at=LATER)
    with pytest.raises(IntegrityError), transaction.atomic():
        QuizAttempt.objects.create(**twin, number=3, handed_in_at=LATER)
