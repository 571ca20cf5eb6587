"""Being away, coming back, and how many newcomers a mentor takes."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from onboarding.mentoring.absence import AbsenceForm
from onboarding.mentoring.queries.cover import colleagues_of, covering_for, posts_of
from onboarding.mentoring.reader import reader_at
from onboarding.mentoring.views.access import for_mentors
from onboarding.people.models import User
from onboarding.programs import operations
from onboarding.programs.models import Absence, Membership
from onboarding.programs.models.programs import CAPACITIES
from onboarding.programs.operations import Refused

FIELDS = {"past": "last", "far": "last", "overlap": "first", "cover": "cover", "not-a-mentor": "programs"}
"""Beside which field a refusal is said."""


@require_http_methods(["GET", "POST"])
@for_mentors
def absence(request: HttpRequest, user: User) -> HttpResponse:
    now = timezone.now()
    reader = reader_at(now)
    posts = posts_of(user, reader)
    if not posts:
        raise Http404
    colleagues = colleagues_of(user, [post.program for post in posts])
    form = AbsenceForm(request.POST or None, posts=posts, colleagues=colleagues, zone=reader.zone, now=now)
    if form.is_valid() and _leave(form, user):
        messages.success(request, _("You are away in these days. Your newcomers see who covers."))
        return redirect("absence")
    context = {
        "posts": posts,
        "covering": covering_for(user, reader),
        "form": form,
        "capacities": CAPACITIES,
        "zone": reader.zone.key,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "mentoring/absence.html", context, status=status)


def _leave(form: AbsenceForm, user: User) -> bool:
    try:
        operations.go_away(user=user, now=form.now, **form.wanted)
    except Refused as refused:
        form.add_error(FIELDS[refused.code], refused.message)
        return False
    return True


@require_POST
@for_mentors
def back(request: HttpRequest, user: User, aid: str) -> HttpResponse:
    """Back early, or not going at all."""
    found = get_object_or_404(Absence.objects.filter(user=user).select_related("program"), public_id=aid)
    operations.come_back(absence=found, now=timezone.now())
    messages.success(request, _("The absence has ended. Your newcomers are yours again."))
    return redirect("absence")


@require_POST
@for_mentors
def capacity(request: HttpRequest, user: User, slug: str) -> HttpResponse:
    mine = Membership.objects.filter(user=user, role=Membership.Role.MENTOR).select_related("program", "user")
    membership = get_object_or_404(mine, program__slug=slug)
    step = {str(step): step for step, _words in CAPACITIES}.get(request.POST.get("capacity", ""))
    if step is None:
        messages.error(request, _("Choose one of the four: nobody new, half, as many as others, or twice as many."))
    else:
        operations.change_member(member=membership, role=membership.role, capacity=step, by=user, now=timezone.now())
        messages.success(request, _("Kept. It holds for whoever joins from now on."))
    return redirect("absence")
