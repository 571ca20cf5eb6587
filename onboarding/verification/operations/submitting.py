"""Handing in and taking back. What can be told at once is refused; everything else is stored, checked and explained."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from onboarding.curriculum.models import EvidenceKind, Task, TaskVersion
from onboarding.github.addresses import BadAddress, parse
from onboarding.github.release_addresses import parse_release
from onboarding.people.models import User
from onboarding.programs.models import Enrollment
from onboarding.rules.facts.words import count_words
from onboarding.verification.models import Status, Submission, Turn
from onboarding.verification.operations.attempts import (
    new_attempt,
    note_activity,
    one_at_a_time,
    pinned_version,
    refuse_enrollment,
    refuse_task,
)
from onboarding.verification.operations.bells import check_soon
from onboarding.verification.operations.moving import begin, locked, move
from onboarding.verification.refusals import Refused, Why, refuse

LONGEST_TEXT = 20_000
"""Bytes of UTF-8: about 3,000 English words, or 6,000 Chinese characters."""

LONGEST_LINK = 500


def submit_pull_request(*, enrollment: Enrollment, task: Task, address_text: str, now: datetime) -> Submission:
    """Hand in a pull request by its address. GitHub isn't asked here: a worker reads it within seconds."""
    try:
        address = parse(address_text)
    except BadAddress as error:
        raise Refused(error.code, error.message) from None
    evidence = {"address": str(address)}
    return _submit(enrollment, task, EvidenceKind.PULL_REQUEST, evidence, now=now)


def submit_release(*, enrollment: Enrollment, task: Task, address_text: str, now: datetime) -> Submission:
    """Hand in a release by its address. GitHub isn't asked here: a worker reads it within seconds."""
    try:
        address = parse_release(address_text)
    except BadAddress as error:
        raise Refused(error.code, error.message) from None
    return _submit(enrollment, task, EvidenceKind.RELEASE, {"address": str(address)}, now=now)


def submit_written(*, enrollment: Enrollment, task: Task, text: str, link: str, now: datetime) -> Submission:
    """Hand in a text, and a link if there is one."""
    text, link = text.replace("\r\n", "\n").strip(), link.strip()
    _refuse_text(text)
    _refuse_link(link)
    evidence = {"text": text, "link": link, "words": count_words(text)}
    return _submit(enrollment, task, EvidenceKind.WRITTEN, evidence, now=now)


def withdraw(*, submission: Submission, now: datetime, actor: User) -> None:
    """Take it back. A decision that hasn't taken effect yet goes with it."""
    with locked(submission.enrollment_id, now=now) as enrollment:
        submission = Submission.objects.get(pk=submission.pk)
        if submission.status == Status.CHECKING:
            raise refuse(Why.BEING_CHECKED)
        if not submission.is_open:
            raise refuse(Why.NOT_OPEN)
        submission.reviews.pending().update(undone_at=now)
        move(submission, Status.WITHDRAWN, turn=Turn.NOBODY, now=now, actor=actor, changes={"next_check_at": None})
        note_activity(enrollment, now=now)


def hand_in_anew(returned: Submission, *, now: datetime) -> Submission:
    """A new attempt with the same evidence, made by the machine. Call it inside `locked`."""
    submission = new_attempt(returned.enrollment, returned.task, returned.version, returned.evidence, now=now)
    submission.pull_request = returned.pull_request
    begin(submission)
    check_soon(submission.pk)
    return submission


def _submit(
    enrollment: Enrollment, task: Task, kind: EvidenceKind, evidence: dict[str, Any], *, now: datetime
) -> Submission:
    with one_at_a_time(), locked(enrollment.pk, now=now) as held:
        version = version_to_prove(held, task, kind)
        return take_in(held, task, version, evidence, now=now)


def version_to_prove(enrollment: Enrollment, task: Task, kind: EvidenceKind) -> TaskVersion:
    """What the task asks of this person today. Refused where they can hand in nothing of this kind."""
    refuse_enrollment(enrollment)
    version = pinned_version(enrollment, task)
    if version.kind != kind:
        raise refuse(Why.OTHER_KIND)
    refuse_task(enrollment, task, version)
    return version


def take_in(
    enrollment: Enrollment, task: Task, version: TaskVersion, evidence: dict[str, Any], *, now: datetime
) -> Submission:
    """Store a new attempt and have it checked. Call it inside `locked`."""
    submission = new_attempt(enrollment, task, version, evidence, now=now)
    _refuse_same_text(submission)
    begin(submission, actor=enrollment.user)
    note_activity(enrollment, now=now)
    check_soon(submission.pk)
    return submission


def _refuse_same_text(submission: Submission) -> None:
    """The text that was returned, sent again as it was. A pull request is another matter: it may have changed."""
    if submission.kind != EvidenceKind.WRITTEN:
        return
    before = Submission.objects.filter(enrollment=submission.enrollment, task=submission.task)
    returned = before.order_by("-attempt").first()
    if returned is None or returned.status != Status.RETURNED:
        return
    if returned.evidence_hash == submission.evidence_hash:
        raise refuse(Why.SAME_TEXT)


def _refuse_text(text: str) -> None:
    size = len(text.encode())
    if not text:
        raise refuse(Why.EMPTY)
    if "\x00" in text:
        raise refuse(Why.FORBIDDEN_CHARACTER)
    if size > LONGEST_TEXT:
        raise refuse(Why.TOO_LONG, size=f"{size / 1000:.1f}", limit=LONGEST_TEXT // 1000)


def _refuse_link(link: str) -> None:
    if not link:
        return
    try:
        parts = urlsplit(link)
    except ValueError:
        raise refuse(Why.BAD_LINK) from None
    is_web = parts.scheme in ("http", "https") and parts.hostname and link.isprintable() and " " not in link
    if not is_web or len(link) > LONGEST_LINK:
        raise refuse(Why.BAD_LINK)
