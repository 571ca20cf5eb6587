"""One person's page: their trail, and each task with every attempt at it."""

from collections import defaultdict
from dataclasses import dataclass

from onboarding.mentoring.queries.attempts import Attempt, attempts_at
from onboarding.mentoring.queries.desk import Column, columns_of
from onboarding.mentoring.words import NAMES, WORDS
from onboarding.programs.models import Enrollment
from onboarding.programs.trail import Step
from onboarding.progress import when
from onboarding.progress.reader import Reader
from onboarding.verification.models import Turn
from onboarding.verification.operations.dues import THEIRS, task_due_at
from onboarding.verification.operations.records import load_records


@dataclass(frozen=True)
class Stop:
    """One task on the trail, shaped as components/trail.html wants it; ``summary`` says when it is due."""

    step: str
    slug: str
    title: str
    word: str
    url: str
    summary: str
    attempts: tuple[Attempt, ...]

    @property
    def to_judge(self) -> str:
        """The public id of the attempt that waits for a mentor, or nothing."""
        waiting = (each.submission for each in self.attempts if each.submission.turn == Turn.MENTOR)
        return next((submission.public_id for submission in waiting), "")


def stops_of(enrollment: Enrollment, reader: Reader) -> list[Stop]:
    """Every task of the program in order, with the attempts at it, newest first. A fixed number of queries."""
    attempts: dict[int, list[Attempt]] = defaultdict(list)
    for attempt in attempts_at(enrollment.submissions.select_related("task")):
        attempts[attempt.submission.task.slot].append(attempt)
    dues = _dues(enrollment, reader)
    return [
        _stop(column, enrollment.trail, dues.get(column.slot, ""), tuple(attempts[column.slot]))
        for column in columns_of(enrollment.program)
    ]


def _dues(enrollment: Enrollment, reader: Reader) -> dict[int, str]:
    """When each task on which the newcomer's clock runs is due, in words, by slot."""
    records = load_records([enrollment])[enrollment.pk]
    theirs = [place for place in records.places if _step(enrollment.trail, place.slot) in THEIRS]
    instants = {place.slot: task_due_at(enrollment, records, place) for place in theirs}
    return {slot: when.due(due_at, reader) for slot, due_at in instants.items() if due_at}


def _stop(column: Column, trail: str, due: str, attempts: tuple[Attempt, ...]) -> Stop:
    step = _step(trail, column.slot)
    return Stop(
        step=NAMES[step],
        slug=column.slug,
        title=column.title,
        word=str(WORDS[step]),
        url=f"#{column.slug}" if attempts else "",
        summary=due,
        attempts=attempts,
    )


def _step(trail: str, slot: int) -> Step:
    """What the trail says of this slot. A task that does not bind this person looks locked."""
    step = Step(trail[slot]) if slot < len(trail) else Step.ABSENT
    return Step.LOCKED if step == Step.ABSENT else step
