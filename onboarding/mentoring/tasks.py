"""What rings for mentors and for those who wait. Beat names it by string in the settings."""

from celery import shared_task
from django.utils import timezone

from onboarding.mentoring import operations


@shared_task
def tend_absences() -> None:
    """Notice mentors who are silent, and mend who covers."""
    operations.tend_absences(now=timezone.now())


@shared_task
def remind() -> None:
    """Write to whoever owes the next step."""
    operations.remind(now=timezone.now())
