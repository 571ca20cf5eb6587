"""What a task's page shows of its submissions: the current one with its findings, and how each attempt went."""

from collections.abc import Iterable, Sequence

from django.conf import settings
from django.urls import reverse

from onboarding.curriculum.models import EvidenceKind
from onboarding.github.release_addresses import parse_release
from onboarding.programs.models import Enrollment, Program
from onboarding.progress import when
from onboarding.progress.queries.attempts import (
    Attempt,
    CommentsShown,
    CriterionShown,
    Event,
    FindingShown,
    NoteShown,
    OverrideShown,
    PullShown,
)
from onboarding.progress.queries.quizzes import Answered, answered
from onboarding.progress.queries.waiting import Waiting, waiting_for
from onboarding.progress.reader import Reader
from onboarding.progress.words import HISTORY, OUTCOMES, verdict
from onboarding.verification.models import ADVICE, OPEN, Finding, Review, Status, Submission, Transition

QUIET = (Status.QUEUED, Status.CHECKING)
"""Moves of the machine that history leaves out, but for the first."""


def attempts_at(enrollment: Enrollment, task_id: int, reader: Reader) -> tuple[Attempt, ...]:
    """All attempts at one task, the latest first; five queries."""
    rows = list(
        Submission.objects.filter(enrollment=enrollment, task=task_id)
        .select_related("pull_request", "quiz_attempt", "version")
        .prefetch_related("overrides__mentor")
        .order_by("-attempt")
    )
    return _shown(rows, enrollment.program, reader)


def attempt_of(submission: Submission, reader: Reader) -> Attempt:
    return _shown([submission], submission.enrollment.program, reader)[0]


def _shown(rows: Sequence[Submission], program: Program, reader: Reader) -> tuple[Attempt, ...]:
    ids = [row.pk for row in rows]
    findings: dict[int, list[Finding]] = {pk: [] for pk in ids}
    for finding in Finding.objects.filter(submission__in=ids).order_by("position"):
        findings[finding.submission_id].append(finding)
    reviews = Review.objects.filter(submission__in=ids, applied_at__isnull=False).select_related("mentor")
    moves = Transition.objects.filter(submission__in=ids).select_related("actor").order_by("at", "pk")
    by_review = {review.submission_id: review for review in reviews.order_by("applied_at")}
    moves_of: dict[int, list[Transition]] = {pk: [] for pk in ids}
    for move in moves:
        moves_of[move.submission_id].append(move)
    return tuple(
        _attempt(row, findings[row.pk], by_review.get(row.pk), moves_of[row.pk], program, reader) for row in rows
    )


def _attempt(
    row: Submission,
    findings: list[Finding],
    review: Review | None,
    moves: list[Transition],
    program: Program,
    reader: Reader,
) -> Attempt:
    primary = next((finding for finding in findings if finding.is_primary), None)
    has_note = bool(review and review.note)
    return Attempt(
        public_id=row.public_id,
        number=row.attempt,
        status=row.status,
        turn=row.turn,
        verdict=verdict(
            status=row.status,
            turn=row.turn,
            kind=row.kind,
            code=row.primary_code,
            outcome=primary.outcome if primary else "",
            has_failed=bool(row.last_error),
            has_note=has_note,
        ),
        failure=reader.text(row.could_not_check or {}),
        primary=finding_shown(primary, reader) if primary else None,
        others=tuple(finding_shown(one, reader) for one in findings if one is not primary and one.mark != ADVICE),
        advice=tuple(finding_shown(one, reader) for one in findings if one.mark == ADVICE),
        kind=row.kind,
        pull=_pull(row),
        waiting=_waiting(row, program, reader),
        address=parse_release(row.address).url if row.kind == EvidenceKind.RELEASE else "",
        text=str(row.evidence.get("text", "")),
        link=str(row.evidence.get("link", "")),
        answers=_answers(row, reader),
        note=NoteShown(review.mentor, review.note, when.moment(review.decided_at, reader))
        if review and has_note
        else None,
        comments=_comments(review),
        criteria=_criteria(row, review, reader),
        overrides=_overrides(row, reader),
        events=tuple(_events(moves, review, reader)),
        is_draft=row.is_draft,
        settled=when.moment(row.turn_since, reader),
        submitted=when.moment(row.submitted_at, reader),
        checked=when.moment(row.checked_at, reader) if row.checked_at else "",
        next_try=when.moment(row.next_check_at, reader) if row.next_check_at else "",
        next_check_at=row.next_check_at,
    )


