"""The guide for authors is true: the task it writes loads, and its examples say what they should."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from onboarding.curriculum.examples import EXAMPLE, check_examples
from onboarding.curriculum.loading import load
from onboarding.curriculum.loading.front import QuestionFront, QuizFront, TaskFront
from onboarding.curriculum.rendering import ADMONITIONS, PLACEHOLDERS
from onboarding.rules.kinds.quiz.questions import Form

GUIDE = Path(settings.BASE_DIR / "docs" / "authors.md").read_text(encoding="utf-8")
FILE = re.compile(r"^`([\w./-]+)`:\n\n```(?:markdown|json|yaml)\n(.*?)^```", re.MULTILINE | re.DOTALL)


@pytest.fixture
def track(tmp_path):
    """The files that the guide spells out, written to disk."""
    for name, text in FILE.findall(GUIDE):
        path = tmp_path / "first-steps" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return load([tmp_path])


def test_the_tasks_of_the_guide_load_and_their_examples_hold(track):
    assert [task.content.slug for task in track[0].tasks] == ["say-hello", "who-does-what"]
    assert check_examples(track) == ()


def test_the_guide_names_every_key_and_no_other():
    table = GUIDE[GUIDE.index("### What front matter may say") : GUIDE.index("### Rules")]
    named = set(re.findall(r"`(\w+)`", "".join(re.findall(r"^\| (`.*?) \|", table, re.MULTILINE))))

    assert named == set(TaskFront.model_fields)


def test_the_guide_names_every_key_of_a_quiz_and_asks_a_question_of_each_form(track):
    table = GUIDE[GUIDE.index("### Quizzes") : GUIDE.index("### Text")]
    named = set(re.findall(r"`(\w+)`", "".join(re.findall(r"^\| (`.*?) \|", table, re.MULTILINE))))

    assert named == {*QuizFront.model_fields, *QuestionFront.model_fields} - {"questions"}
    assert {question.form for question in track[0].tasks[1].content.quiz.questions} == set(Form)


def test_the_guide_names_every_placeholder_and_every_note():
    assert all(f"`{{{{ {name} }}}}`" in GUIDE for name in PLACEHOLDERS)
    assert all(f"`{name}`" in GUIDE or f"!!! {name}" in GUIDE for name in ADMONITIONS)


def test_the_guide_says_whom_examples_are_about():
    for fact in (
        str(EXAMPLE.person_id),
        EXAMPLE.nonce,
        *map(str, EXAMPLE.repositories),
        f"{EXAMPLE.opened_after:%-d %B %Y}",
    ):
        assert fact in GUIDE
