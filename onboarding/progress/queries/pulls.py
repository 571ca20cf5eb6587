"""The newcomer's pull requests: all of them in a list, and one with everything that it is waiting for."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from onboarding.github.models import PullRequest
from onboarding.people.models import User
from onboarding.progress import when
from onboarding.progress.queries.attempts import FindingShown
from onboarding.progress.queries.happenings import Happening, happenings_of
from onboarding.progress.queries.submissions import finding_shown
from onboarding.progress.queries.waiting import Waiting, waiting_for
from onboarding.progress.reader import Reader
from onboarding.progress.words import PULL_STATES, TURNS, Words
from onboarding.rules.merging.needs import TURNS as ORDER
from onboarding.verification.models import OPEN, Status, Submission, Turn

OF_THE_MERGE = frozenset({"merged", "ready"})
"""Findings that say what the needs say, too."""


@dataclass(frozen=True)
class PullLine:
    """One pull request in the list. ``mark`` names its shape and colour, ``hint`` is what it is waiting for first."""

    url: str
    title: str
    name: str
    task: str
    mark: str
    word: Words
    turn: str
    hint: str


@dataclass(frozen=True)
class PullPage:
    """``turn`` is whose turn the whole task makes it; ``rule`` what the task itself asks, where that is not met."""

    submission_id: str
    title: str
    name: str
    github_url: str
    task_title: str
    task_url: str
    program_name: str
    program_slug: str
    mark: str
    word: Words
    turn: str
    turn_words: Words
    waiting: Waiting | None
    rule: FindingShown | None
    happenings: tuple[Happening, ...]
    labels: tuple[str, ...]
    base_branch: str
    opened: str
    looked: str
    is_open: bool
    has_commands: bool
    can_check_again: bool


def pulls_of(user: User, reader: Reader) -> tuple[PullLine, ...]:
    """The latest attempt with each pull request; what is the newcomer's turn first. One query."""
    rows = _rows(Submission.objects.visible_to(user).filter(enrollment__user=user))
    latest = {(row.pull_request_id, row.task_id): row for row in rows.order_by("submitted_at", "pk")}
    lines = [_line(row, reader) for row in reversed(latest.values())]
    return tuple(sorted(lines, key=lambda line: (*ORDER, Turn.NOBODY).index(line.turn)))


def pull_page(submission: Submission, reader: Reader) -> PullPage:
    """Two queries beside the submission's own: what the rules found, and what happened."""
    pull, program = _pull(submission), submission.enrollment.program
    turn = submission.turn
    primary = submission.findings.filter(is_primary=True).exclude(code__in=OF_THE_MERGE).first()
    has_rule = primary is not None and primary.outcome != "met" and submission.status in OPEN
    waiting = waiting_for(pull.evidence, program.merge_policy, language=reader.language)
    known = pull.evidence["pull_request"]
    return PullPage(
        submission_id=submission.public_id,
        title=pull.title,
        name=str(pull),
        github_url=f"{settings.GITHUB.url}/{pull.repository_name}/pull/{pull.number}",
        task_title=reader.text(submission.version.parsed.title),
        task_url=reverse("task", args=[submission.enrollment.public_id, submission.task.slug]),
        program_name=reader.text(program.name_text),
        program_slug=program.slug,
        mark=mark_of(pull, turn),
        word=PULL_STATES["draft" if known["is_draft"] and pull.state == "open" else pull.state],
        turn=turn,
        turn_words=TURNS[turn],
        waiting=waiting,
        rule=finding_shown(primary, reader) if primary and has_rule else None,
        happenings=happenings_of(pull, program.merge_policy, reader),
        labels=tuple(known["labels"]),
        base_branch=known["base_branch"],
        opened=when.moment(_created_at(pull), reader),
        looked=when.moment(pull.looked_at, reader),
        is_open=pull.state == PullRequest.State.OPEN,
        has_commands=bool(program.merge_policy.commands),
        can_check_again=submission.status == Status.WAITING,
    )


def mark_of(pull: PullRequest, turn: str) -> str:
    """What style sheets and icons call its state."""
    ended = {PullRequest.State.MERGED: "verified", PullRequest.State.CLOSED: "withdrawn"}
    return ended.get(PullRequest.State(pull.state)) or _MARKS.get(turn, "checking")


_MARKS: dict[str, str] = {Turn.NEWCOMER: "newcomer", Turn.MAINTAINERS: "maintainers", Turn.MENTOR: "review"}


def _rows(submissions: QuerySet[Submission]) -> QuerySet[Submission]:
    read = submissions.filter(pull_request__isnull=False).exclude(pull_request__evidence={})
    return read.select_related("enrollment__program", "enrollment__user", "pull_request", "task", "version")


def _line(row: Submission, reader: Reader) -> PullLine:
    pull = _pull(row)
    waiting = waiting_for(pull.evidence, row.enrollment.program.merge_policy, language=reader.language)
    return PullLine(
        url=reverse("pull", args=[row.public_id]),
        title=pull.title,
        name=str(pull),
        task=reader.text(row.version.parsed.title),
        mark=mark_of(pull, row.turn),
        word=PULL_STATES[pull.state] if row.turn == Turn.NOBODY else TURNS[row.turn],
        turn=row.turn,
        hint=waiting.missing[0].saw if waiting else "",
    )


def _pull(submission: Submission) -> PullRequest:
    assert submission.pull_request is not None  # noqa: S101 - both callers ask for those that have one
    return submission.pull_request


def _created_at(pull: PullRequest) -> datetime:
    return datetime.fromisoformat(pull.evidence["pull_request"]["created_at"])
