"""How a program is going, in figures, for its organisers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from onboarding.people.models import User
from onboarding.programs.models import Program
from onboarding.programs.views.access import for_organisers
from onboarding.progress.charts import mentors_of, steps_of, times_of
from onboarding.progress.queries.figures import Period, figures_of

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
    found = figures_of(program, period, now=now)
    context = {
        "program": program,
        "period": period,
        "periods": PERIODS.items(),
        "figures": found,
        "steps": steps_of(found),
        "times": times_of(found),
        "mentors": mentors_of(found),
        "now": now,
    }
    return render(request, "progress/organise/figures.html", context)
