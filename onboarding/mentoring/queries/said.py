"""What was found, said and done about attempts: brought along with each of them, and put into the reader's language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeAlias, TypedDict

from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from onboarding.languages import pick
from onboarding.mentoring.reader import language
from onboarding.mentoring.sql import Listed, Nested
from onboarding.mentoring.words import STATUS_NAMES, STATUSES
from onboarding.progress.words import OUTCOMES
from onboarding.verification.models import Finding, Flag, Override, Review, Status, Submission, Transition, Turn

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class Lists(TypedDict):
        """What `with_all_said` adds: a mapping for each row, of the columns named below."""

        found: Sequence[Mapping[str, Any]]
        flagged: Sequence[Mapping[str, Any]]
        reviewed: Sequence[Mapping[str, Any]]
        overridden: Sequence[Mapping[str, Any]]
        moved: Sequence[Mapping[str, Any]]

    Told: TypeAlias = WithAnnotations[Submission, Lists]

MACHINE = (Status.QUEUED, Status.CHECKING)
"""Moves between these are the machine's own business."""


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
    """``note``: what was said of it by whom, when it was closed."""

    code: str
    saw: str
    is_open: bool
    note: str
    closed_by: str


@dataclass(frozen=True)
class ReviewSaid:
    """``comments``: each with the words that it is about. ``ticked`` of the task's ``criteria`` were met."""

    decision: str
    mentor: str
    note: str
    comments: tuple[tuple[str, str], ...]
    ticked: int
    criteria: int
    decided_at: datetime
    is_pending: bool


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


_FINDING = JSONObject(
    **{name: name for name in ("code", "outcome", "is_guard", "is_primary", "is_advice")},
    **{name: Nested(name) for name in ("expect", "saw", "hint")},
)
_FLAG = JSONObject(
    code="code",
    saw=Nested("saw"),
    closed_at="closed_at",
    note="note",
    name="closed_by__name",
    login="closed_by__login",
)
_REVIEW = JSONObject(
    **{name: name for name in ("decision", "note", "decided_at", "applied_at")},
    **{name: Nested(name) for name in ("criteria", "comments")},
    name="mentor__name",
    login="mentor__login",
)
_OVERRIDE = JSONObject(
    **{name: name for name in ("code", "before", "reason", "at")},
    expect=Nested("expect"),
    name="mentor__name",
    login="mentor__login",
)
_MOVE = JSONObject(to_status="to_status", to_turn="to_turn", at="at", name="actor__name", login="actor__login")


def with_all_said(submissions: QuerySet[Submission]) -> "QuerySet[Told]":
    """These submissions as `attempts.attempt_of` wants them: one query, newest first. Reviews that were undone were
    never said."""
    return (
        submissions.select_related("pull_request", "quiz_attempt", "version")
        .annotate(
            found=_listed(Finding.objects.order_by("position"), _FINDING),
            flagged=_listed(Flag.objects.order_by("opened_at", "pk"), _FLAG),
            reviewed=_listed(Review.objects.filter(undone_at=None).order_by("decided_at"), _REVIEW),
            overridden=_listed(Override.objects.order_by("at"), _OVERRIDE),
            moved=_listed(Transition.objects.order_by("at", "pk"), _MOVE),
        )
        .order_by("-attempt")
    )


def _listed(rows: QuerySet[Any], columns: JSONObject) -> Listed:
    return Listed(rows.filter(submission=OuterRef("pk")).values(item=columns))


def name_of(status: str, turn: str) -> str:
    """What style sheets and icons call this status: waiting is called after the one whose turn it is."""
    if status == Status.VERIFIED and turn == Turn.MENTOR:
        return "flagged"
    if status != Status.WAITING:
        return STATUS_NAMES[Status(status)]
    return {Turn.MAINTAINERS: "maintainers", Turn.MENTOR: "review", Turn.MACHINE: "checking"}.get(
        Turn(turn), "newcomer"
    )


def findings_of(submission: "Told") -> tuple[FindingSaid, ...]:
    return tuple(_finding(Finding(**one)) for one in submission.found)


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


def outcomes_of(submission: "Told") -> dict[str, str]:
    """By the codes of the rules."""
    return {one["code"]: one["outcome"] for one in submission.found}


def flags_of(submission: "Told") -> tuple[FlagSaid, ...]:
    return tuple(
        FlagSaid(
            code=one["code"],
            saw=pick(one["saw"], language()),
            is_open=one["closed_at"] is None,
            note=one["note"],
            closed_by=_name(one),
        )
        for one in submission.flagged
    )


def reviews_of(submission: "Told") -> tuple[ReviewSaid, ...]:
    criteria = len(submission.version.parsed.criteria)
    return tuple(
        ReviewSaid(
            decision=one["decision"],
            mentor=_name(one),
            note=one["note"],
            comments=tuple((each["quote"], each["text"]) for each in one["comments"]),
            ticked=len(one["criteria"]),
            criteria=criteria,
            decided_at=_instant(one["decided_at"]),
            is_pending=one["applied_at"] is None,
        )
        for one in submission.reviewed
    )


def overrides_of(submission: "Told") -> tuple[OverrideSaid, ...]:
    return tuple(
        OverrideSaid(
            code=one["code"],
            expect=pick(one["expect"], language()),
            before=str(OUTCOMES[one["before"]]),
            mentor=_name(one),
            reason=one["reason"],
            at=_instant(one["at"]),
        )
        for one in submission.overridden
    )


def history_of(submission: "Told") -> tuple[Move, ...]:
    """The moves worth telling, the latest first: the very first, and each to another status than the machine's."""
    moves = submission.moved
    told = [move for place, move in enumerate(moves) if place == 0 or move["to_status"] not in MACHINE]
    return tuple(
        Move(
            name=name_of(move["to_status"], move["to_turn"]),
            word=str(STATUSES[Status(move["to_status"])]),
            actor=_name(move),
            at=_instant(move["at"]),
        )
        for move in reversed(told)
    )


def _name(one: Mapping[str, Any]) -> str:
    """Whose doing it was; empty where it was nobody's."""
    return one["name"] or one["login"] or ""


def _instant(text: str) -> datetime:
    """Out of JSON, in which SQLite leaves away that it is UTC."""
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=UTC)
