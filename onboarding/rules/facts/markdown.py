"""The prose of a Markdown file by line, without code, links, HTML and front matter; and its blocks of code.

A reader of lines, not a parser: what it can't be sure of, it leaves out. Advice that is wrong is worse than none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from onboarding.rules.facts.front_matter import FENCES

LONGEST_LINE = 2000
MOST_LINES = 4000
"""What stands further right or further down is not looked at."""

_FENCE = re.compile(r"[ \t>]*(`{3,}|~{3,})([^`]*)")
_INDENTED = re.compile(r"(?: {4}|\t)[ \t]*(?![ \t]|[-*+] |\d{1,9}[.)] )")
_REFERENCE = re.compile(r" {0,3}\[[^\[\]]+\]:")
_LEFT_OUT = (
    re.compile(r"!?\[[^\[\]]*\](?:\([^()]*\)|\[[^\[\]]*\])"),  # a link, an image
    re.compile(r"\{\{[^{}]*\}\}"),  # what Hugo fills in
    re.compile(r"<[^<>]*>"),
    re.compile(r"(?:https?://|www\.)[^\s<>\u3000-\u303f\uff00-\uffef\u4e00-\u9fff]*", re.IGNORECASE),
)
_CODE = re.compile(r"(`+)")
_EMPHASIS = re.compile(r"\*+|~~")


@dataclass
class Markdown:
    """``prose`` by number of the line, from 1; ``unnamed``: lines that begin a block of code without a language."""

    prose: dict[int, str] = field(default_factory=dict)
    unnamed: list[int] = field(default_factory=list)


def read(text: str) -> Markdown:
    found = Markdown()
    fence, in_comment = "", False
    for number, line in _lines(text):
        begins = _FENCE.fullmatch(line)
        if fence:
            if begins and begins[1].startswith(fence) and not begins[2].strip():
                fence = ""
        elif in_comment or "<!--" in line:
            in_comment = "-->" not in line.rpartition("<!--")[2]
        elif begins:
            fence = begins[1]
            if not begins[2].strip():
                found.unnamed.append(number)
        elif line.strip() and not _INDENTED.match(line) and not _REFERENCE.match(line):
            found.prose[number] = _without_code_and_links(line)
    return found


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines after the front matter."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n", MOST_LINES)[:MOST_LINES]
    start = 0
    if lines[0].rstrip() in FENCES:
        ends = (number for number, line in enumerate(lines[1:], start=2) if line.rstrip() == lines[0].rstrip())
        start = next(ends, 0)
    return ((number, line[:LONGEST_LINE].rstrip()) for number, line in enumerate(lines[start:], start=start + 1))


def _without_code_and_links(line: str) -> str:
    """Each of them is a blank, so that what stands beside it is not joined."""
    parts = _CODE.split(line)  # text, backticks, text, backticks, … text
    kept, at = [parts[0]], 1
    while at < len(parts):
        end = next((place for place in range(at + 2, len(parts), 2) if parts[place] == parts[at]), None)
        kept.append(" " + parts[at + 1] if end is None else " " + parts[end + 1])
        at = at + 2 if end is None else end + 2
    prose = "".join(kept)
    for pattern in _LEFT_OUT:
        prose = pattern.sub(" ", prose)
    return _EMPHASIS.sub("", prose)
