"""What the public pages show: every track, one track, one task, the glossary, in the reader's language."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from onboarding.curriculum.content import TaskContent
from onboarding.curriculum.models import EvidenceKind, Task, Term, Track
from onboarding.curriculum.rendering import fill
from onboarding.languages import CODES, DEFAULT_LANGUAGE, Text, pick


@dataclass(frozen=True)
class Stop:
    """A task on a trail that nobody has walked yet, as the components of trails want it."""

    slug: str
    title: str
    summary: str
    url: str
    minutes: int
    step: str = "open"
    word: str = ""

    @property
    def aside(self) -> str:
        return duration(self.minutes)


@dataclass(frozen=True)
class TrackCard:
    title: str
    summary: str
    url: str
    stops: tuple[Stop, ...]

    @property
    def takes(self) -> str:
        return duration(sum(stop.minutes for stop in self.stops))


@dataclass(frozen=True)
class TrackPage:
    slug: str
    card: TrackCard
    html: SafeString


@dataclass(frozen=True)
class TaskPage:
    """``proof`` says who judges, ``expected`` what the machine looks for, ``criteria`` what a mentor looks at."""

    track: TrackCard
    stop: Stop
    html: SafeString
    needs: tuple[Stop, ...]
    onward: Stop | None
    proof: str
    due: str
    expected: tuple[str, ...]
    criteria: tuple[str, ...]

    @property
    def number(self) -> int:
        return self.track.stops.index(self.stop) + 1


@dataclass(frozen=True)
class Entry:
    """A term. ``others`` are its names in the other languages, each with the language's code."""

    slug: str
    name: str
    others: tuple[tuple[str, str], ...]
    html: SafeString
    link: str


@dataclass(frozen=True)
class Letter:
    """The terms whose English name begins with this letter."""

    letter: str
    entries: tuple[Entry, ...]


def track_cards(*, language: str) -> tuple[TrackCard, ...]:
    """Every track that people can read. Two queries."""
    stops: dict[int, list[Stop]] = {}
    for track_id, stop in _stops(Task.objects.filter(track__retired_at=None), language):
        stops.setdefault(track_id, []).append(stop)
    tracks = Track.objects.current()
    return tuple(_card(track, tuple(stops[track.pk]), language) for track in tracks if track.pk in stops)


def track_page(track: Track, *, language: str) -> TrackPage:
    """One query beside the track's own."""
    stops = tuple(stop for _track, stop in _stops(track.tasks.all(), language))
    return TrackPage(track.slug, _card(track, stops, language), _neutral(track.html, language))


def task_page(task: Task, *, language: str) -> TaskPage:
    """One query beside the task's own, which brings its track and its current version."""
    stops = tuple(stop for _track, stop in _stops(task.track.tasks.all(), language))
    place = next(number for number, stop in enumerate(stops) if stop.slug == task.slug)
    content = task.content
    return TaskPage(
        track=_card(task.track, stops, language),
        stop=stops[place],
        html=_neutral(content.html, language),
        needs=tuple(stop for stop in stops if stop.slug in content.needs),
        onward=stops[place + 1] if place + 1 < len(stops) else None,
        proof=_proof(content),
        due=due_of(content),
        expected=tuple(pick(rule.expect, language) for rule in content.rules),
        criteria=tuple(pick(criterion, language) for criterion in content.criteria),
    )


def glossary(*, language: str) -> tuple[Letter, ...]:
    """Every term, by its English name in every language: Chinese has no order that all readers know. One query."""
    terms = sorted(Term.objects.all(), key=_english)
    groups = groupby(terms, key=lambda term: _english(term)[0].upper())
    return tuple(Letter(letter, tuple(_entry(term, language) for term in group)) for letter, group in groups)


def duration(minutes: int) -> str:
    """A rough time in words; empty where nobody has said."""
    if minutes <= 0:
        return ""
    if minutes < 90:
        return ngettext("about %(count)d minute", "about %(count)d minutes", minutes) % {"count": minutes}
    hours = round(minutes / 60)
    return ngettext("about %(count)d hour", "about %(count)d hours", hours) % {"count": hours}


def _english(term: Term) -> str:
    return str(term.name[DEFAULT_LANGUAGE]).casefold()


def _is_in(other: str, name: str) -> bool:
    return other.casefold() in name.casefold()


def _besides(name: str, other: str) -> str:
    """What a name in another language says beyond this one: of "Pod（容器组）" beside "Pod", what is in brackets."""
    return other.replace(name, "", 1).strip("（） ") if name in other else other


def _entry(term: Term, language: str) -> Entry:
    name = pick(term.name, language)
    return Entry(
        slug=term.slug,
        name=name,
        others=tuple(
            (code, _besides(name, term.name[code])) for code in CODES if not _is_in(term.name.get(code, ""), name)
        ),
        html=mark_safe(pick(term.html, language)),  # noqa: S308 - `render` made it harmless when it was loaded
        link=pick(term.link, language),
    )


def _stops(tasks: QuerySet[Task], language: str) -> Iterator[tuple[int, Stop]]:
    """What lists say of tasks, without the long texts: those stay in the database."""
    rows = (
        tasks.filter(retired_at=None, current_version__isnull=False)
        .order_by("position")
        .values_list(
            "track",
            "track__slug",
            "slug",
            F("current_version__content__title"),
            F("current_version__content__summary"),
            F("current_version__content__minutes"),
        )
    )
    for track_id, track, slug, title, summary, minutes in rows:
        url = reverse("public_task", args=[track, slug])
        yield track_id, Stop(slug, pick(title, language), pick(summary, language), url, minutes or 0)


def _card(track: Track, stops: tuple[Stop, ...], language: str) -> TrackCard:
    return TrackCard(
        pick(track.title, language), pick(track.summary, language), reverse("track", args=[track.slug]), stops
    )


def _neutral(html: Text, language: str) -> SafeString:
    """For readers without a program: words that say what will stand there."""
    words: dict[str, Any] = {"repository": _("community/project"), "branch": "main", "nonce": _("ob-your-code")}
    return fill(pick(html, language), **words)


def _proof(content: TaskContent) -> str:
    if content.kind == EvidenceKind.WRITTEN:
        return _("You write, and your mentor reads it.")
    if content.kind == EvidenceKind.QUIZ:
        return _("You answer questions, and read at once why an answer was right or wrong.")
    if content.reviewed:
        return _("Checked from what really happened, then read by your mentor.")
    return _("Checked from what really happened, at once and as often as you like.")


def due_of(content: TaskContent) -> str:
    """By when it is to be done, in words; empty where it has no due time."""
    if content.due_days is None:
        return ""
    if content.due_from == "unlock":
        sentence = ngettext(
            "Within %(count)d day of being able to begin",
            "Within %(count)d days of being able to begin",
            content.due_days,
        )
    else:
        sentence = ngettext("Within %(count)d day of joining", "Within %(count)d days of joining", content.due_days)
    return sentence % {"count": content.due_days}
