"""Re-verifying a task for all: choose, see how much it would be, begin, and watch."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_POST
from django.views.decorators.vary import vary_on_headers

from onboarding.curriculum.models import Task
from onboarding.languages import pick
from onboarding.people.models import User
from onboarding.programs.models import Program
from onboarding.programs.views.access import for_organisers
from onboarding.progress.queries.reverify import choices_of, flagged_in, progress_of, runs_of, versions_of
from onboarding.verification.models import Reverification
from onboarding.verification.operations import Refused, start_reverification


@require_GET
@for_organisers
def reverify(request: HttpRequest, user: User, program: Program) -> HttpResponse:
    """Once a task is chosen, the page says what that would mean and offers to begin."""
    choices = choices_of(program)
    chosen = next((each for each in choices if each.slug == request.GET.get("task")), None)
    context = {
        "program": program,
        "choices": choices,
        "chosen": chosen,
        "versions": versions_of(program, chosen.slug) if chosen else [],
        "runs": runs_of(program),
        "now": timezone.now(),
    }
    return render(request, "progress/organise/reverify.html", context)


@require_POST
@for_organisers
def start(request: HttpRequest, user: User, program: Program) -> HttpResponse:
    slug, number = request.POST.get("task", ""), request.POST.get("version", "")
    task = get_object_or_404(Task, slug=slug, pk__in=program.program_tasks.values("task"))
    versions = {str(each.number): each for each in versions_of(program, slug)}
    if number and number not in versions:
        raise Http404
    try:
        run = start_reverification(
            program=program, task=task, version=versions.get(number), started_by=user, now=timezone.now()
        )
    except Refused as refused:
        messages.error(request, pick(refused.message, get_language() or "en"))
        return redirect(f"{reverse('reverify', args=[program.slug])}?task={slug}")
    return redirect("reverification", program.slug, run.public_id)


@require_GET
@vary_on_headers("HX-Request")
@for_organisers
def reverification(request: HttpRequest, user: User, program: Program, rid: str) -> HttpResponse:
    run = get_object_or_404(Reverification.objects.filter(program=program).select_related("program"), public_id=rid)
    context = {
        "program": program,
        "progress": progress_of(run),
        "flagged": flagged_in(run),
        "now": timezone.now(),
    }
    is_part = request.headers.get("HX-Request") == "true"
    return render(request, f"progress/organise/{'_reverification' if is_part else 'reverification'}.html", context)
