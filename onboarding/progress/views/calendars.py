"""The feed of due dates that somebody's own calendar subscribes to."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from onboarding.people.models import User
from onboarding.progress.queries.calendar import calendar_of, dues_of
from onboarding.progress.views.own import person


@require_GET
@never_cache
def feed(request: HttpRequest, calendar_id: str) -> HttpResponse:
    """Calendars do not sign in: whoever has the address can read it."""
    user = get_object_or_404(User.objects.filter(is_active=True), calendar_id=calendar_id)
    body = calendar_of(user, dues_of(user), now=timezone.now())
    return HttpResponse(body, content_type="text/calendar; charset=utf-8")


@require_POST
@login_required
def open_feed(request: HttpRequest) -> HttpResponse:
    person(request).open_calendar()
    messages.success(request, gettext("Your due dates have an address now. Subscribe to it in your calendar."))
    return redirect("preferences")


@require_POST
@login_required
def close_feed(request: HttpRequest) -> HttpResponse:
    person(request).close_calendar()
    messages.success(request, gettext("The address of your due dates leads nowhere any more."))
    return redirect("preferences")