def finding_shown(finding: Finding, reader: Reader) -> FindingShown:
    return FindingShown(
        outcome=finding.mark,
        word=OUTCOMES[finding.mark],
        expect=reader.text(finding.expect),
        saw=reader.text(finding.saw),
        hint=reader.text(finding.hint),
    )


def _answers(row: Submission, reader: Reader) -> tuple[Answered, ...]:
    attempt = getattr(row, "quiz_attempt", None)  # Django raises AttributeError where there is none
    is_judged = row.status not in QUIET and row.status != Status.WITHDRAWN
    return answered(attempt, reader.language) if attempt is not None and is_judged else ()


def _criteria(row: Submission, review: Review | None, reader: Reader) -> tuple[CriterionShown, ...]:
    """Of a judged attempt; a mentor who ticked nothing has not used them."""
    if review is None or not review.criteria:
        return ()
    texts = row.version.parsed.criteria
    return tuple(CriterionShown(reader.text(text), place in review.criteria) for place, text in enumerate(texts))


def _comments(review: Review | None) -> CommentsShown | None:
    if review is None or not review.comments:
        return None
    return CommentsShown(review.mentor.display_name, review.said)


def _overrides(row: Submission, reader: Reader) -> tuple[OverrideShown, ...]:
    """Told together with the decision, never before it."""
    if row.status not in (Status.VERIFIED, Status.RETURNED):
        return ()
    return tuple(
        OverrideShown(reader.text(one.expect), one.mentor.display_name, one.reason, when.moment(one.at, reader))
        for one in row.overrides.all()
    )


def _pull(row: Submission) -> PullShown | None:
    """What GitHub calls it; until we have looked, the address as it was handed in."""
    pull = row.pull_request
    if row.kind == EvidenceKind.RELEASE:
        return _release(row)
    if pull is None:
        address = row.evidence.get("address", "")
        return PullShown(name="", title=address, url="") if address else None
    url = f"{settings.GITHUB.url}/{pull.repository_name}/pull/{pull.number}"
    page = reverse("pull", args=[row.public_id])
    return PullShown(name=f"{pull.repository_name}#{pull.number}", title=pull.title, url=url, page=page)


def _waiting(row: Submission, program: Program, reader: Reader) -> Waiting | None:
    if row.pull_request is None or row.status not in OPEN:
        return None
    return waiting_for(row.pull_request.evidence, program.merge_policy, language=reader.language)


def _release(row: Submission) -> PullShown:
    address = parse_release(row.address)
    return PullShown(
        name=str(address), title=row.evidence.get("release", {}).get("name") or address.tag, url=address.url
    )


def _events(moves: Iterable[Transition], review: Review | None, reader: Reader) -> Iterable[Event]:
    """The moves worth telling, oldest first. The machine's own comings and goings are not."""
    last = ""
    for move in moves:
        is_first = not last
        if (move.to_status in QUIET and not is_first) or move.to_status == last:
            continue
        last = move.to_status
        decided = review if not is_first and move.to_status in (Status.RETURNED, Status.VERIFIED) else None
        yield Event(
            step=_DOTS.get(move.to_status, "locked"),
            what=HISTORY[Status.QUEUED] if is_first else HISTORY[move.to_status],
            when=when.moment(move.at, reader),
            actor=decided.mentor.display_name if decided else "",
            note=decided.note if decided else "",
        )


_DOTS: dict[str, str] = {
    Status.VERIFIED: "verified",
    Status.RETURNED: "returned",
    Status.WAITING: "waiting",
    Status.IN_REVIEW: "review",
}
