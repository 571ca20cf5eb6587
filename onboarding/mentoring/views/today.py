"""*Today*: the one page that a mentor opens in the morning."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from onboarding.mentoring.queries.cover import away_now, covering_for
from onboarding.mentoring.queries.review import pending_of
from onboarding.mentoring.queries.today import today_of
from onboarding.mentoring.reader import reader_at
from onboarding.mentoring.views.access import for_mentors, scope_for
from onboarding.people.models import User


@require_GET
@for_mentors
def today(request: HttpRequest, user: User) -> HttpResponse:
    now = timezone.now()
    scope = scope_for(request, user, everybody="all" in request.GET, now=now)
    found, reader = today_of(scope, now=now), reader_at(now)
    context = {
        "today": found,
        "decided": pending_of(user, request.GET.get("decided", ""), now=now),
        "away": away_now(user, reader) if found.is_away else None,
        "covering": covering_for(user, reader) if found.covers else (),
        "everybody": scope.everybody,
        "several": len(scope.programs) > 1,
        "now": now,
    }
    return render(request, "mentoring/today.html", context)
