"""A paper: which questions one person gets in one attempt, in which order. The same seed gives the same paper.

What is shown of a question never holds its answer: choices are known by their place on this paper, not by their names.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from random import Random
from typing import Any

from onboarding.languages import Text
from onboarding.rules.kinds.quiz.questions import Form, Question, question_to_json, read_question
from onboarding.rules.kinds.quiz.quizzes import Quiz

FIRST_WAIT = timedelta(minutes=10)
LONGEST_WAIT = timedelta(hours=24)


@dataclass(frozen=True)
class Sheet:
    """One question on a paper: the names of its choices and targets in the order in which they are shown."""

    question: Question
    choices: tuple[str, ...]
    targets: tuple[str, ...]


@dataclass(frozen=True)
class Shown:
    """What may leave the server."""

    code: str
    form: Form
    text: Text
    choices: tuple[Text, ...]
    targets: tuple[Text, ...]


def seed_of(*, enrollment: str, task: str, attempt: int) -> str:
    """What a paper is drawn from: it stays the same however often the page is loaded."""
    return sha256(f"{enrollment}/{task}/{attempt}".encode()).hexdigest()


def draw(quiz: Quiz, *, seed: str, own: Sequence[Question] = ()) -> tuple[Sheet, ...]:
    """As many questions as the quiz draws (all, when there are fewer), shuffled, each with its choices shuffled.

    Those that are always asked come first, then some of the person's ``own``; the others fill the paper.
    """
    chance = Random(seed)  # noqa: S311 — a fair shuffle, repeatable, and no secret
    always = [question for question in quiz.questions if question.code in quiz.always]
    others = [question for question in quiz.questions if question.code not in quiz.always]
    mine = _some(own, min(quiz.generated, quiz.draw - len(always)), chance)
    rest = _some(others, quiz.draw - len(always) - len(mine), chance)
    chosen = [*always, *mine, *rest]
    return tuple(_sheet(question, chance) for question in chance.sample(chosen, len(chosen)))


def sheet_to_json(sheet: Sheet) -> dict[str, Any]:
    """A sheet as it is kept: with its key, so that it can be graded and read by itself, however old."""
    question = question_to_json(sheet.question)
    return {"question": question, "choices": list(sheet.choices), "targets": list(sheet.targets)}


def sheet_from_json(data: Mapping[str, Any]) -> Sheet:
    return Sheet(read_question(data["question"]), tuple(data["choices"]), tuple(data["targets"]))


def shown(sheet: Sheet) -> Shown:
    question = sheet.question
    return Shown(
        code=question.code,
        form=question.form,
        text=question.text,
        choices=tuple(question.choices[name] for name in sheet.choices),
        targets=tuple(question.targets[name] for name in sheet.targets),
    )


def cool_down(attempts: int) -> timedelta:
    """How long to wait after this many attempts: ten minutes, then twice as long each time, a day at most."""
    if attempts < 1:
        return timedelta(0)
    doubled: int = 1 << min(attempts - 1, 20)
    return min(FIRST_WAIT * doubled, LONGEST_WAIT)


def _some(questions: Sequence[Question], count: int, chance: Random) -> list[Question]:
    return chance.sample(questions, min(count, len(questions)))


def _sheet(question: Question, chance: Random) -> Sheet:
    return Sheet(question, _shuffled(question.choices, chance), _shuffled(question.targets, chance))


def _shuffled(names: Mapping[str, Text], chance: Random) -> tuple[str, ...]:
    return tuple(chance.sample(sorted(names), len(names)))
