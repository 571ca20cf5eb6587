"""*Today*: the one page that a mentor opens in the morning."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from onboarding.mentoring.queries.cover import away_now, covering_for
from onboarding.mentoring.queries.review import pending_of
from onboarding.mentoring.queries.scope import scope_of
from onboarding.mentoring.queries.today import today_of
from onboarding.mentoring.reader import reader_at
from onboarding.mentoring.views.access import for_mentors
from onboarding.people.models import User


@require_GET
@for_mentors
def today(request: HttpRequest, user: User) -> HttpResponse:
    scope, now = scope_of(user, everybody="all" in request.GET), timezone.now()
    if not scope.is_mentor:
        raise Http404
    context = {
        "today": today_of(scope, now=now),
        "decided": pending_of(user, request.GET.get("decided", ""), now=now),
        "away": away_now(user, reader_at(now)),
        "covering": covering_for(user, reader_at(now)),
        "everybody": scope.everybody,
        "several": len(scope.programs) > 1,
        "now": now,
    }
    return render(request, "mentoring/today.html", context)
