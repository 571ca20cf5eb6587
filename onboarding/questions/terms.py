"""Text as search terms: words, and Chinese as pairs of neighbouring characters, since no database here splits it.

Each term begins with a letter and holds ASCII only: every full-text parser in every locale takes it as one word.
"""

import re
import unicodedata

_RUNS = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+|[^\W_]+")
_SPLIT = re.compile(r"(?<=[\u3400-\u9fff])(?![\u3400-\u9fff])|(?<![\u3400-\u9fff])(?=[\u3400-\u9fff])")
_ENGLISH, _PLURAL, _MUTE = re.compile("[a-z]{4,}"), re.compile("(?<![sui])s$"), re.compile("e$")
LONGEST_TERM = 60


def terms_of(text: str) -> list[str]:
    """The terms of a text in their order, repeated where it repeats itself.

    ``部署 Pod`` gives the pair 部署 and the word pod. A Chinese character that stands alone is a term of its own, too.
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    runs = (part for run in _RUNS.findall(folded) for part in _SPLIT.split(run) if part)
    return [term for run in runs for term in _terms(run)]


def telling_terms(text: str) -> list[str]:
    """Without those that nearly every question has, and that make no two of them alike."""
    return [term for term in terms_of(text) if term not in COMMON]


def _terms(run: str) -> list[str]:
    if not "\u3400" <= run[0] <= "\u9fff":
        return [f"w{_ascii(_stem(run))}"[:LONGEST_TERM]]
    pairs = [run[at : at + 2] for at in range(len(run) - 1)] or [run]
    return [f"h{_ascii(pair)}" for pair in pairs]


def _stem(word: str) -> str:
    """One of many is found by many of them, and the other way round: ``pod`` and ``pods``, ``policy`` and ``policies``.

    What is left need not be a word: texts and what is looked for go the same way.
    """
    if not _ENGLISH.fullmatch(word):
        return word
    word = _PLURAL.sub("", word)
    if len(word) > 3:
        word = _MUTE.sub("", word)
    return re.sub("y$", "i", word)


def _ascii(text: str) -> str:
    """ASCII as it is, everything else as its number."""
    return "".join(letter if letter.isascii() else f"u{ord(letter):x}" for letter in text)


COMMON = frozenset(
    terms_of(
        "a about after all am an and any are as at be been but by can cannot could did do does don for from get had "
        "has have how i if in into is it its just me my no not of on one or please should so some t s that the their "
        "them then there these they this to was we what when where which while who why will with would you your "
        "是什么 为什么 怎么 怎样 这个 那个 一个 我的 我们 没有 可以 不能 请问 如何 时候"
    )
)
"""Terms of words without which a question says the same."""
