"""One entry of the audit trail, and the place between two of them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from onboarding.progress.queries.audit.sources import Source


@dataclass(frozen=True)
class Entry:
    """``what`` holds the source's own columns; ids are those of addresses, empty where there is nothing to link to."""

    at: datetime
    source: Source
    rank: int
    pk: int
    actor_login: str
    actor_name: str
    person_login: str
    person_name: str
    enrollment: str
    submission: str
    question: str
    task: int | None
    what: tuple[Any, ...]

    @property
    def actor(self) -> str:
        """Empty: the site did it by itself."""
        return self.actor_name or self.actor_login

    @property
    def person(self) -> str:
        return self.person_name or self.person_login

    @property
    def is_own(self) -> bool:
        """Somebody did it with their own things."""
        return bool(self.actor_login) and self.actor_login == self.person_login


@dataclass(frozen=True)
class Cursor:
    """Just below an entry: the next page begins there, whatever came on top meanwhile."""

    at: datetime
    rank: int
    pk: int

    @classmethod
    def below(cls, entry: Entry) -> "Cursor":
        return cls(entry.at, entry.rank, entry.pk)

    @classmethod
    def of(cls, text: str) -> "Cursor | None":
        """As an address carries it; None where that is nothing of ours."""
        at, _, rest = text.partition("~")
        rank, _, pk = rest.partition("~")
        if not (rank.isascii() and rank.isdecimal() and pk.isascii() and pk.isdecimal() and len(rank + pk) < 20):
            return None
        try:
            moment = datetime.fromisoformat(at)
        except ValueError:
            return None
        return cls(moment, int(rank), int(pk)) if moment.tzinfo else None

    def __str__(self) -> str:
        return f"{self.at.isoformat()}~{self.rank}~{self.pk}"
