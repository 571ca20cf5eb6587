"""One person's page: their trail, each task with every attempt at it, and all else that is known of them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from onboarding.mentoring.models import Note, Tag
from onboarding.mentoring.queries.attempts import Attempt, attempt_of
from onboarding.mentoring.queries.desk import Column, columns_of
from onboarding.mentoring.queries.evidence import PullRequestEvidence
from onboarding.mentoring.queries.past import Event, past_of
from onboarding.mentoring.queries.said import with_all_said
from onboarding.mentoring.words import NAMES, WORDS
from onboarding.people.models import User
from onboarding.programs.models import Enrollment
from onboarding.programs.trail import Step
from onboarding.progress import when
from onboarding.progress.reader import Reader
from onboarding.questions.models import Question
from onboarding.questions.queries import with_names
from onboarding.verification.models import Turn
from onboarding.verification.operations.dues import THEIRS, task_due_at
from onboarding.verification.operations.records import load_records

UNFOLDED = 3
"""Attempts at one task, and notes, that a page shows; the others are behind a line that unfolds them."""
QUESTIONS = 20


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
        """The attempt that waits for a mentor, or nothing."""
        waiting = (each.submission for each in self.attempts if each.submission.turn == Turn.MENTOR)
        return next((submission.public_id for submission in waiting), "")

    @property
    def shown(self) -> tuple[Attempt, ...]:
        return self.attempts[:UNFOLDED]

    @property
    def folded(self) -> tuple[Attempt, ...]:
        return self.attempts[UNFOLDED:]


@dataclass(frozen=True)
class PersonPage:
    """All that is known of one person. ``notes`` are newest first, as ``questions`` and ``past``."""

    stops: tuple[Stop, ...]
    pulls: tuple[PullRequestEvidence, ...]
    notes: tuple[Note, ...]
    tags: tuple[str, ...]
    questions: tuple[Question, ...]
    past: tuple[Event, ...]

    @property
    def has_attempts(self) -> bool:
        return any(stop.attempts for stop in self.stops)

    @property
    def shown_notes(self) -> tuple[Note, ...]:
        return self.notes[:UNFOLDED]

    @property
    def folded_notes(self) -> tuple[Note, ...]:
        return self.notes[UNFOLDED:]


def person_page(enrollment: Enrollment, user: User, reader: Reader) -> PersonPage:
    """A fixed number of queries, however much this person has done."""
    stops = tuple(stops_of(enrollment, reader))
    asked = Question.objects.visible_to(user).filter(enrollment=enrollment)
    questions = tuple(with_names(asked).order_by("-asked_at")[:QUESTIONS])
    notes = Note.objects.visible_to(user).filter(enrollment=enrollment).select_related("author")
    return PersonPage(
        stops=stops,
        pulls=_pulls(stops),
        notes=tuple(notes.order_by("-written_at", "-pk")),
        tags=tuple(Tag.objects.filter(enrollments=enrollment).order_by("name").values_list("name", flat=True)),
        questions=questions,
        past=past_of(enrollment, stops, questions),
    )


def stops_of(enrollment: Enrollment, reader: Reader) -> list[Stop]:
    """Every task of the program in order, with the attempts at it, newest first. A fixed number of queries."""
    attempts: dict[int, list[Attempt]] = defaultdict(list)
    for submission in with_all_said(enrollment.submissions.all()).select_related("task"):
        attempts[submission.task.slot].append(attempt_of(submission))
    dues = _dues(enrollment, reader)
    return [
        _stop(column, enrollment.trail, dues.get(column.slot, ""), tuple(attempts[column.slot]))
        for column in columns_of(enrollment.program)
    ]


def _pulls(stops: Sequence[Stop]) -> tuple[PullRequestEvidence, ...]:
    """Each pull request once, in the order of the tasks, even if several attempts or tasks share it."""
    found = (attempt.pull_request for stop in stops for attempt in stop.attempts)
    return tuple({pull.name: pull for pull in found if pull}.values())


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
