"""What a source makes of a row: who must be told, in which words, and where that leads."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import translation

from onboarding.languages import CODES, Text


@dataclass(frozen=True)
class News:
    """``readers`` are keys of people; whoever did it themselves (``actor``) is left out of them.

    ``is_private``: said to them alone, and in no chat.
    """

    kind: str
    readers: Iterable[int]
    title: Text
    path: str
    text: Text | None = None
    program: int | None = None
    actor: int | None = None
    is_private: bool = False


@dataclass(frozen=True)
class Together:
    """Several facts in the words of one notice, and where that leads."""

    title: Text
    text: Text
    path: str


@dataclass(frozen=True)
class Source:
    """One kind of row with an ``announced_at``.

    ``name`` is the notification's ``fact``. ``rows`` gives those with all that ``news`` reads; ``news`` says what there
    is to tell of one, or None. ``settled`` says of which of these rows the cause is gone, so that no mail is needed;
    ``lapsed`` of which the clock has done it.
    ``together`` puts several of these rows into one notice, for those of which many may come at once.
    ``at``: when it happened. ``column``: where it is written that it was told, for rows of which two things are.
    """

    name: str
    rows: Callable[[], QuerySet[Any]]
    news: Callable[[Any], News | None]
    settled: Callable[[Sequence[int]], set[int]]
    at: Callable[[Any], datetime]
    column: str = "announced_at"
    lapsed: Callable[[Sequence[int], datetime], set[int]] = lambda _ids, _now: set()
    together: Callable[[Sequence[int]], Together] | None = None

    def gone(self, ids: Sequence[int], now: datetime) -> set[int]:
        """Those of which nobody needs to hear any more."""
        return self.settled(ids) | self.lapsed(ids, now)


def nothing_settles_it(_ids: Sequence[int]) -> set[int]:
    """For news that stay news."""
    return set()


def in_all(sentence: Callable[[str], str]) -> Text:
    """The same sentence in every language; it is called once in each, with its code."""
    texts: Text = {}
    for code in CODES:
        with translation.override(code):
            texts[code] = sentence(code)
    return texts
