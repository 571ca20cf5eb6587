"""How a program is going, in figures, for its organisers."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from onboarding.celery import Doorbell
from onboarding.people.models import User
from onboarding.programs.models import Program
from onboarding.programs.views.access import for_organisers
from onboarding.progress.charts import mentors_of, steps_of, times_of
from onboarding.progress.queries.figures import Period, figures_of
from onboarding.progress.tasks import work_out_figures

PERIODS = {
    Period.ALWAYS: _("Since the beginning"),
    Period.QUARTER: _("The last 90 days"),
    Period.MONTH: _("The last 30 days"),
}


@require_GET
@for_organisers
def figures(request: HttpRequest, user: User, program: Program) -> HttpResponse:
    now = timezone.now()
    period = Period.of(request.GET.get("days", ""))
    seen = figures_of(program, period, now=now)
    if seen.is_due:
        cast("Doorbell", work_out_figures).ring(program.pk, period.value)
    context = {"program": program, "period": period, "periods": PERIODS.items(), "figures": seen.figures, "now": now}
    if seen.figures:
        charts = {"steps": steps_of(seen.figures), "times": times_of(seen.figures), "mentors": mentors_of(seen.figures)}
        context |= charts
    return render(request, "progress/organise/figures.html", context)
