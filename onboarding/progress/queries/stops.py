"""The stops of one enrollment's trail: every living task of its program, as the newcomer sees it now."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from onboarding.curriculum.content import TaskContent
from onboarding.curriculum.queries import duration
from onboarding.programs.models import Enrollment, ProgramTask
from onboarding.programs.trail import COUNTED, Step
from onboarding.progress import when
from onboarding.progress.reader import Reader
from onboarding.progress.words import STEPS, StepWords
from onboarding.verification.operations.dues import task_due_at
from onboarding.verification.operations.records import Records, load_records

THEIRS = (Step.OPEN, Step.NEWCOMER, Step.RETURNED)
"""Steps on which the newcomer's clock runs."""

NEARNESS = ((Step.RETURNED, Step.NEWCOMER), (Step.OPEN,), (Step.CHECKING, Step.MAINTAINERS, Step.REVIEW))
"""Whoever walks is at the first task that is theirs to mend, else to start, else wherever others have it."""


@dataclass(frozen=True)
class Stop:
    """One task on the trail. ``takes`` and ``due`` are words, or empty; ``missing`` is what unlocks it."""

    slug: str
    title: str
    summary: str
    takes: str
    state: Step
    url: str
    due: str
    is_overdue: bool
    missing: tuple["Stop", ...] = ()
    is_here: bool = False

    @property
    def words(self) -> StepWords:
        return STEPS[self.state]

    @property
    def step(self) -> str:
        return self.words.name

    @property
    def word(self) -> str:
        return str(self.words.word)

    @property
    def is_walked(self) -> bool:
        return self.state in COUNTED


def stops_of(enrollment: Enrollment, reader: Reader) -> tuple[Stop, ...]:
    """In the order of the track, the one to go on with marked as here. Six queries, however many tasks."""
    records = load_records([enrollment])[enrollment.pk]
    places = {place.task_id: place for place in records.places}
    stops: dict[str, Stop] = {}
    for row in _living(enrollment):
        due = task_due_at(enrollment, records, places[row.task_id])
        stops[row.task.slug] = _stop(row, enrollment, records, due, reader, stops)
    return _with_here(tuple(stops.values()), enrollment)


def _living(enrollment: Enrollment) -> list[ProgramTask]:
    rows = ProgramTask.objects.filter(program=enrollment.program_id).select_related("task", "version")
    return [row for row in rows.order_by("task__position") if _state(enrollment, row) != Step.ABSENT]


def _state(enrollment: Enrollment, row: ProgramTask) -> Step:
    slot = row.task.slot
    return Step(enrollment.trail[slot]) if slot < len(enrollment.trail) else Step.ABSENT


def _stop(
    row: ProgramTask,
    enrollment: Enrollment,
    records: Records,
    due: datetime | None,
    reader: Reader,
    earlier: dict[str, Stop],
) -> Stop:
    state, content = _state(enrollment, row), row.version.parsed
    needed = [earlier[slug] for slug in content.needs if slug in earlier]
    is_running = state in THEIRS and enrollment.state == Enrollment.State.ACTIVE
    return Stop(
        slug=row.task.slug,
        title=reader.text(content.title),
        summary=reader.text(content.summary),
        takes=duration(content.minutes or 0),
        state=state,
        url=reverse("task", args=[enrollment.public_id, row.task.slug]),
        due=_due_words(state, due, records.verified_at.get(row.task_id), content, reader),
        is_overdue=bool(is_running and due and due < reader.now),
        missing=tuple(stop for stop in needed if not stop.is_walked) if state == Step.LOCKED else (),
    )


def _due_words(
    state: Step, due: datetime | None, verified_at: datetime | None, content: TaskContent, reader: Reader
) -> str:
    if state in COUNTED:
        return when.day(verified_at, reader) if verified_at else ""
    if state == Step.LOCKED and content.due_from == "unlock" and content.due_days:
        sentence = ngettext("%(days)d day once it is unlocked", "%(days)d days once it is unlocked", content.due_days)
        return sentence % {"days": content.due_days}
    if due is not None and (state in THEIRS or (state == Step.LOCKED and due > reader.now)):
        return when.due(due, reader)
    if state == Step.MAINTAINERS and content.due_days:
        return gettext("your due date waits with you")
    return ""


def _with_here(stops: tuple[Stop, ...], enrollment: Enrollment) -> tuple[Stop, ...]:
    if enrollment.state not in (Enrollment.State.ACTIVE, Enrollment.State.PAUSED):
        return stops
    here = next((stop for wanted in NEARNESS for stop in stops if stop.state in wanted), None)
    return tuple(replace(stop, is_here=True) if stop is here else stop for stop in stops)
