"""Earlier results, from before somebody came here: an organiser confirms them, and they are shown as just that."""

from datetime import datetime

from onboarding.curriculum.models import EvidenceKind, Task
from onboarding.people.models import User
from onboarding.programs.models import Enrollment
from onboarding.rules.facts.words import count_words
from onboarding.verification.models import CONFIRMED, Review, Status, Submission, Turn
from onboarding.verification.operations.attempts import fingerprint, new_attempt, one_at_a_time, pinned_version
from onboarding.verification.operations.moving import begin, locked, move
from onboarding.verification.refusals import Why, refuse


def confirm_earlier(
    *, enrollment: Enrollment, task: Task, done_on: str, note: str, by: User, now: datetime
) -> Submission | None:
    """Verified, on the word of ``by``. None where it is verified already: twice is once.

    The evidence is a text, whatever the task asks for: no machine has read anything.
    """
    with one_at_a_time(), locked(enrollment.pk, now=now) as held:
        if held.user_id == by.pk:
            raise refuse(Why.OWN_WORK)
        attempts = Submission.objects.filter(enrollment=held, task=task)
        if attempts.filter(status=Status.VERIFIED).exists():
            return None
        if attempts.open().exists():
            raise refuse(Why.UNDER_WAY)
        submission = _attempt(held, task, f"{done_on} {note}".strip(), now=now)
        begin(submission, actor=by)
        Review.objects.create(
            submission=submission,
            mentor=by,
            decision=Review.Decision.APPROVE,
            note=note,
            decided_at=now,
            effective_at=now,
            applied_at=now,
        )
        move(submission, Status.VERIFIED, turn=Turn.NOBODY, now=now, code=CONFIRMED, actor=by)
        return submission


def _attempt(enrollment: Enrollment, task: Task, text: str, *, now: datetime) -> Submission:
    evidence = {"text": text, "link": "", "words": count_words(text), CONFIRMED: True}
    submission = new_attempt(enrollment, task, pinned_version(enrollment, task), evidence, now=now)
    submission.kind = EvidenceKind.WRITTEN
    submission.status, submission.turn, submission.next_check_at = Status.IN_REVIEW, Turn.MENTOR, None
    submission.evidence_hash = fingerprint({**evidence, "enrollment": enrollment.pk, "task": task.pk})
    return submission
