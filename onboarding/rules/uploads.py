"""Bytes that a stranger sends, turned into JSON or refused with a sentence. Nothing of a refused upload is kept."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from onboarding.languages import Text
from onboarding.rules.texts import fill, load_texts

_SENTENCES = load_texts(Path(__file__).with_suffix(".yaml"))


class Refused(ValueError):
    """This upload is not taken at all. ``saw`` and ``hint`` are for the person who sent it."""

    def __init__(self, *, code: str, **values: object) -> None:
        self.code = code
        self.saw: Text = fill(_SENTENCES[code]["saw"], values)
        self.hint: Text = fill(_SENTENCES[code]["hint"], values)
        super().__init__(self.saw["en"])


@dataclass(frozen=True)
class Limits:
    """What an upload may be at most: bytes in all, levels of nesting, characters of one string, values in all."""

    size: int = 1 << 20
    depth: int = 32
    string: int = 256 << 10
    values: int = 200_000


LIMITS = Limits()
LARGEST_NUMBER = 2**64


def read_json(raw: bytes, *, limits: Limits = LIMITS) -> Any:
    """The document in ``raw``. Raises ``Refused`` for anything that is not JSON of a bearable size."""
    return parse_json(read_text(raw, limits=limits), limits=limits)


def read_text(raw: bytes, *, limits: Limits = LIMITS) -> str:
    """The upload as text. PowerShell's pipes write UTF-16 with a byte order mark: that is understood too."""
    if len(raw) > limits.size:
        raise Refused(code="too-big", size=len(raw), limit=limits.size)
    encoding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        raise Refused(code="not-text") from None
    if not text.strip():
        raise Refused(code="empty-body")
    return text


def parse_json(text: str, *, limits: Limits = LIMITS, line: int = 0) -> Any:
    """One JSON document; ``line`` is where it stands in a larger text, for the message."""
    try:
        orjson.loads(text)
        document = json.loads(text, object_pairs_hook=_unique)
    except json.JSONDecodeError as error:  # orjson's error is a kind of this one
        raise Refused(code="not-json", line=line or error.lineno) from None
    except RecursionError:
        raise Refused(code="too-deep", limit=limits.depth) from None
    _check(document, limits=limits)
    return document


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Both JSON parsers silently let the last of two equal keys win; here it is refused."""
    mapping = dict(pairs)
    if len(mapping) != len(pairs):
        counts = Counter(name for name, _ in pairs)
        raise Refused(code="repeated-key", key=next(name for name, count in counts.items() if count > 1)[:60])
    return mapping


def _check(document: Any, *, limits: Limits) -> None:
    """Level by level, so that no depth can exhaust the stack."""
    level = [document]
    values = 0
    for _ in range(limits.depth + 1):
        level = [child for node in level for child in _children(node, limits=limits)]
        values += len(level)
        if not level:
            return
        if values > limits.values:
            raise Refused(code="too-many-nodes", limit=limits.values)
    raise Refused(code="too-deep", limit=limits.depth)


def _children(node: Any, *, limits: Limits) -> Iterable[Any]:
    if isinstance(node, dict):
        return node.values()
    if isinstance(node, list):
        return node
    if isinstance(node, str):
        if len(node) > limits.string:
            raise Refused(code="long-string", limit=limits.string)
    elif isinstance(node, int) and abs(node) >= LARGEST_NUMBER:
        raise Refused(code="big-number")
    return ()
