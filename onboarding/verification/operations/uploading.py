"""Taking in what was uploaded: read, reduced to what may be kept, stored, and judged in the same request."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings

from onboarding.curriculum.models import UPLOADED, EvidenceKind, Task
from onboarding.github.storable import storable
from onboarding.languages import CODES
from onboarding.programs.models import Enrollment
from onboarding.rules import collect, uploads
from onboarding.rules.kinds.kubernetes.collect import collect_manifest
from onboarding.verification.models import EvidenceToken, SeenObject, Status, Submission, Turn
from onboarding.verification.operations.attempts import (
    fingerprint,
    new_attempt,
    note_activity,
    one_at_a_time,
    pinned_version,
    refuse_enrollment,
    refuse_task,
)
from onboarding.verification.operations.checking import check
from onboarding.verification.operations.examining.uploads import identity_digests
from onboarding.verification.operations.moving import begin, locked, move
from onboarding.verification.operations.tokens import takes_more
from onboarding.verification.refusals import Refused, Why, refuse

MOST_IDENTITIES = 2_000
"""More than 200 objects with their containers have; nobody fills the table with one upload."""


class Unreadable(Refused):
    """The bytes themselves are refused. Nothing of them is kept, not even that they came."""


def upload(
    *,
    enrollment: Enrollment,
    task: Task,
    raw: bytes,
    now: datetime,
    is_manifest: bool = False,
    token: EvidenceToken | None = None,
) -> Submission:
    """Hand it in, and have it judged at once: it is pure, and takes milliseconds. Returns the submission as it is then.

    Whoever dies in between leaves a queued row behind, which the sweep finds.
    """
    _refuse_beforehand(enrollment, task, token)
    kind = pinned_version(enrollment, task).kind
    evidence = _read(enrollment, kind, raw, now=now, is_manifest=is_manifest)
    submission = _store(enrollment, task, kind, evidence, token, now=now)
    check(submission_id=submission.pk, now=now)
    return Submission.objects.for_checking().get(pk=submission.pk)


def _refuse_beforehand(enrollment: Enrollment, task: Task, token: EvidenceToken | None) -> None:
    """What need not be read at all. Everything is asked again with the row locked."""
    refuse_enrollment(enrollment)
    if pinned_version(enrollment, task).kind not in UPLOADED:
        raise refuse(Why.OTHER_KIND)
    _refuse_token(token)


def _refuse_token(token: EvidenceToken | None) -> None:
    if token is None or takes_more(token):
        return
    is_busy = token.submission is not None and token.submission.status in (Status.QUEUED, Status.CHECKING)
    raise refuse(Why.BEING_CHECKED if is_busy else Why.SPENT)


def _read(enrollment: Enrollment, kind: str, raw: bytes, *, now: datetime, is_manifest: bool) -> dict[str, Any]:
    """The part that may be kept. Outside any transaction: a megabyte takes its time."""
    if is_manifest and (kind != EvidenceKind.KUBERNETES or not enrollment.program.accepts_drafts):
        raise refuse(Why.NO_DRAFTS)
    label = settings.WAYMARK.nonce_label
    try:
        if is_manifest:
            found = collect_manifest(raw=raw, nonce=enrollment.nonce, nonce_label=label, received_at=now)
        else:
            sent = collect.Upload(raw=raw, nonce=enrollment.nonce, nonce_label=label, received_at=now)
            found = collect.collect(kind=kind, upload=sent)
    except uploads.Refused as refused:
        message = {code: f"{refused.saw[code]} {refused.hint[code]}".strip() for code in CODES}
        raise Unreadable(refused.code, message) from None
    evidence: dict[str, Any] = storable(dict(found))
    return evidence


def _store(
    enrollment: Enrollment,
    task: Task,
    kind: str,
    evidence: dict[str, Any],
    token: EvidenceToken | None,
    *,
    now: datetime,
) -> Submission:
    """A new attempt, or more for the one that waits. No bell rings: whoever sent it checks it now."""
    with one_at_a_time(), locked(enrollment.pk, now=now) as held:
        refuse_enrollment(held)
        version = pinned_version(held, task)
        if version.kind != kind:
            raise refuse(Why.OTHER_KIND)
        fresh = _still_there(token, now=now)
        submission = Submission.objects.filter(enrollment=held, task=task, status=Status.WAITING).first()
        if submission is None:
            refuse_task(held, task, version)
            submission = new_attempt(held, task, version, evidence, now=now)
            begin(submission, actor=held.user)
        elif submission.kind != kind:
            raise refuse(Why.OTHER_KIND)
        else:
            changes = {"evidence": evidence, "evidence_hash": fingerprint(evidence), "next_check_at": now}
            move(submission, Status.QUEUED, turn=Turn.MACHINE, now=now, actor=held.user, changes=changes)
        if fresh:
            fresh.renew(submission, now=now)
        _claim_objects(held, list(identity_digests(kind, evidence)), now=now)
        note_activity(held, now=now)
    return submission


def _still_there(token: EvidenceToken | None, *, now: datetime) -> EvidenceToken | None:
    """The token as it is now: it may have been revoked or used up while the upload was read."""
    if token is None:
        return None
    fresh = EvidenceToken.objects.live(now).select_related("submission").filter(pk=token.pk).first()
    if fresh is None:
        raise refuse(Why.REVOKED)
    _refuse_token(fresh)
    return fresh


def _claim_objects(enrollment: Enrollment, digests: Sequence[str], *, now: datetime) -> None:
    """Whoever stores a thing first has it. Of two at once the database picks one; the other waits for its commit."""
    rows = (SeenObject(digest=digest, user_id=enrollment.user_id, seen_at=now) for digest in digests[:MOST_IDENTITIES])
    SeenObject.objects.bulk_create(rows, ignore_conflicts=True)
