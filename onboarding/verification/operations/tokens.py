"""Addresses that take one attempt's uploads from a shell: making them, and finding whose one is."""

from datetime import datetime, timedelta

from onboarding.curriculum.models import UPLOADED, Task
from onboarding.programs.models import Enrollment
from onboarding.verification.models import LIFE, EvidenceToken, Status, Submission
from onboarding.verification.models.evidence import digest_of
from onboarding.verification.operations.attempts import pinned_version, refuse_enrollment, refuse_task
from onboarding.verification.operations.moving import locked
from onboarding.verification.refusals import Why, refuse

KEPT = timedelta(days=30)
"""How long a row outlives the use of its token, for an operator who is asked about an upload."""


def make_token(*, enrollment: Enrollment, task: Task, now: datetime) -> EvidenceToken:
    """A new token for the attempt that waits for more, or for the next one. The one before opens nothing any more."""
    with locked(enrollment.pk, now=now) as held:
        refuse_enrollment(held)
        version = pinned_version(held, task)
        if version.kind not in UPLOADED:
            raise refuse(Why.OTHER_KIND)
        waiting = Submission.objects.filter(enrollment=held, task=task, status=Status.WAITING).first()
        if waiting is None:
            refuse_task(held, task, version)
        EvidenceToken.objects.filter(enrollment=held, task=task, revoked_at=None).update(revoked_at=now)
        token = EvidenceToken(enrollment=held, task=task, submission=waiting, created_at=now, expires_at=now + LIFE)
        token.digest = digest_of(token.secret)
        token.save()
    return token


def find_token(secret: str, *, now: datetime) -> EvidenceToken | None:
    """The token with everything that an upload reads; None when it is unknown, over, or of a closed account."""
    rows = EvidenceToken.objects.live(now).select_related("enrollment__program", "enrollment__user", "task")
    return rows.filter(digest=digest_of(secret), enrollment__user__is_active=True).first() if secret else None


def token_for(enrollment: Enrollment, task: Task, *, now: datetime) -> EvidenceToken | None:
    """The one that still takes uploads for this task."""
    found = EvidenceToken.objects.live(now).filter(enrollment=enrollment, task=task)
    token = found.select_related("submission").first()
    return token if token and token.secret and takes_more(token) else None


def takes_more(token: EvidenceToken) -> bool:
    """One attempt, until it has left `waiting`."""
    return token.submission is None or token.submission.status == Status.WAITING


def forget_tokens(*, now: datetime) -> int:
    """Each day: delete those that ended long ago. Nothing refers to a token, and the attempts they began stay."""
    deleted, _ = EvidenceToken.objects.filter(expires_at__lt=now - KEPT).delete()
    return deleted
