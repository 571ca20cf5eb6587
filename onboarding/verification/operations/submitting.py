"""Handing in and taking back. What can be told at once is refused; everything else is stored, checked and explained."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.db import IntegrityError

from onboarding.curriculum.models import EvidenceKind, Task, TaskVersion
from onboarding.github.addresses import BadAddress, parse
from onboarding.people.models import User
from onboarding.programs.models import Enrollment, ProgramTask
from onboarding.rules.facts.words import count_words
from onboarding.verification.models import Status, Submission, Turn
from onboarding.verification.operations.bells import check_soon
from onboarding.verification.operations.moving import begin, locked, move
from onboarding.verification.refusals import Refused, Why, listed, refuse

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
        _note_activity(enrollment, now=now)


def hand_in_anew(returned: Submission, *, now: datetime) -> Submission:
    """A new attempt with the same evidence, made by the machine. Call it inside `locked`."""
    submission = _attempt(returned.enrollment, returned.task, returned.version, returned.evidence, now=now)
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
    _refuse_enrollment(enrollment)
    version = _pinned_version(enrollment, task)
    if version.kind != kind:
        raise refuse(Why.OTHER_KIND)
    _refuse_task(enrollment, task, version)
    return version


def take_in(
    enrollment: Enrollment, task: Task, version: TaskVersion, evidence: dict[str, Any], *, now: datetime
) -> Submission:
    """Store a new attempt and have it checked. Call it inside `locked`."""
    submission = _attempt(enrollment, task, version, evidence, now=now)
    _refuse_same_text(submission)
    begin(submission, actor=enrollment.user)
    _note_activity(enrollment, now=now)
    check_soon(submission.pk)
    return submission


def _attempt(
    enrollment: Enrollment, task: Task, version: TaskVersion, evidence: dict[str, Any], *, now: datetime
) -> Submission:
    return Submission(
        enrollment=enrollment,
        task=task,
        version=version,
        kind=version.kind,
        attempt=Submission.objects.filter(enrollment=enrollment, task=task).count() + 1,
        turn_since=now,
        submitted_at=now,
        next_check_at=now,
        evidence=evidence,
        evidence_hash=hashlib.sha256(repr(sorted(evidence.items())).encode()).hexdigest(),
    )


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """The same button pressed twice: the database keeps one, and the other is told so."""
    try:
        yield
    except IntegrityError as error:
        raise refuse(Why.UNDER_WAY) from error


def _refuse_enrollment(enrollment: Enrollment) -> None:
    if enrollment.program.archived_at is not None:
        raise refuse(Why.ARCHIVED)
    if enrollment.state == Enrollment.State.FINISHED:
        raise refuse(Why.FINISHED)
    if enrollment.state != Enrollment.State.ACTIVE:
        raise refuse(Why.NOT_ACTIVE)


def _pinned_version(enrollment: Enrollment, task: Task) -> TaskVersion:
    pinned = ProgramTask.objects.filter(program=enrollment.program, task=task, task__retired_at=None)
    found = pinned.select_related("version").first()
    if found is None:
        raise refuse(Why.NOT_IN_PROGRAM)
    return found.version


def _refuse_task(enrollment: Enrollment, task: Task, version: TaskVersion) -> None:
    """Already done or under way, or something else comes first."""
    attempts = Submission.objects.filter(enrollment=enrollment)
    if attempts.filter(task=task, status=Status.VERIFIED).exists():
        raise refuse(Why.VERIFIED)
    if attempts.open().filter(task=task).exists():
        raise refuse(Why.UNDER_WAY)
    needed = ProgramTask.objects.filter(
        program=enrollment.program, task__slug__in=version.parsed.needs, task__retired_at=None
    )
    verified = attempts.filter(status=Status.VERIFIED).values("task")
    missing = [pinned.version.parsed.title for pinned in needed.exclude(task__in=verified).select_related("version")]
    if missing:
        raise refuse(Why.LOCKED, needs=listed(missing))


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


def _note_activity(enrollment: Enrollment, *, now: datetime) -> None:
    enrollment.last_activity_at = now
    enrollment.save(update_fields=("last_activity_at",))
