"""What somebody wrote, made harmless, and cut into blocks (paragraphs, lists, code) on which a mentor may comment."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from typing import TypedDict

from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator

from onboarding.curriculum.rendering import as_written

LONGEST_QUOTE = 240
MOST_BLOCKS = 100
"""The last one holds whatever is left: a form has an end, and no part of a text is beyond comment."""
VOID = frozenset(("br", "hr", "input"))
PARTED = frozenset(("br", "p", "li", "dt", "dd", "tr", "td", "th", "div", "summary", "pre"))
"""Where these begin, words end."""
HEADING = re.compile("<h[1-6][ >]")


class Comment(TypedDict):
    """What a mentor says about one block: ``place`` from 0, ``quote`` how it began when they read it."""

    place: int
    quote: str
    text: str


@dataclass(frozen=True)
class Block:
    """``quote`` is how it begins, without any markup."""

    place: int
    html: SafeString
    quote: str


def blocks_of(text: str) -> tuple[Block, ...]:
    """In the order of the text. A heading belongs to what stands below it; what has no words of its own, a line
    across, to what stands before it."""
    splitter = _Splitter()
    splitter.feed(as_written(text))
    splitter.close()
    joined = _joined(splitter.found)
    return tuple(
        Block(place, mark_safe(html), _quote(words))  # noqa: S308 - as above
        for place, (html, words) in enumerate(joined)
    )


def _quote(words: str) -> str:
    """Cut twice: Django counts a letter and the marks on it as one, a form that sends it back does not."""
    return Truncator(" ".join(words.split())).chars(LONGEST_QUOTE)[:LONGEST_QUOTE]


def _joined(pieces: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """A heading goes with what stands below it and is not quoted; only one below which nothing stands is."""
    found: list[tuple[str, str]] = []
    above = ("", "")
    for html, words in pieces:
        is_wordless = not words.strip()
        if HEADING.match(html.lstrip()) or (is_wordless and (above[0] or not found)):
            above = (above[0] + html, f"{above[1]} {words}")
        elif found and (is_wordless or len(found) == MOST_BLOCKS):
            found[-1] = (found[-1][0] + above[0] + html, f"{found[-1][1]} {words}")
            above = ("", "")
        else:
            found.append((above[0] + html, words))
            above = ("", "")
    if above[0] and len(found) == MOST_BLOCKS:
        return [*found[:-1], (found[-1][0] + above[0], f"{found[-1][1]} {above[1]}")]
    return [*found, above] if above[0] else found


class _Splitter(HTMLParser):
    """The elements at the top of clean HTML, each as it was written and as its words."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[tuple[str, str]] = []
        self._depth = 0
        self._html = self._words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._depth += tag not in VOID
        self._keep(self.get_starttag_text() or "", " " if tag in PARTED else "")

    def handle_endtag(self, tag: str) -> None:
        self._depth -= 1
        self._keep(f"</{tag}>", "")

    def handle_data(self, data: str) -> None:
        self._keep(data, data)

    def handle_entityref(self, name: str) -> None:
        self._keep(f"&{name};", unescape(f"&{name};"))

    def handle_charref(self, name: str) -> None:
        self._keep(f"&#{name};", unescape(f"&#{name};"))

    def _keep(self, html: str, words: str) -> None:
        self._html += html
        self._words += words
        if self._depth == 0 and self._html.strip():
            self.found.append((self._html, self._words))
            self._html = self._words = ""
