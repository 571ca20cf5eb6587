"""What a track and its tasks say: frozen values, made by the loader from Markdown, and kept as JSON by versions.

The database stores `to_json()`; every other package reads the dataclasses (`TaskVersion.parsed`).
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, cast

from onboarding.languages import Text, pick
from onboarding.rules.kinds.quiz.quizzes import Quiz
from onboarding.rules.types import Outcome, Rule

DueFrom = Literal["start", "unlock"]
_MARKS = re.compile(r"\[([^\]]*)\]\([^)]*\)")


@dataclass(frozen=True)
class TaskContent:
    """One version of a task.

    ``text`` is the Markdown as written and ``html`` is that text rendered and sanitised, both by language.
    ``due_days`` counts from the enrollment's start, or from the task's unlocking. ``needs`` and ``may_share`` are slugs
    of the same track. ``criteria`` are what a mentor ticks. ``reviewed``: a mentor judges after the rules have.
    ``quiz``: what a task of that kind asks. ``challenge``: the further rules of a second step, which is asked for once
    the first is met.
    """

    slug: str
    kind: str
    title: Text
    summary: Text
    html: Text
    text: Text = field(default_factory=dict)
    due_days: int | None = None
    due_from: DueFrom = "start"
    needs: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
    may_share: tuple[str, ...] = ()
    criteria: tuple[Text, ...] = ()
    minutes: int | None = None
    reviewed: bool = False
    quiz: Quiz | None = None
    challenge: tuple[Rule, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """What a version keeps. A quiz and a challenge only where there are: other tasks say what they said before."""
        quiz = {"quiz": self.quiz.to_json()} if self.quiz else {}
        challenge = {"challenge": [rule_to_json(rule) for rule in self.challenge]} if self.challenge else {}
        return {
            "slug": self.slug,
            "kind": self.kind,
            "title": self.title,
            "summary": self.summary,
            "html": self.html,
            "text": self.text,
            "due_days": self.due_days,
            "due_from": self.due_from,
            "needs": list(self.needs),
            "rules": [rule_to_json(rule) for rule in self.rules],
            "may_share": list(self.may_share),
            "criteria": list(self.criteria),
            "minutes": self.minutes,
            "reviewed": self.reviewed,
            **quiz,
            **challenge,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "TaskContent":
        return cls(
            slug=data["slug"],
            kind=data["kind"],
            title=data["title"],
            summary=data["summary"],
            html=data["html"],
            text=data.get("text", {}),
            due_days=data["due_days"],
            due_from=cast("DueFrom", data["due_from"]),
            needs=tuple(data["needs"]),
            rules=tuple(rule_from_json(rule) for rule in data["rules"]),
            may_share=tuple(data["may_share"]),
            criteria=tuple(data["criteria"]),
            minutes=data["minutes"],
            reviewed=data["reviewed"],
            quiz=Quiz.from_json(data["quiz"]) if "quiz" in data else None,
            challenge=tuple(rule_from_json(rule) for rule in data.get("challenge", ())),
        )

    @property
    def digest(self) -> str:
        """What an author wrote, as a hash. A new renderer gives other HTML but not another version of the task."""
        return hashed({key: value for key, value in self.to_json().items() if key != "html"})


@dataclass(frozen=True)
class Term:
    """A word of the glossary. ``text`` is the Markdown as written, ``link`` a page to read on, where there is one."""

    slug: str
    name: Text
    text: Text
    link: Text

    def plain(self, language: str) -> str:
        """What it means, without marks: for tooltips."""
        return _MARKS.sub(r"\1", pick(self.text, language)).replace("`", "")

    @property
    def digest(self) -> str:
        return hashed([self.slug, self.name, self.text, self.link])


@dataclass(frozen=True)
class TrackContent:
    """A track and its tasks in order."""

    slug: str
    title: Text
    summary: Text
    html: Text
    position: int = 0
    tasks: tuple[TaskContent, ...] = ()

    @property
    def digest(self) -> str:
        """The track's own words and its place, as a hash."""
        return hashed([self.title, self.summary, self.html, self.position])


def rule_to_json(rule: Rule) -> dict[str, Any]:
    return {
        "code": rule.code,
        "expression": rule.expression,
        "expect": rule.expect,
        "hint": rule.hint,
        "saw": rule.saw,
        "otherwise": rule.otherwise.value,
        "turn": rule.turn,
        **({"advice": True} if rule.advice else {}),
    }


def rule_from_json(data: Mapping[str, Any]) -> Rule:
    return Rule(**{**data, "otherwise": Outcome(data["otherwise"])})


def hashed(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
