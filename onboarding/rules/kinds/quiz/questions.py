"""What a question is: frozen, with its answer, and read from plain data that is checked as it is read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from onboarding.languages import CODES, Text


class QuestionError(ValueError):
    """A question that its author must put right."""

    def __init__(self, code: str, advice: str) -> None:
        super().__init__(f"question `{code}`: {advice}" if code else advice)
        self.advice = advice


class Form(StrEnum):
    SINGLE = "single"
    MULTIPLE = "multiple"
    MATCH = "match"
    ORDER = "order"
    SHORT = "short"


@dataclass(frozen=True)
class Edge:
    """In an order, ``first`` has to come before ``then``; ``why`` is told to whoever put it the other way round."""

    first: str
    then: str
    why: Text


@dataclass(frozen=True)
class Question:
    """One question. What its answer is depends on the form.

    single, multiple: ``right`` holds the ids of the right ``choices``. match: each of ``choices`` belongs to the one of
    ``targets`` that ``pairs`` names. order: ``choices`` are cards, and ``edges`` say which has to come before which.
    short: ``accepted`` holds what may be written.
    """

    code: str
    form: Form
    text: Text
    why: Text
    choices: Mapping[str, Text]
    targets: Mapping[str, Text]
    right: frozenset[str]
    pairs: Mapping[str, str]
    edges: tuple[Edge, ...]
    accepted: tuple[str, ...]


def question_to_json(question: Question) -> dict[str, Any]:
    """What `read_question` reads."""
    return {
        "code": question.code,
        "form": question.form.value,
        "text": question.text,
        "why": question.why,
        "choices": dict(question.choices),
        "targets": dict(question.targets),
        "right": sorted(question.right),
        "pairs": dict(question.pairs),
        "edges": [{"first": edge.first, "then": edge.then, "why": edge.why} for edge in question.edges],
        "accepted": list(question.accepted),
    }


def read_questions(entries: Iterable[Mapping[str, Any]]) -> tuple[Question, ...]:
    """The questions of a quiz. Raises ``QuestionError`` with the question's code and what to do."""
    questions = tuple(read_question(entry) for entry in entries)
    codes = [question.code for question in questions]
    for code in codes:
        if codes.count(code) > 1:
            raise QuestionError(code, "Another question has this code. Give each its own.")
    if not questions:
        raise QuestionError(code="", advice="The quiz has no question. Write at least one.")
    return questions


def read_question(entry: Mapping[str, Any]) -> Question:
    code = str(entry.get("code", ""))
    try:
        question = Question(
            code=code,
            form=Form(entry["form"]),
            text=_text(entry["text"]),
            why=_text(entry["why"]),
            choices={str(name): _text(words) for name, words in entry.get("choices", {}).items()},
            targets={str(name): _text(words) for name, words in entry.get("targets", {}).items()},
            right=frozenset(map(str, entry.get("right", ()))),
            pairs={str(choice): str(target) for choice, target in entry.get("pairs", {}).items()},
            edges=tuple(_edge(each) for each in entry.get("edges", ())),
            accepted=tuple(map(str, entry.get("accepted", ()))),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise QuestionError(code, f"{error} is missing or mistyped.") from None
    fault = _fault(question)
    if not code or fault:
        raise QuestionError(code, fault or "Give it a code.")
    return question


def _edge(entry: Mapping[str, Any]) -> Edge:
    return Edge(str(entry["first"]), str(entry["then"]), _text(entry["why"]))


def _text(words: Mapping[str, str]) -> Text:
    return {language: words[language].strip() for language in CODES}


def _fault(question: Question) -> str:
    """What the author must put right, or an empty text."""
    check = {
        Form.SINGLE: _fault_of_single,
        Form.MULTIPLE: _fault_of_multiple,
        Form.MATCH: _fault_of_match,
        Form.ORDER: _fault_of_order,
        Form.SHORT: _fault_of_short,
    }[question.form]
    return check(question)


def _fault_of_single(question: Question) -> str:
    if len(question.right) != 1 or not question.right <= question.choices.keys():
        return "`right` has to name exactly one of the choices."
    return "" if len(question.choices) > 1 else "`choices` have to be at least two."


def _fault_of_multiple(question: Question) -> str:
    if not question.right or not question.right <= question.choices.keys():
        return "`right` has to name some of the choices."
    return "" if len(question.choices) > 1 else "`choices` have to be at least two."


def _fault_of_match(question: Question) -> str:
    if question.pairs.keys() != question.choices.keys() or not set(question.pairs.values()) <= question.targets.keys():
        return "`pairs` has to give each of the choices one of the targets."
    return "" if len(question.choices) > 1 else "`choices` have to be at least two."


def _fault_of_order(question: Question) -> str:
    named = {name for edge in question.edges for name in (edge.first, edge.then)}
    if not question.edges or not named <= question.choices.keys():
        return "`edges` have to name choices: which comes first, and which then."
    following = after(question)
    circle = sorted(name for name, names in following.items() if name in names)
    return f"`edges` have to lead one way, and go round in a circle: {', '.join(circle)}." if circle else ""


def _fault_of_short(question: Question) -> str:
    return "" if any(question.accepted) else "`accepted` has to hold at least one answer."


def after(question: Question) -> dict[str, frozenset[str]]:
    """For each card, all that have to come after it, directly or by way of others."""
    direct: dict[str, set[str]] = {name: set() for name in question.choices}
    for edge in question.edges:
        direct[edge.first].add(edge.then)
    return {name: _reachable(name, direct) for name in direct}


def _reachable(start: str, direct: Mapping[str, set[str]]) -> frozenset[str]:
    found: set[str] = set()
    waiting = list(direct[start])
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(direct[name])
    return frozenset(found)
