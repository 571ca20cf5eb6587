"""What pages say of quizzes: how one stands with them, and how each answer was."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from onboarding.languages import pick
from onboarding.programs.models import Enrollment, ProgramTask
from onboarding.progress import when
from onboarding.progress.reader import Reader
from onboarding.rules.kinds.quiz.grading import ORDER_PASSES, grade, wrong_pair
from onboarding.rules.kinds.quiz.papers import Sheet, cool_down
from onboarding.rules.kinds.quiz.questions import Form
from onboarding.verification.models import QuizAttempt


@dataclass(frozen=True)
class QuizDesk:
    """``again`` says from when on there is another paper; empty: now. ``pause``: minutes after the next attempt."""

    total: int
    number: int
    is_open: bool
    again: str
    pause: int


@dataclass(frozen=True)
class Answered:
    """One question, what was answered, and why that is right or wrong.

    ``answer`` has a line for each choice that was made; ``first`` and ``then`` are the pair of an order that stands the
    wrong way round; ``percent`` is how much of an order stands as it must.
    """

    outcome: str
    text: str
    is_order: bool
    answer: tuple[str, ...]
    why: str
    first: str = ""
    then: str = ""
    percent: int = 100
    needed: int = ORDER_PASSES

    @property
    def is_right(self) -> bool:
        return self.outcome == "met"


def quiz_desk(pinned: ProgramTask, enrollment: Enrollment, reader: Reader) -> QuizDesk:
    """One query."""
    last = QuizAttempt.objects.at(enrollment, pinned.task).first()
    quiz = pinned.version.parsed.quiz
    is_open = last is not None and last.is_open
    again_at = last.again_at if last else None
    number = 1 if last is None else last.number + (not is_open)
    return QuizDesk(
        total=len(last.paper) if last and is_open else quiz.draw if quiz else 0,
        number=number,
        is_open=is_open,
        again=when.moment(again_at, reader) if again_at and again_at > reader.now else "",
        pause=int(cool_down(number).total_seconds() // 60),
    )


def answered(attempt: QuizAttempt, language: str) -> tuple[Answered, ...]:
    """Every question of a paper that was handed in. What would have been right is for the author's words to say."""
    pairs = zip(attempt.sheets, attempt.answers, strict=True)
    return tuple(_answered(sheet, answer, language) for sheet, answer in pairs)


def _answered(sheet: Sheet, answer: Any, language: str) -> Answered:
    question = sheet.question
    found = grade(sheet, answer)
    first = then = ""
    if question.form is Form.ORDER:
        position = {sheet.choices[place]: index for index, place in enumerate(answer)}
        edge = wrong_pair(question, position)
        if edge is not None:
            first, then = (pick(question.choices[name], language) for name in (edge.first, edge.then))
    return Answered(
        outcome="met" if found.right else "unmet",
        text=pick(question.text, language),
        is_order=question.form is Form.ORDER,
        answer=_LINES[question.form](sheet, answer, language),
        why=pick(found.why, language),
        first=first,
        then=then,
        percent=found.percent,
    )


def _choices(sheet: Sheet, places: list[int], language: str) -> tuple[str, ...]:
    return tuple(pick(sheet.question.choices[sheet.choices[place]], language) for place in places)


def _match(sheet: Sheet, answer: list[int], language: str) -> tuple[str, ...]:
    targets = [pick(sheet.question.targets[sheet.targets[place]], language) for place in answer]
    choices = _choices(sheet, list(range(len(sheet.choices))), language)
    return tuple(f"{choice} → {target}" for choice, target in zip(choices, targets, strict=True))


_LINES: Mapping[Form, Callable[[Sheet, Any, str], tuple[str, ...]]] = {
    Form.SINGLE: lambda sheet, answer, language: _choices(sheet, [answer], language),
    Form.MULTIPLE: _choices,
    Form.MATCH: _match,
    Form.ORDER: _choices,
    Form.SHORT: lambda _sheet, answer, _language: (answer,),
}
