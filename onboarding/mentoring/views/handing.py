"""Handing newcomers over to a colleague: tick them, look at it once more, confirm."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from onboarding.mentoring.handing import HandOverForm
from onboarding.mentoring.queries.handing import newcomers_of, takers_in
from onboarding.mentoring.views.access import for_mentors
from onboarding.people.models import User
from onboarding.programs import operations
from onboarding.programs.models import Enrollment, Membership, Program
from onboarding.programs.operations import Refused

MINE = {"memberships__role": Membership.Role.MENTOR, "archived_at": None}


@require_http_methods(["GET", "POST"])
@for_mentors
def hand_over(request: HttpRequest, user: User, slug: str) -> HttpResponse:
    program, now = get_object_or_404(Program.objects.filter(memberships__user=user, **MINE), slug=slug), timezone.now()
    newcomers, takers = newcomers_of(user, program), takers_in(program, user, now=now)
    form = HandOverForm(_said(request, newcomers) or None, newcomers=newcomers, takers=takers)
    is_ready = form.is_valid()
    if is_ready and "confirm" in request.POST and _carry_out(request, form, program, user):
        return redirect("absence")
    context = {"program": program, "form": form, "newcomers": newcomers, "takers": takers, "is_ready": is_ready}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "mentoring/hand_over.html", context, status=status)


def _said(request: HttpRequest, newcomers: list[Enrollment]) -> QueryDict:
    """What was sent; by the button for all of them, everybody is ticked."""
    said = request.POST.copy()
    if "all" in said:
        said.setlist("who", [each.public_id for each in newcomers])
    return said


def _carry_out(request: HttpRequest, form: HandOverForm, program: Program, user: User) -> bool:
    chosen, taker = form.chosen, form.colleague
    try:
        rows = operations.hand_over(
            program=program, giver=user, taker=taker, enrollments=chosen, by=user, now=timezone.now()
        )
    except Refused as refused:
        form.add_error("taker", refused.message)
        return False
    name, count = taker.display_name, len(rows)
    said = ngettext("%(count)d newcomer is %(name)s’s now.", "%(count)d newcomers are %(name)s’s now.", count)
    messages.success(request, said % {"count": count, "name": name})
    if count < len(chosen):
        messages.warning(
            request,
            _("Some were left out: somebody else looks after them by now, or they are %(name)s.") % {"name": name},
        )
    return True
