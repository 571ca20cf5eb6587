"""The journey, the choice between several, and the verbs that move a journey as a whole."""

from datetime import datetime
from typing import Protocol

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from onboarding.programs.models import Enrollment
from onboarding.programs.operations import Refused
from onboarding.progress import operations
from onboarding.progress.queries.journey import choices_of, journey_of
from onboarding.progress.reader import Reader
from onboarding.progress.views.own import own_enrollment, person


class Verb(Protocol):
    def __call__(self, *, enrollment: Enrollment, now: datetime) -> None: ...


@require_GET
@login_required
def journeys(request: HttpRequest) -> HttpResponse:
    """Straight to the one journey; a choice between several; for those who only help, to what waits for them."""
    user = person(request)
    choices = choices_of(user, language=get_language() or "en")
    current = [choice for choice in choices if choice.is_current]
    if "all" not in request.GET and len(current) == 1:
        return redirect(current[0].url)
    if not choices and user.memberships.exists():
        return redirect("today")
    return render(request, "progress/journeys.html", {"choices": choices})


@require_GET
@login_required
def enrollment(request: HttpRequest, eid: str) -> HttpResponse:
    own = own_enrollment(request, eid)
    journey = journey_of(own, Reader.of(own))
    return render(request, "progress/journey.html", {"journey": journey})


@require_POST
@login_required
def leave(request: HttpRequest, eid: str) -> HttpResponse:
    return _carry_out(request, eid, operations.leave, _("You have left the program. Come back whenever you like."))


@require_POST
@login_required
def pause(request: HttpRequest, eid: str) -> HttpResponse:
    return _carry_out(request, eid, operations.pause, _("Your journey is paused. Have a good rest."))


@require_POST
@login_required
def resume(request: HttpRequest, eid: str) -> HttpResponse:
    done = _("Welcome back! Your due dates have moved by as long as you were away.")
    return _carry_out(request, eid, operations.resume, done)


def _carry_out(request: HttpRequest, eid: str, verb: Verb, done: Promise) -> HttpResponse:
    own = own_enrollment(request, eid)
    try:
        verb(enrollment=own, now=timezone.now())
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, str(done))
    return redirect("enrollment", eid=own.public_id)
