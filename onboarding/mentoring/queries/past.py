"""What happened to one person in a program, newest first: on tasks, to their dates and clock, with their mentors."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onboarding.mentoring.models import Nudge
from onboarding.people.models import User
from onboarding.programs.models import Enrollment
from onboarding.questions.models import Question

if TYPE_CHECKING:
    from onboarding.mentoring.queries.person import Stop

EXCERPT = 120
KINDS: Mapping[str, str | Promise] = {
    Nudge.Kind.WORD: gettext_lazy("A friendly word"),
    Nudge.Kind.PRAISE: gettext_lazy("Praise"),
}
SENT: Mapping[str, str | Promise] = {
    Nudge.To.NEWCOMER: gettext_lazy("The newcomer was reminded"),
    Nudge.To.MENTOR: gettext_lazy("The mentor was reminded"),
}


@dataclass(frozen=True)
class Event:
    """``step`` is what style sheets call it; ``about`` the task or person, ``who`` did it: both may be empty."""

    at: datetime
    step: str
    what: str
    about: str = ""
    who: str = ""


def past_of(enrollment: Enrollment, stops: Sequence["Stop"], questions: Sequence[Question]) -> tuple[Event, ...]:
    """Five queries beside what the stops hold already."""
    work = (*_moves(stops), *_agreements(enrollment, stops), *_picks(enrollment), *_asked(questions))
    people = (*_joining(enrollment), *_mentors(enrollment), *_nudges(enrollment))
    return tuple(sorted((*work, *people), key=lambda event: event.at, reverse=True))


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


def _picks(enrollment: Enrollment) -> Iterator[Event]:
    for pick in enrollment.picks.select_related("issue__repository", "confirmed_by"):
        issue = str(pick.issue)
        yield Event(pick.picked_at, "newcomer", _("Picked an issue"), issue)
        if pick.confirmed_at:
            yield Event(pick.confirmed_at, "open", _("The issue was confirmed"), issue, _name(pick.confirmed_by))
        if pick.ended_at:
            ending = f"{issue} · {pick.get_ending_display()}"
            yield Event(pick.ended_at, "locked", _("The issue is theirs no more"), ending)


def _asked(questions: Sequence[Question]) -> Iterator[Event]:
    for question in questions:
        yield Event(question.asked_at, "review", _("Asked a question"), question.summary)


def _mentors(enrollment: Enrollment) -> Iterator[Event]:
    """Whose newcomer they became. Without a taker, nobody's."""
    for row in enrollment.hand_overs.select_related("taker", "by"):
        what = _("Has another mentor") if row.giver_id else _("Has a mentor")
        yield Event(row.at, "open", what if row.taker else _("Has no mentor any more"), _name(row.taker), _name(row.by))


def _name(person: User | None) -> str:
    return person.display_name if person else ""


def _nudges(enrollment: Enrollment) -> Iterator[Event]:
    for nudge in Nudge.objects.filter(enrollment=enrollment).select_related("sender"):
        what = SENT[nudge.to] if nudge.kind == Nudge.Kind.AUTOMATIC else KINDS[nudge.kind]
        yield Event(nudge.sent_at, "newcomer", str(what), nudge.text[:EXCERPT], _name(nudge.sender))


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
