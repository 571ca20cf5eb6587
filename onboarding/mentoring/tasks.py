"""What rings for mentors."""

from celery import shared_task
from django.utils import timezone

from onboarding.mentoring import operations


@shared_task
def tend_absences() -> None:
    """Notice mentors who are silent, and mend who covers."""
    operations.tend_absences(now=timezone.now())
