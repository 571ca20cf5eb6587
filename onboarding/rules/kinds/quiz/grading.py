"""Grades: whether an answer is right, how far, and why not. An order is graded as a partial order.

An answer holds places on the paper: single ``2``; multiple ``[0, 2]``; match, the target of each choice ``[1, 0, 2]``;
order, the cards as they were put ``[3, 0, 1, 2]``; short, the text.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onboarding.languages import CODES, Text
from onboarding.rules.kinds.quiz.papers import Sheet
from onboarding.rules.kinds.quiz.questions import Edge, Form, Question, after

ORDER_PASSES = 95
"""Percent of the pairs of an order that have to be right."""

_EDGES = re.compile(r"^[\s`'\"“”‘’.,;:!?。，；：！？]+|[\s`'\"“”‘’.,;:!?。，；：！？]+$")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Grade:
    """``percent`` is how far the answer is right. ``why`` is the question's own, or of the wrong pair of an order."""

    code: str
    form: Form
    answered: bool
    right: bool
    percent: int
    why: Text


def grade(sheet: Sheet, answer: object) -> Grade:
    """The grade of one answer. Anything that cannot be an answer counts as none."""
    question = sheet.question
    try:
        percent, why = _GRADERS[question.form](sheet, answer)
    except (TypeError, ValueError, IndexError):
        return Grade(question.code, question.form, answered=False, right=False, percent=0, why=question.why)
    passes = ORDER_PASSES if question.form is Form.ORDER else 100
    return Grade(question.code, question.form, answered=True, right=percent >= passes, percent=percent, why=why)


def evidence(grades: Sequence[Grade], *, attempt: int) -> dict[str, Any]:
    """The evidence that a quiz's rules are asked of."""
    right = sum(each.right for each in grades)
    wrong = [each for each in grades if not each.right]
    return {
        "attempt": attempt,
        "total": len(grades),
        "answered": sum(each.answered for each in grades),
        "right": right,
        "percent": 100 * right // len(grades) if grades else 0,
        "questions": [
            {"code": each.code, "form": each.form.value, "right": each.right, "percent": each.percent, "why": each.why}
            for each in grades
        ],
        "facts": {"why_wrong": {code: " ".join(each.why[code] for each in wrong) for code in CODES}},
    }


def _single(sheet: Sheet, answer: Any) -> tuple[int, Text]:
    chosen = sheet.choices[_place(answer)]
    return 100 * (chosen in sheet.question.right), sheet.question.why


def _multiple(sheet: Sheet, answer: Any) -> tuple[int, Text]:
    """How many of the choices were rightly ticked or rightly left alone."""
    places = _places(answer, of=len(sheet.choices))
    if not places:
        raise ValueError(answer)
    ticked = {sheet.choices[place] for place in places}
    right = sum((name in ticked) == (name in sheet.question.right) for name in sheet.choices)
    return 100 * right // len(sheet.choices), sheet.question.why


def _match(sheet: Sheet, answer: Any) -> tuple[int, Text]:
    if not isinstance(answer, list) or len(answer) != len(sheet.choices):
        raise ValueError(answer)
    given = {name: sheet.targets[_place(place)] for name, place in zip(sheet.choices, answer, strict=True)}
    right = sum(given[name] == sheet.question.pairs[name] for name in given)
    return 100 * right // len(given), sheet.question.why


def _order(sheet: Sheet, answer: Any) -> tuple[int, Text]:
    """The share of pairs that stand as they must. Cards that nothing binds to one another may stand as they like."""
    places = _places(answer, of=len(sheet.choices))
    if len(places) != len(sheet.choices):
        raise ValueError(answer)
    position = {sheet.choices[place]: index for index, place in enumerate(places)}
    pairs = [(first, then) for first, names in after(sheet.question).items() for then in names]
    kept = sum(position[first] < position[then] for first, then in pairs)
    wrong = wrong_pair(sheet.question, position)
    return 100 * kept // len(pairs), wrong.why if wrong else sheet.question.why


def wrong_pair(question: Question, position: Mapping[str, int]) -> Edge | None:
    """The first of the author's own pairs that stands the wrong way round: the one to explain."""
    return next((edge for edge in question.edges if position[edge.first] > position[edge.then]), None)


def _short(sheet: Sheet, answer: Any) -> tuple[int, Text]:
    if not isinstance(answer, str) or not answer.strip():
        raise ValueError(answer)
    accepted = {plain(each) for each in sheet.question.accepted}
    return 100 * (plain(answer) in accepted), sheet.question.why


def plain(text: str) -> str:
    """What is compared of a short answer: not its case, width, spaces, nor punctuation around it."""
    folded = _SPACE.sub(" ", unicodedata.normalize("NFKC", text).casefold())
    return _EDGES.sub("", folded)


def _place(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError(value)
    return value


def _places(answer: Any, *, of: int) -> list[int]:
    """Different places, each one that there is."""
    if not isinstance(answer, list):
        raise TypeError(answer)
    places = [_place(value) for value in answer]
    if len(set(places)) != len(places) or any(place >= of for place in places):
        raise ValueError(answer)
    return places


_GRADERS: Mapping[Form, Callable[[Sheet, Any], tuple[int, Text]]] = {
    Form.SINGLE: _single,
    Form.MULTIPLE: _multiple,
    Form.MATCH: _match,
    Form.ORDER: _order,
    Form.SHORT: _short,
}
