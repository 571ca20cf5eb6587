"""A mentor's own absences, and for whom they cover: what the page about being away shows, and *today* in a line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from onboarding.mentoring.queries.prepared import rows_for
from onboarding.people.models import User
from onboarding.prepared import SOMETIME
from onboarding.programs.models import Absence, Cover, Enrollment, Membership, Program
from onboarding.progress import when
from onboarding.progress.reader import Reader

A_MOMENT = timedelta(seconds=1)


@dataclass(frozen=True)
class Stretch:
    """Who covers, from when until when, in words; ``mentor`` is None where nobody can."""

    mentor: User | None
    since: str
    until: str


@dataclass(frozen=True)
class Away:
    """One absence that is not over yet, in the reader's days. ``until`` is empty where it ends with an action."""

    public_id: str
    since: str
    until: str
    note: str
    is_noticed: bool
    is_running: bool
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True)
class Post:
    """One program that somebody mentors: how much they take, how many they have, when they are away."""

    membership: Membership
    name: str
    capacity: Decimal
    newcomers: int
    absences: tuple[Away, ...]

    @property
    def program(self) -> Program:
        return self.membership.program


@dataclass(frozen=True)
class Covering:
    """This mentor covers for a colleague."""

    mentor: User
    program: str
    until: str


def posts_of(user: User, reader: Reader) -> tuple[Post, ...]:
    """The running programs that this person mentors. Three queries, however many."""
    theirs = Q(
        program__enrollments__mentor=user,
        program__enrollments__state__in=(Enrollment.State.ACTIVE, Enrollment.State.PAUSED),
    )
    memberships: QuerySet[Any] = (
        Membership.objects.filter(user=user, role=Membership.Role.MENTOR, program__archived_at=None)
        .select_related("program")
        .annotate(newcomers=Count("program__enrollments", filter=theirs))
        .order_by("program__name", "pk")
    )
    absences: dict[int, list[Absence]] = {}
    for absence in _absences(user, reader):
        absences.setdefault(absence.program_id, []).append(absence)
    return tuple(
        Post(
            membership=each,
            name=reader.text(each.program.name_text),
            capacity=each.capacity,
            newcomers=each.newcomers,
            absences=tuple(_away(absence, reader) for absence in absences.get(each.program_id, [])),
        )
        for each in memberships
    )


def covering_for(user: User, reader: Reader) -> tuple[Covering, ...]:
    """For whom this mentor covers now. One query."""
    return tuple(_cover(row, reader) for row in rows_for(user, _covering, now=reader.now))


def covers_now(user: User, now: datetime) -> QuerySet[Cover]:
    """Where this person covers for another, in programs that run."""
    return Cover.objects.running(now).filter(mentor=user, absence__program__archived_at=None)


def _covering(user: User) -> QuerySet[Any, Any]:
    absence = ("user__name", "user__login", "program__name", "program__name_zh_hans")
    found = covers_now(user, SOMETIME).order_by("ends_at", "pk")
    return found.values_list(*(f"absence__{column}" for column in absence), "ends_at")


def _cover(row: Sequence[Any], reader: Reader) -> Covering:
    name, login, program, program_zh, ends_at = row
    text = reader.text({"en": program, "zh-hans": program_zh})
    return Covering(User(name=name, login=login), text, _last_day(ends_at, reader))


def away_now(user: User, reader: Reader) -> Away | None:
    """The absence of this mentor that is running. One query."""
    rows = rows_for(user, _running, now=reader.now)
    return _away(Absence(**dict(zip(ABSENCE, rows[0], strict=True))), reader, covers=()) if rows else None


ABSENCE = ("public_id", "starts_at", "ends_at", "note", "is_noticed")


def absences_now(user: User, now: datetime) -> QuerySet[Absence]:
    """The absences of this person that are running, in programs that run."""
    return Absence.objects.running(now).filter(user=user, program__archived_at=None)


def _running(user: User) -> QuerySet[Any, Any]:
    return absences_now(user, SOMETIME).order_by("ends_at", "pk").values_list(*ABSENCE)[:1]


def colleagues_of(user: User, programs: Sequence[Program]) -> list[User]:
    """Who could cover: mentors of any of these programs. One query."""
    mentors = Membership.objects.filter(program__in=programs, role=Membership.Role.MENTOR).exclude(user=user)
    return list(User.objects.filter(pk__in=mentors.values("user"), is_active=True).order_by("name", "login"))


def _absences(user: User, reader: Reader) -> list[Absence]:
    covers = Cover.objects.ahead(reader.now).select_related("mentor").order_by("starts_at")
    ahead = Absence.objects.ahead(reader.now).filter(user=user)
    return list(ahead.prefetch_related(Prefetch("covers", covers)).order_by("starts_at", "pk"))


def _away(absence: Absence, reader: Reader, covers: Sequence[Cover] | None = None) -> Away:
    rows = absence.covers.all() if covers is None else covers
    return Away(
        public_id=absence.public_id,
        since=when.day(absence.starts_at, reader),
        until=_last_day(absence.ends_at, reader),
        note=absence.note,
        is_noticed=absence.is_noticed,
        is_running=absence.is_running(reader.now),
        stretches=tuple(_stretch(row, reader) for row in rows),
    )


def _stretch(cover: Cover, reader: Reader) -> Stretch:
    return Stretch(cover.mentor, when.day(cover.starts_at, reader), _last_day(cover.ends_at, reader))


def _last_day(ends_at: datetime | None, reader: Reader) -> str:
    """The last day of which some belongs to what ends then; empty where it has no end."""
    return when.day(ends_at - A_MOMENT, reader) if ends_at else ""
