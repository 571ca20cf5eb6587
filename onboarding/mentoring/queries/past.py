"""What happened to one person in a program, newest first: on every task, to their dates, to their clock."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from onboarding.programs.models import Enrollment

if TYPE_CHECKING:
    from onboarding.mentoring.queries.person import Stop


@dataclass(frozen=True)
class Event:
    """``step`` is what style sheets call it; ``about`` the task, ``who`` did it: both may be empty."""

    at: datetime
    step: str
    what: str
    about: str = ""
    who: str = ""


def past_of(enrollment: Enrollment, stops: Sequence["Stop"]) -> tuple[Event, ...]:
    """One query beside what the stops hold already, and one for the pauses."""
    events = [*_moves(stops), *_agreements(enrollment, stops), *_joining(enrollment)]
    return tuple(sorted(events, key=lambda event: event.at, reverse=True))


def _moves(stops: Sequence["Stop"]) -> Iterator[Event]:
    for stop in stops:
        for attempt in stop.attempts:
            for move in attempt.history:
                yield Event(move.at, move.name, move.word, stop.title, move.actor)


def _agreements(enrollment: Enrollment, stops: Sequence["Stop"]) -> Iterator[Event]:
    titles = {stop.slug: stop.title for stop in stops}
    for made in enrollment.extensions.select_related("granted_by", "task"):
        title = titles.get(made.task.slug, made.task.slug)
        yield Event(made.granted_at, "open", _("A later date was agreed on"), title, made.granted_by.display_name)


def _joining(enrollment: Enrollment) -> Iterator[Event]:
    """Their start and end, and each pause. A pause that began when they left is told as such."""
    if enrollment.started_at:
        yield Event(enrollment.started_at, "open", _("Started"))
    if enrollment.finished_at:
        yield Event(enrollment.finished_at, "finish", _("Finished"))
    for pause in enrollment.pauses.all():
        yield Event(pause.started_at, "locked", _("Left") if pause.started_at == enrollment.left_at else _("Paused"))
        if pause.ended_at:
            yield Event(pause.ended_at, "open", _("Went on"))
