"""The journey: the trail of one enrollment, and the choice between several."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from onboarding.languages import pick
from onboarding.people.models import User
from onboarding.programs.models import Enrollment, Program
from onboarding.programs.trail import Step
from onboarding.progress import when
from onboarding.progress.queries.covering import Asked, Covering, asked_of, covering_of
from onboarding.progress.queries.stops import Stop, stops_of
from onboarding.progress.queries.waits import usual_review
from onboarding.progress.reader import Reader
from onboarding.progress.words import STATES, Words
from onboarding.spans import span

State = Enrollment.State


@dataclass(frozen=True)
class Journey:
    """One enrollment as its page shows it. ``verified`` and ``total`` count living tasks.

    ``usual_wait`` is in words, for while a mentor has something; empty where too little is known.
    """

    public_id: str
    program: Program
    program_name: str
    state: str
    mentor: User | None
    covering: Covering | None
    asked: Asked | None
    stops: tuple[Stop, ...]
    has_others: bool
    usual_wait: str = ""
    finished: str = ""
    days_taken: int = 0

    @property
    def verified(self) -> int:
        return sum(stop.is_walked for stop in self.stops)

    @property
    def total(self) -> int:
        return len(self.stops)

    @property
    def here(self) -> Stop | None:
        return next((stop for stop in self.stops if stop.is_here), None)

    @property
    def awaits_mentor(self) -> bool:
        """Something of theirs is to be read, whether they are there or have gone on to another task."""
        return any(stop.state == Step.REVIEW for stop in self.stops)

    @property
    def progress(self) -> str:
        """As "2 of 6 verified"."""
        return gettext("%(verified)d of %(total)d verified") % {"verified": self.verified, "total": self.total}

    @property
    def is_paused(self) -> bool:
        return self.state == State.PAUSED

    @property
    def trail(self) -> str:
        return "".join(stop.state for stop in self.stops)

    @property
    def is_finished(self) -> bool:
        return self.state == State.FINISHED

    @property
    def can_pause(self) -> bool:
        return self.state == State.ACTIVE

    @property
    def can_ask(self) -> bool:
        """For another mentor than they have."""
        return self.mentor is not None and self.state in (State.ACTIVE, State.PAUSED)

    @property
    def can_leave(self) -> bool:
        return self.state in (State.ACTIVE, State.PAUSED, State.REQUESTED, State.INVITED)


def journey_of(enrollment: Enrollment, reader: Reader) -> Journey:
    """Nine queries beside the enrollment's own, whatever the number of tasks; one more while a mentor has something."""
    ended = enrollment.finished_at
    journey = Journey(
        public_id=enrollment.public_id,
        program=enrollment.program,
        program_name=reader.text(enrollment.program.name_text),
        state=enrollment.state,
        mentor=enrollment.mentor,
        covering=covering_of(enrollment, reader),
        asked=asked_of(enrollment, reader),
        stops=stops_of(enrollment, reader),
        has_others=Enrollment.objects.filter(user=enrollment.user_id).exclude(pk=enrollment.pk).exists(),
        finished=when.date(ended, reader) if ended else "",
        days_taken=_days(enrollment.started_at, ended, reader),
    )
    wait = usual_review(enrollment.program, now=reader.now) if journey.awaits_mentor else None
    return replace(journey, usual_wait=span(wait)) if wait is not None else journey


def _days(started_at: datetime | None, ended_at: datetime | None, reader: Reader) -> int:
    """Days from the first to the last, both counted, in the reader's calendar."""
    if started_at is None or ended_at is None:
        return 0
    return (ended_at.astimezone(reader.zone).date() - started_at.astimezone(reader.zone).date()).days + 1


@dataclass(frozen=True)
class Choice:
    """One of a person's journeys. ``label`` says in words what the trail shows."""

    program_name: str
    community: str
    state: str
    trail: str
    label: str
    url: str

    @property
    def is_current(self) -> bool:
        return self.state != State.LEFT

    @property
    def state_word(self) -> Words:
        return STATES.get(self.state, "")


def choices_of(user: User, *, language: str) -> tuple[Choice, ...]:
    """All of this person's journeys, those under way first; one query."""
    rows = Enrollment.objects.filter(user=user).select_related("program").order_by("-last_activity_at", "pk")
    return tuple(_choice(row, language) for row in sorted(rows, key=lambda row: _RANK[State(row.state)]))


_RANK = {
    state: rank
    for rank, state in enumerate(
        (State.ACTIVE, State.INVITED, State.PAUSED, State.REQUESTED, State.FINISHED, State.LEFT)
    )
}


def _choice(enrollment: Enrollment, language: str) -> Choice:
    total = sum(step != Step.ABSENT for step in enrollment.trail)
    label = ngettext("%(done)d of %(total)d task verified", "%(done)d of %(total)d tasks verified", total)
    return Choice(
        program_name=pick(enrollment.program.name_text, language),
        community=enrollment.program.community,
        state=enrollment.state,
        trail=enrollment.trail,
        label=label % {"done": enrollment.done_count, "total": total},
        url=reverse("enrollment", args=[enrollment.public_id]),
    )
