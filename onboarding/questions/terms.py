"""Text as search terms: words, and Chinese as pairs of neighbouring characters, since no database here splits it.

Each term begins with a letter and holds ASCII only: every full-text parser in every locale takes it as one word.
"""

import re
import unicodedata

_RUNS = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+|[^\W_]+")
_SPLIT = re.compile(r"(?<=[\u3400-\u9fff])(?![\u3400-\u9fff])|(?<![\u3400-\u9fff])(?=[\u3400-\u9fff])")
LONGEST_TERM = 60


def terms_of(text: str) -> list[str]:
    """The terms of a text in their order, repeated where it repeats itself.

    ``部署 Pod`` gives the pair 部署 and the word pod. A Chinese character that stands alone is a term of its own, too.
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    runs = (part for run in _RUNS.findall(folded) for part in _SPLIT.split(run) if part)
    return [term for run in runs for term in _terms(run)]


def _terms(run: str) -> list[str]:
    if not "\u3400" <= run[0] <= "\u9fff":
        return [f"w{_ascii(run)}"[:LONGEST_TERM]]
    pairs = [run[at : at + 2] for at in range(len(run) - 1)] or [run]
    return [f"h{_ascii(pair)}" for pair in pairs]


def _ascii(text: str) -> str:
    """ASCII as it is, everything else as its number."""
    return "".join(letter if letter.isascii() else f"u{ord(letter):x}" for letter in text)
