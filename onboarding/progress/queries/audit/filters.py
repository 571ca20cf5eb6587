"""What of the audit trail somebody asks for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet

from onboarding.people.models import User
from onboarding.progress.queries.audit.entries import Cursor
from onboarding.progress.queries.audit.sources import SOURCES, Kind, Source

LONGEST = 80


@dataclass(frozen=True)
class Filter:
    """Empty is everything. ``person`` and ``actor`` are logins, ``task`` a slug; days are those of ``zone``.

    ``misread`` names what was asked for and could not be understood: it is said, and filters nothing. ``every``: all
    sources that there are.
    """

    person: str = ""
    actor: str = ""
    kind: str = ""
    task: str = ""
    first: date | None = None
    last: date | None = None
    zone: tzinfo = UTC
    misread: tuple[str, ...] = ()
    every: tuple[Source, ...] = SOURCES

    @classmethod
    def from_query(cls, query: Mapping[str, Any], zone: tzinfo, every: tuple[Source, ...] = SOURCES) -> "Filter":
        said = {name: str(query.get(name, "")).strip()[:LONGEST] for name in NAMES}
        days = {name: _day(said[name]) for name in ("first", "last")}
        misread = tuple(name for name, day in days.items() if said[name] and day is None)
        kind = said["kind"] if said["kind"] in Kind.values else ""
        person, actor = said["person"].lstrip("@"), said["actor"].lstrip("@")
        return cls(person, actor, kind, said["task"], days["first"], days["last"], zone, misread, every)

    @property
    def is_any(self) -> bool:
        return bool(self.person or self.actor or self.kind or self.task or self.first or self.last)

    @property
    def sources(self) -> list[tuple[int, Source]]:
        """Those that can hold something that is asked for, with their ranks."""
        return [
            (rank, source)
            for rank, source in enumerate(self.every)
            if self.kind in ("", source.kind) and (source.task or not self.task) and (source.actor or not self.actor)
        ]

    def query(self) -> str:
        """As the address of a page carries it."""
        said = {name: getattr(self, name) for name in NAMES}
        return urlencode({name: value for name, value in said.items() if value})

    def of(self, source: Source, found: QuerySet[Any]) -> QuerySet[Any]:
        """The rows of one source that are asked for."""
        asked = Q()
        if self.person:
            asked &= Q(**{f"{source.person}__in": self._people})
        if self.actor:
            asked &= Q(**{f"{source.actor}__in": self._actors})
        if self.task:
            asked &= Q(**{f"{source.task}__slug": self.task})
        if self.first:
            asked &= Q(**{f"{source.at}__gte": self._midnight(self.first)})
        if self.last and self.last < date.max:
            asked &= Q(**{f"{source.at}__lt": self._midnight(self.last + timedelta(days=1))})
        return found.filter(asked)

    @cached_property
    def _people(self) -> list[int]:
        """Keys rather than a join: with those, databases go along their indexes."""
        return _keys(self.person)

    @cached_property
    def _actors(self) -> list[int]:
        return _keys(self.actor)

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time.min, tzinfo=self.zone)


NAMES = ("person", "actor", "kind", "task", "first", "last")


def below(cursor: Cursor, rank: int, source: Source) -> Q:
    """What of a source comes after this place: entries stand by their instant, then their source, then their key."""
    at = Q(**{f"{source.at}__lt": cursor.at})
    same = Q(**{source.at: cursor.at})
    if rank < cursor.rank:
        return at | same
    return at | same & Q(pk__lt=cursor.pk) if rank == cursor.rank else at


def _keys(login: str) -> list[int]:
    return list(User.objects.filter(login__iexact=login).values_list("pk", flat=True))


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if found.year >= 1970 else None
