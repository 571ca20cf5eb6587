"""Whether a command counts: who used it, where, and whether the comment still is what was created."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from onboarding.languages import Text
from onboarding.rules.commands.grammar import Command, texts

COLLABORATORS = frozenset({"owner", "member", "collaborator"})
MEMBERS = frozenset({"owner", "member"})


@dataclass(frozen=True)
class Commenter:
    """``association`` is GitHub's word for what they are to the repository; ``edited``: the comment was, later."""

    is_author: bool
    association: str
    edited: bool = False


def verdict(command: Command, by: Commenter) -> str:
    """One word of `verdicts` in texts.yaml. What OWNERS files say we cannot know: that is `perhaps`."""
    if command.of == "issue":
        return "elsewhere"
    return "edited" if by.edited else _MAY.get(command.who, _perhaps)(by)


def in_words(word: str) -> Text:
    text: Text = texts()["verdicts"][word]
    return text


def _perhaps(by: Commenter) -> str:
    return "perhaps"


def _reviewer(by: Commenter) -> str:
    return "own" if by.is_author else _if(by.association in COLLABORATORS, otherwise="perhaps")


def _if(certain: bool, *, otherwise: str) -> str:
    return "counts" if certain else otherwise


_MAY: Mapping[str, Callable[[Commenter], str]] = {
    "anybody": lambda by: "counts",
    "reviewer": _reviewer,
    "author-or-reviewer": lambda by: _if(by.is_author or by.association in COLLABORATORS, otherwise="perhaps"),
    "author-or-collaborator": lambda by: _if(by.is_author or by.association in COLLABORATORS, otherwise="not-allowed"),
    "member": lambda by: _if(by.association in MEMBERS, otherwise="not-allowed"),
    "tester": lambda by: _if(by.association in MEMBERS, otherwise="perhaps"),
}
