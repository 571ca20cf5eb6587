"""Taking a quiz: draw a paper, hand it in. It is graded here; what the grade means, guards and rules say as ever."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from math import ceil
from typing import Any

from onboarding.curriculum.models import EvidenceKind, Task, TaskVersion
from onboarding.programs.models import Enrollment
from onboarding.rules.kinds.quiz.generated import about_a_pod
from onboarding.rules.kinds.quiz.grading import evidence, grade
from onboarding.rules.kinds.quiz.papers import draw, seed_of, sheet_to_json
from onboarding.rules.kinds.quiz.questions import Question
from onboarding.verification.models import QuizAttempt, Status, Submission
from onboarding.verification.operations.attempts import one_at_a_time
from onboarding.verification.operations.checking import check
from onboarding.verification.operations.moving import locked
from onboarding.verification.operations.submitting import take_in, version_to_prove
from onboarding.verification.refusals import Why, refuse

MINUTE = timedelta(minutes=1)
MOST_OBJECTS = 5
"""Verified submissions that generated questions are taken from, the latest first."""


def begin_quiz(*, enrollment: Enrollment, task: Task, now: datetime) -> QuizAttempt:
    """The paper that lies open, or a new one. Refused until the pause after the last attempt is over."""
    with one_at_a_time(), locked(enrollment.pk, now=now) as held:
        version = version_to_prove(held, task, EvidenceKind.QUIZ)
        last = QuizAttempt.objects.at(held, task).first()
        if last is not None and last.is_open:
            return last
        _refuse_within_the_pause(last, now=now)
        return _draw(held, task, version, number=last.number + 1 if last else 1, now=now)


def submit_quiz(*, attempt: QuizAttempt, answers: list[Any], now: datetime) -> Submission:
    """Hand in this paper, and have it judged at once: it is pure, and takes milliseconds.

    Whoever hands it in again gets the submission that it has become. It is judged by the version that it was drawn
    from. An answer is a place on the paper (`rules.kinds.quiz.grading`).
    """
    submission = _take(attempt, answers, now=now)
    check(submission_id=submission.pk, now=now)
    return Submission.objects.get(pk=submission.pk)


def _take(attempt: QuizAttempt, answers: list[Any], *, now: datetime) -> Submission:
    with one_at_a_time(), locked(attempt.enrollment_id, now=now) as held:
        attempt = QuizAttempt.objects.select_related("submission", "task", "version").get(pk=attempt.pk)
        if attempt.submission is not None:
            return attempt.submission
        version_to_prove(held, attempt.task, EvidenceKind.QUIZ)
        grades = [grade(sheet, answer) for sheet, answer in zip(attempt.sheets, answers, strict=True)]
        said = evidence(grades, attempt=attempt.number)
        submission = take_in(held, attempt.task, attempt.version, said, now=now)
        attempt.hand_in(submission, answers, now=now)
    return submission


def _refuse_within_the_pause(last: QuizAttempt | None, *, now: datetime) -> None:
    again_at = last.again_at if last else None
    if again_at is not None and again_at > now:
        raise refuse(Why.QUIZ_PAUSE, minutes=ceil((again_at - now) / MINUTE))


def _draw(enrollment: Enrollment, task: Task, version: TaskVersion, *, number: int, now: datetime) -> QuizAttempt:
    quiz = version.parsed.quiz
    assert quiz is not None  # noqa: S101 - the loader lets no task of this kind be without
    seed = seed_of(enrollment=enrollment.public_id, task=task.slug, attempt=number)
    own = tuple(_own_questions(enrollment)) if quiz.generated else ()
    return QuizAttempt.objects.create(
        enrollment=enrollment,
        task=task,
        version=version,
        number=number,
        seed=seed,
        paper=[sheet_to_json(sheet) for sheet in draw(quiz, seed=seed, own=own)],
        drawn_at=now,
    )


def _own_questions(enrollment: Enrollment) -> Iterator[Question]:
    """Questions about this person's own verified objects; of those about the same thing, the latest."""
    verified = Submission.objects.filter(
        enrollment=enrollment, kind=EvidenceKind.KUBERNETES, status=Status.VERIFIED
    ).order_by("-turn_since", "-pk")
    seen: set[str] = set()
    for document in verified.values_list("evidence", flat=True)[:MOST_OBJECTS]:
        for question in about_a_pod(document):
            if question.code not in seen:
                seen.add(question.code)
                yield question
