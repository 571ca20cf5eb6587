"""*Today*: the one page that a mentor opens in the morning."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from onboarding.mentoring.queries.review import pending_of
from onboarding.mentoring.queries.today import today_of
from onboarding.mentoring.views.access import for_mentors
from onboarding.people.models import User
from onboarding.programs.models import Program


@require_GET
@for_mentors
def today(request: HttpRequest, user: User) -> HttpResponse:
    programs = Program.objects.mentored_by(user).count()
    if not programs:
        raise Http404
    everybody, now = "all" in request.GET, timezone.now()
    found = today_of(user, everybody=everybody, now=now)
    context = {
        "today": found,
        "decided": pending_of(user, request.GET.get("decided", ""), now=now),
        "everybody": everybody,
        "several": programs > 1,
        "now": now,
    }
    return render(request, "mentoring/today.html", context)
