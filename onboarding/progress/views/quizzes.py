"""A quiz: begin it, answer it, hand it in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from onboarding.languages import pick
from onboarding.people.limits import SUBMIT, limited
from onboarding.programs.models import Enrollment, ProgramTask
from onboarding.progress.handing_in.quiz import QuizForm
from onboarding.progress.reader import Reader
from onboarding.progress.views.own import own_enrollment
from onboarding.verification import operations as verification
from onboarding.verification.models import QuizAttempt
from onboarding.verification.refusals import Refused


@require_GET
@login_required
@never_cache
def quiz(request: HttpRequest, eid: str, slug: str) -> HttpResponse:
    """The paper that lies open. Where there is none, the task's page says why and what to do."""
    own = own_enrollment(request, eid)
    pinned = _pinned(own, slug)
    paper = QuizAttempt.objects.at(own, pinned.task).first()
    if paper is None or not paper.is_open:
        return redirect("task", eid=eid, slug=slug)
    return _page(request, QuizForm(paper=paper, enrollment=own, pinned=pinned))


@require_POST
@login_required
@limited(SUBMIT)
def begin_quiz(request: HttpRequest, eid: str, slug: str) -> HttpResponse:
    own = own_enrollment(request, eid)
    try:
        verification.begin_quiz(enrollment=own, task=_pinned(own, slug).task, now=timezone.now())
    except Refused as refused:
        messages.warning(request, pick(refused.message, get_language() or "en"))
        return redirect("task", eid=eid, slug=slug)
    return redirect("quiz", eid=eid, slug=slug)


@require_POST
@login_required
@limited(SUBMIT)
def hand_in_quiz(request: HttpRequest, eid: str, slug: str, paper: str) -> HttpResponse:
    """Hand in this paper. What was filled in stays in the form when something is missing."""
    own = own_enrollment(request, eid)
    pinned = _pinned(own, slug)
    attempt = get_object_or_404(QuizAttempt.objects.at(own, pinned.task), public_id=paper)
    if not attempt.is_open:
        messages.info(request, gettext("You have handed in these answers already. The first ones count."))
        return redirect("task", eid=eid, slug=slug)
    form = QuizForm(request.POST, paper=attempt, enrollment=own, pinned=pinned)
    if not form.is_valid():
        return _page(request, form)
    try:
        form.hand_in(now=timezone.now())
    except Refused as refused:
        form.refuse(refused)
        return _page(request, form)
    return redirect("task", eid=eid, slug=slug)


def _pinned(own: Enrollment, slug: str) -> ProgramTask:
    tasks = own.program.program_tasks.select_related("task", "version")
    return get_object_or_404(tasks, task__slug=slug)


def _page(request: HttpRequest, form: QuizForm) -> HttpResponse:
    reader = Reader.of(form.enrollment)
    context = {"form": form, "title": reader.text(form.pinned.version.parsed.title)}
    return render(request, "progress/quiz.html", context, status=422 if form.is_bound else 200)
