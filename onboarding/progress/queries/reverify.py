"""Re-verifying a task for all: what can be chosen, how far a run has come, and what it found."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from onboarding.curriculum.models import TaskVersion
from onboarding.languages import Text
from onboarding.programs.models import Program
from onboarding.progress.queries.funnel import places_of
from onboarding.verification.models import Finding, Rejudgement, Reverification, Status, Submission

MOST_RUNS = 20
MOST_FOUND = 200

Outcome = Finding.Outcome


@dataclass(frozen=True)
class Choice:
    """A task that can be re-verified: how many pieces of work that would be, and whether it is under way already."""

    task: int
    slug: str
    title: Text
    count: int
    is_running: bool


@dataclass(frozen=True)
class Progress:
    """How far a run has come. ``flagged`` are newly flagged; ``wanting`` were found wanting, new or not."""

    run: Reverification
    title: Text
    done: int
    met: int
    wanting: int
    unknown: int
    flagged: int

    @property
    def is_finished(self) -> bool:
        return self.run.finished_at is not None

    @property
    def total(self) -> int:
        """Work can leave meanwhile only with its program; what a finished run did not find was not there any more."""
        return self.done if self.is_finished else max(self.run.total, self.done)


@dataclass(frozen=True)
class Flagged:
    """One newly flagged piece of work."""

    submission: str
    person: str
    code: str
    saw: Text
    closed_at: datetime | None


def choices_of(program: Program) -> list[Choice]:
    """The living tasks of the program, in their order. Three queries."""
    verified = Submission.objects.filter(enrollment__program=program, status=Status.VERIFIED)
    counts = dict(verified.values_list("task").annotate(Count("pk")).order_by())
    running = set(Reverification.objects.running().filter(program=program).values_list("task", flat=True))
    return [
        Choice(each.task, each.slug, each.title, counts.get(each.task, 0), each.task in running)
        for each in places_of(program)
    ]


def versions_of(program: Program, slug: str) -> list[TaskVersion]:
    """By which one may judge, the newest first: those of the kind of evidence that the program's own version takes."""
    pinned = program.program_tasks.filter(task__slug=slug).select_related("version").first()
    if pinned is None:
        return []
    versions = TaskVersion.objects.filter(task=pinned.task_id, kind=pinned.version.kind)
    return list(versions.only("number", "created_at", "task").order_by("-number"))


def runs_of(program: Program) -> list[Progress]:
    """The latest runs of a program. Two queries."""
    runs = _counted(Reverification.objects.filter(program=program)).order_by("-started_at", "-pk")[:MOST_RUNS]
    titles = {each.task: each.title for each in places_of(program)}
    return [_progress(run, titles) for run in runs]


def progress_of(run: Reverification) -> Progress:
    """One run as it is now. Two queries."""
    found = _counted(Reverification.objects.filter(pk=run.pk)).get()
    return _progress(found, {each.task: each.title for each in places_of(run.program)})


def flagged_in(run: Reverification) -> list[Flagged]:
    """What this run flagged, the first first."""
    rows = Rejudgement.objects.filter(reverification=run).exclude(flag=None).order_by("submission")
    found = rows.select_related("submission__enrollment__user", "flag").only(
        "submission__public_id", "submission__enrollment__user__name", "submission__enrollment__user__login", "flag"
    )
    return [
        Flagged(
            submission=row.submission.public_id,
            person=row.submission.enrollment.user.display_name,
            code=row.flag.code,
            saw=row.flag.saw,
            closed_at=row.flag.closed_at,
        )
        for row in found[:MOST_FOUND]
        if row.flag is not None
    ]


def _counted(runs: QuerySet[Reverification]) -> QuerySet[Any]:
    outcomes = {"met": [Outcome.MET], "wanting": [Outcome.UNMET, Outcome.WAITING], "unknown": [Outcome.UNKNOWN]}
    counts = {
        name: Count("rejudgements", filter=Q(rejudgements__outcome__in=wanted)) for name, wanted in outcomes.items()
    }
    flagged = Count("rejudgements", filter=Q(rejudgements__flag__isnull=False))
    return runs.annotate(done=Count("rejudgements"), flagged=flagged, **counts).select_related(
        "task", "version", "started_by", "program"
    )


def _progress(run: Any, titles: Mapping[int, Text]) -> Progress:
    title = titles.get(run.task_id) or {"en": run.task.slug}
    return Progress(run, title, run.done, run.met, run.wanting, run.unknown, run.flagged)
