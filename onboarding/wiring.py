"""Composition root: what must follow an upstream fact at once. Upstream packages never name downstream ones."""

from collections.abc import Sequence
from datetime import datetime
from typing import cast

from celery import shared_task
from django.utils import timezone

from onboarding.celery import Doorbell
from onboarding.github import operations as github
from onboarding.people.models import User
from onboarding.programs.models import Enrollment
from onboarding.verification import tasks as verification
from onboarding.verification.operations import refresh


def queue_delivery(delivery_id: int) -> None:
    """What the webhook view does once a delivery is kept."""
    cast("Doorbell", process_delivery).delay_on_commit(delivery_id)


@shared_task
def process_delivery(delivery_id: int) -> None:
    """A webhook came: look at what it is about, then check the submissions that this changed."""
    _look_again(github.process_delivery(delivery_id=delivery_id, now=timezone.now()))


@shared_task
def retry_deliveries() -> None:
    """Process the deliveries that were lost on the way or failed."""
    for delivery_id in github.due_deliveries(now=timezone.now()):
        cast("Doorbell", process_delivery).ring(delivery_id)


@shared_task
def reconcile() -> None:
    """Ask the repositories what no webhook told."""
    _look_again(github.reconcile(now=timezone.now()))


@shared_task
def survey() -> None:
    """Ask for the status of everything under way: what neither webhooks nor repositories tell."""
    _look_again(github.survey(now=timezone.now()))


def day_moved(*, user: User, now: datetime) -> None:
    """Somebody's days end at other instants from now on: so do the due dates of everything they take part in."""
    ids = Enrollment.objects.filter(user=user).values_list("pk", flat=True)
    refresh(enrollment_ids=list(ids), now=now)


def _look_again(pull_request_ids: Sequence[int]) -> None:
    if pull_request_ids:
        cast("Doorbell", verification.look_again).ring(list(pull_request_ids))
