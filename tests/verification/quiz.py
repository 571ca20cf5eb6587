"""Taking the quiz of the rules' tests, in short, for tests of verification and of the pages."""

from datetime import datetime
from typing import Any

from onboarding.programs.models import Enrollment
from onboarding.rules.kinds.quiz.papers import Sheet
from onboarding.rules.kinds.quiz.questions import Form, after, read_questions
from onboarding.rules.kinds.quiz.quizzes import Quiz
from onboarding.verification.models import QuizAttempt, Submission
from onboarding.verification.operations import begin_quiz, submit_quiz
from tests.cast import enroll, make_program, rule, task_content, task_of
from tests.rules.kinds.quiz.bank import BANK
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


def right_answer(sheet: Sheet) -> Any:
    """Of a card in an order, it counts how many have to come before it."""
    question = sheet.question
    if question.form is Form.SINGLE:
        return sheet.choices.index(next(iter(question.right)))
    if question.form is Form.MULTIPLE:
        return sorted(sheet.choices.index(name) for name in question.right)
    if question.form is Form.MATCH:
        return [sheet.targets.index(question.pairs[name]) for name in sheet.choices]
    if question.form is Form.ORDER:
        later = after(question)
        names = sorted(sheet.choices, key=lambda name: sum(name in each for each in later.values()))
        return [sheet.choices.index(name) for name in names]
    return question.accepted[0]


def wrong_answer(sheet: Sheet) -> Any:
    right = right_answer(sheet)
    if sheet.question.form is Form.SINGLE:
        return (right + 1) % len(sheet.choices)
    if sheet.question.form is Form.MULTIPLE:
        return [place for place in range(len(sheet.choices)) if place not in right]
    if sheet.question.form is Form.MATCH:
        return [(place + 1) % len(sheet.targets) for place in right]
    return right[::-1] if sheet.question.form is Form.ORDER else "something else"
