"""A newcomer asks for another mentor, or takes that back."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from onboarding.people.limits import SUBMIT, limited
from onboarding.people.written import give_back
from onboarding.programs import operations as programs
from onboarding.programs.models import MentorRequest
from onboarding.progress.queries.journey import journey_of
from onboarding.progress.reader import Reader
from onboarding.progress.views.own import own_enrollment


@require_POST
@login_required
@limited(SUBMIT)
def ask_for_another(request: HttpRequest, eid: str) -> HttpResponse:
    own = own_enrollment(request, eid)
    reason = request.POST.get("reason", "")
    try:
        programs.ask_for_another(enrollment=own, reason=reason, now=timezone.now())
    except programs.Refused as refused:
        messages.error(request, refused.message)
        if refused.code == "asked":
            give_back(request)  # in another tab: the form is not there any more
        context = {"journey": journey_of(own, Reader.of(own)), "reason": reason}
        return render(request, "progress/journey.html", context, status=HTTPStatus.CONFLICT)
    messages.success(request, gettext("Asked. Only the organisers read why; they will answer."))
    return redirect("enrollment", eid=own.public_id)


@require_POST
@login_required
def take_back(request: HttpRequest, eid: str) -> HttpResponse:
    own = own_enrollment(request, eid)
    asked = get_object_or_404(MentorRequest.objects.open(), enrollment=own)
    programs.take_back(request=asked, now=timezone.now())
    messages.success(request, gettext("Taken back. Your mentor stays your mentor."))
    return redirect("enrollment", eid=own.public_id)
