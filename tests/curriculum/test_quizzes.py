"""The quizzes that come with the site: however a paper is drawn, right answers pass and wrong ones do not."""

from typing import Any

import pytest

from onboarding.curriculum.content import TaskContent
from onboarding.languages import CODES
from onboarding.rules.judge import judge
from onboarding.rules.kinds.quiz.generated import about_a_pod
from onboarding.rules.kinds.quiz.grading import evidence, grade
from onboarding.rules.kinds.quiz.papers import Sheet, draw
from tests.curriculum.built_in import TRACKS
from tests.rules.kinds.kubernetes.recordings import collected, recording
from tests.rules.kinds.quiz.bank import right_answer, wrong_answer
from tests.rules.world import context

QUIZZES = [task for track in TRACKS for task in track.content.tasks if task.quiz]
PODS = {"nothing of their own": (), "a pod": about_a_pod(collected(recording("deploy-ok")))}


@pytest.fixture(params=QUIZZES, ids=[task.slug for task in QUIZZES])
def task(request: Any) -> TaskContent:
    found: TaskContent = request.param
    return found


def papers(task: TaskContent, own: Any) -> list[tuple[Sheet, ...]]:
    assert task.quiz is not None
    return [draw(task.quiz, seed=str(seed), own=own) for seed in range(60)]


def primary(task: TaskContent, paper: tuple[Sheet, ...], answer: Any) -> str:
    """The code of what keeps these answers from passing."""
    said = evidence([grade(sheet, answer(sheet)) for sheet in paper], attempt=1)
    found = judge(kind="quiz", evidence=said, rules=task.rules, context=context()).primary
    return found.code if found else ""


@pytest.mark.parametrize("own", PODS.values(), ids=PODS)
def test_right_answers_always_pass_and_wrong_ones_never(task, own):
    for paper in papers(task, own):
        assert len(paper) == task.quiz.draw
        assert primary(task, paper, right_answer) == ""
        assert primary(task, paper, wrong_answer) == "quiz-score"


def test_every_question_comes_to_somebody(task):
    drawn = {sheet.question.code for paper in papers(task, ()) for sheet in paper}

    assert drawn == {question.code for question in task.quiz.questions}


def test_no_choice_of_a_question_reads_like_another(task):
    for question in task.quiz.questions:
        for language in CODES:
            for texts in (question.choices.values(), question.targets.values()):
                words = [text[language] for text in texts]
                assert len(set(words)) == len(words), question.code


def test_the_trace_of_one_apply_has_its_ten_cards_and_is_asked_of_everybody():
    (components,) = (task for task in QUIZZES if task.slug == "components")

    trace = next(question for question in components.quiz.questions if question.code == "apply-trace")

    assert trace.code in components.quiz.always
    assert list(trace.choices) == [
        *("admit", "store", "watch", "replicaset", "pod", "bind", "start", "ready", "slice", "rules"),
    ]
    for paper in papers(components, ()):
        assert primary(components, paper, lambda sheet: answer_but(sheet, trace.code)) == "apply-trace"


def answer_but(sheet: Sheet, code: str) -> Any:
    return wrong_answer(sheet) if sheet.question.code == code else right_answer(sheet)
