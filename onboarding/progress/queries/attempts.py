"""One attempt at a task as its newcomer sees it, and the parts that it is shown in. Values only: see `submissions`."""

from dataclasses import dataclass
from datetime import datetime

from onboarding.curriculum.models import EvidenceKind
from onboarding.people.models import User
from onboarding.progress.queries.quizzes import Answered
from onboarding.progress.queries.waiting import Waiting
from onboarding.progress.words import COULD_NOT_CHECK, TURNS, Verdict, Words
from onboarding.verification.models import OPEN, Finding, Status


@dataclass(frozen=True)
class FindingShown:
    outcome: str
    word: Words
    expect: str
    saw: str
    hint: str


@dataclass(frozen=True)
class PullShown:
    """``page`` is our own page about it, empty until somebody has looked."""

    name: str
    title: str
    url: str
    page: str = ""


@dataclass(frozen=True)
class CriterionShown:
    """One thing that the mentor looks at, and whether they found it."""

    text: str
    is_met: bool


@dataclass(frozen=True)
class CommentsShown:
    """What the mentor said about single parts of the text, each a pair: the words it is about, and the comment."""

    mentor: str
    said: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class NoteShown:
    """What the mentor wrote with a decision."""

    mentor: User
    text: str
    at: str


@dataclass(frozen=True)
class OverrideShown:
    """A rule that a mentor counts as met although the check said otherwise, and why."""

    expect: str
    mentor: str
    reason: str
    at: str


@dataclass(frozen=True)
class Event:
    """A line of an attempt's history. ``step`` colours its dot."""

    step: str
    what: Words
    when: str
    actor: str = ""
    note: str = ""


@dataclass(frozen=True)
class Attempt:
    """One submission as its newcomer sees it. ``primary`` is what the answer hangs on, ``others`` the rest.

    ``advice`` is what they may heed or not: it stands by itself.
    ``answers``: of a quiz, once it has been judged.
    ``failure``: why the last try told nothing, where that is so.
    """

    public_id: str
    number: int
    kind: str
    status: str
    turn: str
    verdict: Verdict
    failure: str
    primary: FindingShown | None
    others: tuple[FindingShown, ...]
    advice: tuple[FindingShown, ...]
    pull: PullShown | None
    waiting: Waiting | None
    address: str
    text: str
    link: str
    answers: tuple[Answered, ...]
    note: NoteShown | None
    comments: CommentsShown | None
    criteria: tuple[CriterionShown, ...]
    overrides: tuple[OverrideShown, ...]
    events: tuple[Event, ...]
    is_draft: bool
    submitted: str
    settled: str
    checked: str
    next_try: str
    next_check_at: datetime | None

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def is_verified(self) -> bool:
        return self.status == Status.VERIFIED

    @property
    def turn_words(self) -> Words:
        return TURNS[self.turn]

    @property
    def signature(self) -> str:
        """Changes whenever the page would show something else."""
        codes = [finding.outcome for finding in (*self.others, *self.advice)]
        needs = self.waiting.signature if self.waiting else ""
        return "-".join([self.status, self.turn, self.checked, self.next_try, *codes, needs])

    @property
    def can_check_again(self) -> bool:
        """Not while the first look is only seconds away."""
        could_not = self.status == Status.QUEUED and self.verdict is COULD_NOT_CHECK
        if self.kind == EvidenceKind.RELEASE:
            return could_not
        return self.kind == EvidenceKind.PULL_REQUEST and (self.status == Status.WAITING or could_not)

    @property
    def can_withdraw(self) -> bool:
        return self.is_open and self.status != Status.CHECKING

    @property
    def may_move(self) -> bool:
        """Whether looking again soon could show something new."""
        return self.is_open

    @property
    def unmet(self) -> bool:
        return any(finding.outcome == Finding.Outcome.UNMET for finding in self.others)

    @property
    def met(self) -> int:
        return sum(finding.outcome == Finding.Outcome.MET for finding in self.others)
