"""Picking an issue to work on, and what one does with it afterwards."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from onboarding.github.models import Issue
from onboarding.programs import operations as programs
from onboarding.programs.models import IssuePick
from onboarding.progress.queries.issues import issues_page
from onboarding.progress.reader import Reader
from onboarding.progress.views.own import own_enrollment, person


@require_GET
@login_required
def issues(request: HttpRequest, eid: str) -> HttpResponse:
    own = own_enrollment(request, eid)
    return render(request, "progress/issues.html", {"page": issues_page(own, Reader.of(own))})


@require_POST
@login_required
def pick(request: HttpRequest, eid: str, number: int) -> HttpResponse:
    """``number`` is our own key of the issue, one of the program's repositories."""
    own = own_enrollment(request, eid)
    issue = get_object_or_404(Issue, pk=number, repository__in=own.program.repositories.all())
    try:
        programs.pick(enrollment=own, issue=issue, now=timezone.now())
    except programs.Refused as refused:
        messages.warning(request, refused.message)
    else:
        messages.success(request, gettext("It is yours. Your mentor will say whether it is a good first one."))
    return redirect("issues", eid=own.public_id)


@require_POST
@login_required
def keep_on(request: HttpRequest, pid: str) -> HttpResponse:
    return _do(request, pid, lambda own: programs.keep_on(pick=own, now=timezone.now()))


@require_POST
@login_required
def give_up(request: HttpRequest, pid: str) -> HttpResponse:
    return _do(request, pid, lambda own: programs.give_up(pick=own, now=timezone.now()))


def _do(request: HttpRequest, pid: str, verb: Callable[[IssuePick], None]) -> HttpResponse:
    user = person(request)
    mine = IssuePick.objects.visible_to(user).filter(enrollment__user=user).select_related("enrollment")
    own = get_object_or_404(mine, public_id=pid)
    verb(own)
    return redirect("issues", eid=own.enrollment.public_id)
