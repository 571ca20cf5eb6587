"""A quiz: the questions of its author, and how a paper is made of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from onboarding.rules.kinds.quiz.questions import Question, question_to_json, read_questions


@dataclass(frozen=True)
class Quiz:
    """``draw``: how many questions a paper holds. ``always``: codes of those that are on each of them.

    ``generated``: how many of a paper's questions are, at most, about the person's own verified objects.
    """

    questions: tuple[Question, ...]
    draw: int
    generated: int = 0
    always: frozenset[str] = frozenset()

    def to_json(self) -> dict[str, Any]:
        return {
            "questions": [question_to_json(question) for question in self.questions],
            "draw": self.draw,
            "generated": self.generated,
            "always": sorted(self.always),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Quiz":
        return cls(
            questions=read_questions(data["questions"]),
            draw=data["draw"],
            generated=data["generated"],
            always=frozenset(data["always"]),
        )
