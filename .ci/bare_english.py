#!/usr/bin/env python3
"""Find English in templates that stands outside {% translate %} and {% blocktranslate %}, where nobody translates it.

A heuristic: words in text, and in attributes that people see or hear. What is no language (names, code, units) is in
ALLOWED; whole templates that only builders read are in EXEMPT.
"""

import re
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from django.template.base import Lexer, TokenType

ROOT = Path(__file__).resolve().parent.parent
EXEMPT = {"progress/styleguide.html"}
ALLOWED = {"English", "GitHub", "Waymark"}
TYPED_ON_GITHUB = re.compile(r"(\w+(\(\w+\))?: .*|Fixes) ?\(?#\d+\)?")  # commit messages are English in every language
READ_ALOUD = {"alt", "aria-description", "aria-label", "label", "placeholder", "summary", "title"}
NOT_LANGUAGE = {"code", "kbd", "pre", "samp", "script", "style", "svg"}
WORD = re.compile(r"[A-Za-z][A-Za-z'-]{2,}")
SKIPPED_BLOCKS = {
    "blocktranslate": "endblocktranslate",
    "comment": "endcomment",
    "trans": "endtrans",  # Jinja's
    "block width": "endblock",  # a class of <main>
}


class Reader(HTMLParser):
    """Collects the texts that people see or hear, each with its line."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[tuple[int, str]] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self._silent += tag in NOT_LANGUAGE
        line = self.getpos()[0]
        self.texts += [(line, value) for name, value in attributes if name in READ_ALOUD and value]

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attributes)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in NOT_LANGUAGE and self._silent > 0

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.texts.append((self.getpos()[0], data))


def without_tags(source: str) -> str:
    """The template's own text: tags, variables, comments and translated blocks are blanked, lines kept."""
    kept, until = [], ""
    for token in Lexer(source).tokenize():
        is_text = token.token_type == TokenType.TEXT and not until
        kept.append(token.contents if is_text else "\n" * token.contents.count("\n"))
        if token.token_type == TokenType.BLOCK:
            until = _until(token.contents, until)
    return "".join(kept)


def _until(tag: str, until: str) -> str:
    """The tag that ends what we skip, or nothing if we read on after this one."""
    if until:
        return "" if tag.split()[0] == until else until
    words = tag.split()
    return SKIPPED_BLOCKS.get(" ".join(words[:2])) or SKIPPED_BLOCKS.get(words[0], "")


def bare_english(source: str) -> Iterator[tuple[int, str]]:
    """Line and words of each English text that nobody can translate."""
    reader = Reader()
    reader.feed(without_tags(source))
    reader.close()
    for line, text in reader.texts:
        words = " ".join(text.split())
        if set(WORD.findall(words)) - ALLOWED and not TYPED_ON_GITHUB.fullmatch(words):
            yield line, words


def main() -> int:
    folder = ROOT / "templates"
    paths = [path for path in sorted(folder.rglob("*.*")) if path.suffix in {".html", ".jinja"}]
    found = [
        f"{path.relative_to(ROOT)}:{line}: “{text}” is outside translate tags\n"
        for path in paths
        if path.relative_to(folder).as_posix() not in EXEMPT
        for line, text in bare_english(path.read_text())
    ]
    sys.stdout.writelines(found)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
