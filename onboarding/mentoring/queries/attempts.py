"""Attempts at tasks with everything that was found, said and done about them, newest first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch

from onboarding.languages import pick
from onboarding.mentoring.queries import evidence
from onboarding.mentoring.queries.uploads import UploadedEvidence, uploaded
from onboarding.mentoring.reader import language
from onboarding.mentoring.words import DOERS, STATUS_NAMES, STATUSES
from onboarding.progress.queries.quizzes import Answered, answered
from onboarding.progress.queries.waiting import Waiting, waiting_for
from onboarding.progress.words import OUTCOMES
from onboarding.verification.models import Finding, Flag, Override, Review, Status, Submission, SubmissionQuerySet, Turn

MACHINE = (Status.QUEUED, Status.CHECKING)
"""Moves between these are the machine's own business."""

FEW_FINDINGS = 12

TURN_NAMES = {Turn.MAINTAINERS: "maintainers", Turn.MENTOR: "review", Turn.MACHINE: "checking"}


@dataclass(frozen=True)
class FindingSaid:
    """One finding in the reader's language, shaped as components/findings.html wants it."""

    code: str
    outcome: str
    word: str
    expect: str
    saw: str
    hint: str
    is_primary: bool
    is_rule: bool


@dataclass(frozen=True)
class FlagSaid:
    code: str
    saw: str
    flag: Flag


@dataclass(frozen=True)
class OverrideSaid:
    """``expect``: what the rule asks for, in the reader's language; ``before``: what the machine had said of it."""

    code: str
    expect: str
    before: str
    mentor: str
    reason: str
    at: datetime


@dataclass(frozen=True)
class Move:
    """One line of history: what the submission became, and by whose hand ("" is the machine's)."""

    name: str
    word: str
    actor: str
    at: datetime


@dataclass(frozen=True)
class Attempt:
    submission: Submission
    name: str
    word: str
    findings: tuple[FindingSaid, ...]
    flags: tuple[FlagSaid, ...]
    reviews: tuple[Review, ...]
    overrides: tuple[OverrideSaid, ...]
    history: tuple[Move, ...]
    pull_request: evidence.PullRequestEvidence | None
    waiting: Waiting | None
    written: evidence.WrittenEvidence | None
    answers: tuple[Answered, ...]
    uploaded: UploadedEvidence | None
    release: evidence.ReleaseEvidence | None

    @property
    def primary(self) -> FindingSaid | None:
        return next((finding for finding in self.findings if finding.is_primary), None)

    @property
    def to_see(self) -> list[FindingSaid]:
        """What a mentor reads in any case: all of a few, and of many those that are not simply met."""
        return [finding for finding in self.findings if not (self.is_long and finding.outcome == Finding.Outcome.MET)]

    @property
    def to_unfold(self) -> list[FindingSaid]:
        return [finding for finding in self.findings if self.is_long and finding.outcome == Finding.Outcome.MET]

    @property
    def overridable(self) -> list[FindingSaid]:
        """Rules that are not met and that nobody has overridden yet."""
        done = {one.code for one in self.overrides}
        return [
            one for one in self.findings if one.is_rule and one.outcome != Finding.Outcome.MET and one.code not in done
        ]

    @property
    def is_long(self) -> bool:
        return len(self.findings) > FEW_FINDINGS

    @property
    def is_moving(self) -> bool:
        """Something may still become of it; the others are history."""
        return self.submission.turn != Turn.NOBODY

    @property
    def open_flags(self) -> list[FlagSaid]:
        return [flag for flag in self.flags if flag.flag.closed_at is None]


def attempts_at(submissions: SubmissionQuerySet) -> list[Attempt]:
    """These attempts, newest first, in a fixed number of queries. Reviews that were undone were never said."""
    found = submissions.select_related(
        "pull_request", "quiz_attempt", "version", "enrollment__program"
    ).prefetch_related(
        "findings",
        Prefetch("flags", Flag.objects.order_by("opened_at", "pk").select_related("closed_by")),
        Prefetch("reviews", Review.objects.filter(undone_at=None).order_by("decided_at").select_related("mentor")),
        Prefetch("overrides", Override.objects.order_by("at").select_related("mentor")),
        "transitions__actor",
    )
    return [_attempt(submission) for submission in found.order_by("-attempt")]


def _attempt(submission: Submission) -> Attempt:
    quiz = getattr(submission, "quiz_attempt", None)  # Django raises AttributeError where there is none
    is_written = submission.pull_request is None and "text" in submission.evidence
    return Attempt(
        submission=submission,
        name=name_of(submission.status, submission.turn),
        word=str(STATUSES[Status(submission.status)]),
        findings=tuple(_finding(finding) for finding in submission.findings.all()),
        flags=tuple(FlagSaid(flag.code, pick(flag.saw, language()), flag) for flag in submission.flags.all()),
        reviews=tuple(submission.reviews.all()),
        overrides=tuple(_override(one) for one in submission.overrides.all()),
        history=_history(submission),
        pull_request=evidence.pull_request(submission),
        waiting=_waiting(submission),
        written=evidence.written(submission) if is_written else None,
        answers=answered(quiz, language()) if quiz else (),
        uploaded=uploaded(submission),
        release=evidence.release(submission),
    )


def _waiting(submission: Submission) -> Waiting | None:
    if submission.pull_request is None:
        return None
    policy = submission.enrollment.program.merge_policy
    return waiting_for(submission.pull_request.evidence, policy, language=language(), doers=DOERS)


def name_of(status: str, turn: str) -> str:
    """What style sheets and icons call this status: waiting is called after the one whose turn it is."""
    if status == Status.VERIFIED and turn == Turn.MENTOR:
        return "flagged"
    if status != Status.WAITING:
        return STATUS_NAMES[Status(status)]
    return {Turn.MAINTAINERS: "maintainers", Turn.MENTOR: "review", Turn.MACHINE: "checking"}.get(
        Turn(turn), "newcomer"
    )


def _finding(finding: Finding) -> FindingSaid:
    return FindingSaid(
        code=finding.code,
        outcome=finding.mark,
        word=str(OUTCOMES[finding.mark]),
        expect=pick(finding.expect, language()),
        saw=pick(finding.saw, language()),
        hint=pick(finding.hint, language()),
        is_primary=finding.is_primary,
        is_rule=not finding.is_guard and not finding.is_advice,
    )


def _override(one: Override) -> OverrideSaid:
    return OverrideSaid(
        code=one.code,
        expect=pick(one.expect, language()),
        before=str(OUTCOMES[one.before]),
        mentor=one.mentor.display_name,
        reason=one.reason,
        at=one.at,
    )


def _history(submission: Submission) -> tuple[Move, ...]:
    """The moves worth telling: the first, and each to another status than those of the machine."""
    moves: list[Any] = list(submission.transitions.all())
    told = [move for place, move in enumerate(moves) if place == 0 or move.to_status not in MACHINE]
    return tuple(
        Move(
            name=name_of(move.to_status, move.to_turn),
            word=str(STATUSES[Status(move.to_status)]),
            actor=move.actor.display_name if move.actor else "",
            at=move.at,
        )
        for move in reversed(told)
    )
