"""What the worker runs for the pages: what takes too long for a request."""

from celery import shared_task
from django.utils import timezone

from onboarding.programs.models import Program
from onboarding.progress.queries.figures import Period, work_out


@shared_task
def work_out_figures(program_id: int, period: str) -> None:
    work_out(Program.objects.get(pk=program_id), Period.of(period), now=timezone.now())
