"""Programs for everybody to see, and the button that joins one."""

from datetime import datetime
from typing import Protocol

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from onboarding.people.models import User
from onboarding.programs.models import Enrollment, Program
from onboarding.programs.operations import Refused
from onboarding.programs.queries.programs import program_cards, program_page


class Join(Protocol):
    """Joining, as the composition root wires it: the trail follows in the same transaction."""

    def __call__(self, *, program: Program, user: User, now: datetime) -> Enrollment: ...


@require_GET
def programs(request: HttpRequest) -> HttpResponse:
    cards = program_cards(request.user, language=get_language() or "en", now=timezone.now())
    return render(request, "programs/programs.html", {"programs": cards})


@require_GET
def program(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Program.objects.visible_to(request.user).select_related("track"), slug=slug)
    page = program_page(found, request.user, language=get_language() or "en", now=timezone.now())
    return render(request, "programs/program.html", {"page": page})


@require_POST
@login_required
def join(request: HttpRequest, slug: str, *, join: Join) -> HttpResponse:
    found = get_object_or_404(Program.objects.visible_to(request.user), slug=slug)
    user = get_object_or_404(User, pk=request.user.pk)
    try:
        enrollment = join(program=found, user=user, now=timezone.now())
    except Refused as refused:
        messages.error(request, refused.message)
        return redirect("program", slug=found.slug)
    if enrollment.state == Enrollment.State.REQUESTED:
        messages.success(request, _("You have asked to join. An organiser will let you in."))
        return redirect("program", slug=found.slug)
    return redirect("enrollment", eid=enrollment.public_id)
