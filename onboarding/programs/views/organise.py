"""Organisers' first pages: which programs are theirs, and how one of them is going."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from onboarding.people.models import User
from onboarding.programs.models import Program
from onboarding.programs.operations import may_begin
from onboarding.programs.queries.organise import organised_programs, overview
from onboarding.programs.views.access import for_organisers


@require_GET
@login_required
def organise(request: HttpRequest) -> HttpResponse:
    user = request.user
    if not (isinstance(user, User) and (user.is_staff or Program.objects.organised_by(user).exists())):
        raise Http404
    programs = organised_programs(user, language=get_language() or "en", page=request.GET.get("page"))
    return render(request, "programs/organise/programs.html", {"programs": programs, "may_begin": may_begin(user)})


@require_GET
@for_organisers
def organise_program(request: HttpRequest, user: User, program: Program) -> HttpResponse:
    now = timezone.now()
    context = {"program": program, "overview": overview(program, user, now=now), "now": now}
    return render(request, "programs/organise/overview.html", context)
