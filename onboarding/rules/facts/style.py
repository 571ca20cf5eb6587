"""What a careful reader would say about the Markdown of a pull request: each note names file, line and words."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import yaml

from onboarding.rules.facts.markdown import Markdown, read

MOST_NOTES = 20
_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_JOINED = re.compile(rf"[{_HAN}][A-Za-z][\w.-]{{0,40}}|[A-Za-z][\w.-]{{0,40}}(?<=[A-Za-z])[{_HAN}]", re.ASCII)
_FULL_WIDTH = re.compile(r"[A-Za-z0-9)]{0,20} ?[\u3001\u3002\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f]")
_EASTERN = re.compile(rf"[{_HAN}\u3040-\u30ff\uac00-\ud7af]")

TERMS: tuple[str, ...] = tuple(yaml.safe_load(Path(__file__).with_name("terms.yaml").read_text(encoding="utf-8")))
_SPELLED = {term.lower(): term for term in TERMS}
_TERM = re.compile(
    rf"(?<![\w./@#:$-])({'|'.join(sorted(_SPELLED, key=len, reverse=True))})(?![\w/@#=-]|\.\w)",
    re.ASCII | re.IGNORECASE,
)


def notes(files: Sequence[Mapping[str, Any]]) -> dict[str, list[str]]:
    """By kind of note, each as `docs/install.md:12 “用Docker”`; of many the first twenty, and how many more."""
    texts = [(file["path"], read(file["text"])) for file in files if file["text"]]
    return {
        "code_language": _listed(f"{path}:{line}" for path, text in texts for line in text.unnamed),
        "spacing": _listed(f"{path}:{at} “{words}”" for path, text in texts for at, words in _matches(text, _JOINED)),
        "punctuation": _listed(f"{path}:{at} “{words}”" for path, text in texts for at, words in _full_width(text)),
        "terms": _listed(
            f"{path}:{at} “{words}” → “{_SPELLED[words.lower()]}”"
            for path, text in texts
            for at, words in _matches(text, _TERM)
            if words != _SPELLED[words.lower()]
        ),
    }


def _listed(found: Iterable[str]) -> list[str]:
    each = iter(found)
    first = list(islice(each, MOST_NOTES))
    more = sum(1 for _ in each)
    return [*first, f"… +{more}"] if more else first


def _matches(text: Markdown, pattern: re.Pattern[str]) -> Iterator[tuple[int, str]]:
    return ((line, found[0]) for line, prose in text.prose.items() for found in pattern.finditer(prose))


def _full_width(text: Markdown) -> Iterator[tuple[int, str]]:
    """In paragraphs without a Chinese, Japanese or Korean character."""
    for paragraph in _paragraphs(text):
        if not any(_EASTERN.search(text.prose[line]) for line in paragraph):
            yield from (
                (line, found[0].strip()) for line in paragraph for found in _FULL_WIDTH.finditer(text.prose[line])
            )


def _paragraphs(text: Markdown) -> Iterator[list[int]]:
    """Lines that follow one another."""
    paragraph: list[int] = []
    for line in text.prose:
        if paragraph and line != paragraph[-1] + 1:
            yield paragraph
            paragraph = []
        paragraph.append(line)
    yield paragraph
