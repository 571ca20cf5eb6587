"""Taking the quiz of the rules' tests, in short, for tests of verification and of the pages."""

from datetime import datetime
from typing import Any

from onboarding.programs.models import Enrollment
from onboarding.rules.kinds.quiz.questions import read_questions
from onboarding.rules.kinds.quiz.quizzes import Quiz
from onboarding.verification.models import QuizAttempt, Submission
from onboarding.verification.operations import begin_quiz, submit_quiz
from tests.cast import enroll, make_program, rule, task_content, task_of
from tests.rules.kinds.quiz.bank import BANK, right_answer, wrong_answer
from tests.verification.world import LATER

QUIZ = Quiz(read_questions(BANK), draw=5)
SLUG = "components"
SCORE = rule("quiz-score", "percent >= 80", saw='string(right) + " of " + string(total)')


def quiz_task(quiz: Quiz = QUIZ, **fields: Any) -> dict[str, Any]:
    return task_content(SLUG, "quiz", rules=[SCORE], quiz=quiz.to_json(), **fields)


def take_part(quiz: Quiz = QUIZ, login: str = "ada", *, program: str = "spring", **fields: Any) -> Enrollment:
    """Somebody in a program that asks this quiz."""
    made = make_program(program, tasks=(task_content("introduce-yourself", "written"), quiz_task(quiz)))
    return enroll(made, login, **fields)


def begin(enrollment: Enrollment, *, now: datetime = LATER) -> QuizAttempt:
    return begin_quiz(enrollment=enrollment, task=task_of(enrollment.program, SLUG), now=now)


def answer(attempt: QuizAttempt, *, wrong: int = 0, now: datetime = LATER) -> Submission:
    """Hand it in with so many answers wrong, the others right."""
    answers = [
        wrong_answer(sheet) if number < wrong else right_answer(sheet) for number, sheet in enumerate(attempt.sheets)
    ]
    return submit_quiz(attempt=attempt, answers=answers, now=now)
