"""The same page with the same fifty people: only the way from the database to the grid's HTML differs."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.decorators import login_required
from django.db.models import Exists, F, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone

from onboarding.languages import pick
from onboarding.mentoring.models import Star
from onboarding.mentoring.options import options_for
from onboarding.mentoring.queries.desk import desks_of
from onboarding.mentoring.queries.people import PAGE, Filter, Page
from onboarding.mentoring.reader import language
from onboarding.mentoring.words import WORDS
from onboarding.programs.models import Enrollment, ProgramTask
from onboarding.programs.trail import Step
from onboarding.verification.models import Status, Submission, Turn

LETTERS = {Status.QUEUED: "c", Status.CHECKING: "c", Status.IN_REVIEW: "r", Status.RETURNED: "x"}
TURNS_OF = {Turn.MENTOR: "r", Turn.MAINTAINERS: "m", Turn.NEWCOMER: "n"}


@dataclass
class Row:
    enrollment: Enrollment
    cells: list[tuple[str, str]]
    task: str
    word: str
    name: str
    wait: datetime | None


@login_required
def plain(request: HttpRequest) -> HttpResponse:
    desks, _waiting = desks_of(request.user, now=timezone.now())
    desk, now = desks[0], timezone.now()
    enrollments = _enrollments(request, desk.pk)
    people = list(enrollments[:PAGE])
    tasks = list(ProgramTask.objects.filter(program=desk.pk).select_related("task", "version").order_by("task__slot"))
    rows = [_row(enrollment, tasks) for enrollment in people]
    page = Page([], enrollments.count(), 1, has_next=True)
    context = {
        "desks": desks,
        "desk": desk,
        "asked": Filter(),
        "page": page,
        "grid": render_to_string("plain/grid.html", {"rows": rows, "now": now}, request),
        "steps": WORDS,
        "options": options_for(Filter(), desk),
        "plain": True,
    }
    page.people.extend(people)
    return render(request, "mentoring/people.html", context)


def _enrollments(request: HttpRequest, program: int) -> QuerySet[Enrollment]:
    return (
        Enrollment.objects.mentored_by(request.user)
        .filter(program=program, state=Enrollment.State.ACTIVE)
        .select_related("user", "mentor")
        .prefetch_related("submissions")
        .annotate(is_starred=Exists(Star.objects.filter(user=request.user, enrollment=OuterRef("pk"))))
        .order_by(F("oldest_turn_since").asc(nulls_last=True), "pk")
    )


def _row(enrollment: Enrollment, tasks: list[ProgramTask]) -> Row:
    latest: dict[int, Submission] = {}
    for submission in sorted(enrollment.submissions.all(), key=lambda each: each.attempt):
        latest[submission.task_id] = submission
    cells, now = [], ("", "", "", None)
    for each in tasks:
        submission = latest.get(each.task_id)
        letter = _letter(submission)
        title = pick(each.version.content["title"], language())
        cells.append((letter, title))
        if letter not in "v-" and not now[0]:
            now = (title, WORDS[Step(letter)], letter, submission.turn_since if submission else None)
    return Row(enrollment, cells, *now)


def _letter(submission: Submission | None) -> str:
    if submission is None:
        return "o"
    if submission.status == Status.VERIFIED:
        return "f" if submission.turn == Turn.MENTOR else "v"
    if submission.status == Status.WAITING:
        return TURNS_OF.get(submission.turn, "c")
    return LETTERS[submission.status]
