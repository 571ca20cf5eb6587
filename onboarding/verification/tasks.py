"""What the worker runs: ids in, one call. Beat names some of these by string in the settings."""

from celery import shared_task
from django.utils import timezone

from onboarding.verification import operations


@shared_task
def check(submission_id: int) -> None:
    operations.check(submission_id=submission_id, now=timezone.now())


@shared_task
def recheck(submission_id: int) -> None:
    operations.recheck(submission_id=submission_id, now=timezone.now())


@shared_task
def look_again(pull_request_ids: list[int]) -> None:
    operations.look_again(pull_request_ids=pull_request_ids, now=timezone.now())


@shared_task
def sweep() -> None:
    operations.sweep(now=timezone.now())


@shared_task
def sweep_settled() -> None:
    operations.sweep_settled(now=timezone.now())


@shared_task
def apply_due_reviews() -> None:
    operations.apply_due_reviews(now=timezone.now())


@shared_task
def forget_tokens() -> None:
    operations.forget_tokens(now=timezone.now())


@shared_task
def measure_paces() -> None:
    operations.measure_paces(now=timezone.now())


@shared_task
def reverify(run_id: int) -> None:
    operations.reverify(run_id=run_id, now=timezone.now())


@shared_task
def resume_reverifications() -> None:
    operations.resume_reverifications(now=timezone.now())
