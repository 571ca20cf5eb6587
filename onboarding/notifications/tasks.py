"""What the worker runs: ids in, one call. Beat names some of these by string in the settings."""

from typing import cast

from celery import shared_task
from django.utils import timezone

from onboarding.celery import Doorbell
from onboarding.notifications import operations


@shared_task
def drain() -> None:
    operations.drain(now=timezone.now())


@shared_task
def send_due() -> None:
    """Ring for each mail and each post that is due, so that a slow server holds up none but its own."""
    for mail_id in operations.due_mails(now=timezone.now()):
        cast("Doorbell", send_mail).ring(mail_id)
    for post_id in operations.due_posts(now=timezone.now()):
        cast("Doorbell", send_post).ring(post_id)


@shared_task
def send_mail(mail_id: int) -> None:
    operations.send_mail(mail_id=mail_id, now=timezone.now())


@shared_task
def send_post(post_id: int) -> None:
    operations.send_post(post_id=post_id, now=timezone.now())
