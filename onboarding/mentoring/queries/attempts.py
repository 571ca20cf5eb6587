"""Attempts at tasks with everything that was found, said and done about them, newest first."""

from dataclasses import dataclass

from onboarding.mentoring.queries import evidence, said
from onboarding.mentoring.queries.uploads import UploadedEvidence, uploaded
from onboarding.mentoring.reader import language
from onboarding.mentoring.words import DOERS, STATUSES
from onboarding.progress.queries.quizzes import Answered, answered
from onboarding.progress.queries.waiting import Waiting, waiting_for
from onboarding.verification.models import Finding, Status, Submission, Turn

FEW_FINDINGS = 12


@dataclass(frozen=True)
class Attempt:
    submission: Submission
    name: str
    word: str
    findings: tuple[said.FindingSaid, ...]
    flags: tuple[said.FlagSaid, ...]
    reviews: tuple[said.ReviewSaid, ...]
    overrides: tuple[said.OverrideSaid, ...]
    history: tuple[said.Move, ...]
    pull_request: evidence.PullRequestEvidence | None
    waiting: Waiting | None
    written: evidence.WrittenEvidence | None
    answers: tuple[Answered, ...]
    uploaded: UploadedEvidence | None
    release: evidence.ReleaseEvidence | None

    @property
    def primary(self) -> said.FindingSaid | None:
        return next((finding for finding in self.findings if finding.is_primary), None)

    @property
    def to_see(self) -> list[said.FindingSaid]:
        """What a mentor reads in any case: all of a few, and of many those that are not simply met."""
        return [finding for finding in self.findings if not (self.is_long and finding.outcome == Finding.Outcome.MET)]

    @property
    def to_unfold(self) -> list[said.FindingSaid]:
        return [finding for finding in self.findings if self.is_long and finding.outcome == Finding.Outcome.MET]

    @property
    def overridable(self) -> list[said.FindingSaid]:
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
    def open_flags(self) -> list[said.FlagSaid]:
        return [flag for flag in self.flags if flag.is_open]


def attempt_of(submission: "said.Told") -> Attempt:
    """``submission`` comes out of `said.with_all_said`, with its enrollment's program."""
    quiz = getattr(submission, "quiz_attempt", None)  # Django raises AttributeError where there is none
    is_written = submission.pull_request is None and "text" in submission.evidence
    return Attempt(
        submission=submission,
        name=said.name_of(submission.status, submission.turn),
        word=str(STATUSES[Status(submission.status)]),
        findings=said.findings_of(submission),
        flags=said.flags_of(submission),
        reviews=said.reviews_of(submission),
        overrides=said.overrides_of(submission),
        history=said.history_of(submission),
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
