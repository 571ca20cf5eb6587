"""Handing in and checking, in short, for tests of verification. Time there is `LATER`, three hours after joining."""

from datetime import datetime, timedelta
from typing import Any

from onboarding.github.models import PullRequest
from onboarding.programs.models import Enrollment
from onboarding.verification.models import Submission
from onboarding.verification.operations import check, submit_pull_request, submit_written
from tests.cast import NOON, number_of, rule, task_of
from tests.mirror import make_pull_request, pull_request_evidence

LATER = NOON + timedelta(hours=3)
MINUTE = timedelta(minutes=1)
OPENED = {"at": (NOON + timedelta(hours=1)).isoformat(), "author": "ada-demo"}
STRICT = rule("kept", "commits.all(c, c.subject.contains('docs'))")


def hand_in(
    enrollment: Enrollment,
    number: int = 7,
    slug: str = "first-contribution",
    *,
    repository: str = "demo-community/guide",
    now: datetime = LATER,
) -> Submission:
    """Hand in this pull request, of the demo repository unless another is named."""
    task, address = task_of(enrollment.program, slug), f"{repository}#{number}"
    return submit_pull_request(enrollment=enrollment, task=task, address_text=address, now=now)


def hand_in_text(
    enrollment: Enrollment, text: str = "Hello, I am Ada", *, link: str = "", now: datetime = LATER
) -> Submission:
    task = task_of(enrollment.program, "introduce-yourself")
    return submit_written(enrollment=enrollment, task=task, text=text, link=link, now=now)


def checked(submission: Submission, *, now: datetime = LATER) -> Submission:
    """The submission after a worker has checked it."""
    check(submission_id=submission.pk, now=now)
    submission.refresh_from_db()
    return submission


def mirrored(number: int = 7, *, now: datetime = LATER, **fields: Any) -> PullRequest:
    """The mirror's row of this pull request, read just now, so that a check does not ask GitHub."""
    evidence = pull_request_evidence(number, **fields)
    known = PullRequest.objects.filter(number=number).first()
    if known is None:
        return make_pull_request(evidence, now=now)
    known.evidence, known.evidence_hash = evidence, f"{number_of(repr(evidence)):064x}"
    known.state, known.looked_at = evidence["pull_request"]["state"], now
    known.save()
    return known


def handed_in(
    enrollment: Enrollment, number: int = 7, slug: str = "first-contribution", *, now: datetime = LATER, **fields: Any
) -> Submission:
    """A queued submission whose pull request the mirror has just read."""
    submission = hand_in(enrollment, number, slug, now=now)
    submission.pull_request = mirrored(number, now=now, **fields)
    submission.save()
    return submission


def where(submission: Submission) -> tuple[str, str, str]:
    """Status, turn and the code of the primary finding, as the database has them now."""
    submission.refresh_from_db()
    return (submission.status, submission.turn, submission.primary_code)
