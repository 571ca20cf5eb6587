"""A task, handing it in, and how it goes from there."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from onboarding.languages import Text, pick
from onboarding.people.limits import CHECK_AGAIN, SUBMIT, limited
from onboarding.people.written import give_back
from onboarding.programs.models import Enrollment
from onboarding.progress.handing_in import FORMS, EvidenceForm
from onboarding.progress.polling import next_glance, next_look
from onboarding.progress.queries.submissions import attempt_of
from onboarding.progress.queries.task import TaskPage, task_page, usual_wait
from onboarding.progress.reader import Reader
from onboarding.progress.views.own import own_enrollment, own_submission, person
from onboarding.verification import operations as verification
from onboarding.verification.models import Status, Submission
from onboarding.verification.refusals import Refused


@require_GET
@login_required
def task(request: HttpRequest, eid: str, slug: str) -> HttpResponse:
    return _page(request, own_enrollment(request, eid), slug)


@require_POST
@login_required
@limited(SUBMIT)
def submit(request: HttpRequest, eid: str, slug: str) -> HttpResponse:
    """Hand it in. What was typed stays in the form when it is refused."""
    own = own_enrollment(request, eid)
    pinned = get_object_or_404(own.program.program_tasks.select_related("task", "version"), task__slug=slug)
    form = FORMS[pinned.version.kind](request.POST, request.FILES, enrollment=own, pinned=pinned)
    if not form.is_valid():
        return _page(request, own, slug, form)
    try:
        form.hand_in(now=timezone.now())
    except Refused as refused:
        form.refuse(refused)
        return _page(request, own, slug, form)
    messages.success(request, gettext("Handed in. The answer stands below."))
    return redirect("task", eid=own.public_id, slug=slug)


@require_GET
@never_cache
def submission_status(request: HttpRequest, sid: str) -> HttpResponse:
    """What the open page asks for again and again: the answer if it changed, and when to ask next."""
    if not request.user.is_authenticated:
        return _start_over(request)
    submission = own_submission(request, sid)
    reader = Reader.of(submission.enrollment)
    attempt = attempt_of(submission, reader)
    changed = request.GET.get("seen") != attempt.signature
    looked = 0 if changed else _count(request) + 1
    context = {"attempt": attempt, "changed": changed, "poll": next_look(attempt, looked)}
    if changed and attempt.status == Status.IN_REVIEW:
        context["wait"] = usual_wait(submission.enrollment.program, reader)
    response = render(request, "progress/_status.html", context)
    if not attempt.is_open:
        response["HX-Refresh"] = "true"  # the rest of the page has changed, too: what can be handed in, what is next
    return response


@require_GET
@never_cache
def arrived(request: HttpRequest, eid: str, slug: str) -> HttpResponse:
    """What an open page asks while it waits for something from a shell: reload, or ask again."""
    if not request.user.is_authenticated:
        return _start_over(request)
    own = own_enrollment(request, eid)
    pinned = get_object_or_404(own.program.program_tasks, task__slug=slug)
    count = Submission.objects.filter(enrollment=own, task=pinned.task_id).count()
    if str(count) != request.GET.get("had"):
        return HttpResponse(headers={"HX-Refresh": "true"})
    glance = next_glance(_count(request) + 1)
    return render(request, "progress/_glance.html", {"eid": eid, "slug": slug, "had": count, "glance": glance})


@require_POST
@login_required
@limited(CHECK_AGAIN)
def check_again(request: HttpRequest, sid: str) -> HttpResponse:
    submission = own_submission(request, sid)
    try:
        verification.check_again(submission=submission, now=timezone.now())
    except Refused as refused:
        messages.warning(request, _in_words(refused.message))
    return _back(submission)


@require_POST
@login_required
def withdraw(request: HttpRequest, sid: str) -> HttpResponse:
    submission = own_submission(request, sid)
    try:
        verification.withdraw(submission=submission, actor=person(request), now=timezone.now())
    except Refused as refused:
        messages.warning(request, _in_words(refused.message))
    else:
        messages.success(request, gettext("You have taken it back. You can hand in something else now."))
    return _back(submission)


def _page(request: HttpRequest, own: Enrollment, slug: str, form: EvidenceForm | None = None) -> HttpResponse:
    page = task_page(own, slug, Reader.of(own))
    if page is None:
        raise Http404
    if form and not page.may_submit:
        _tell_without_form(request, form)
    poll = next_look(page.current) if page.current else None
    context = {
        "page": page,
        "form": form or _empty_form(own, page),
        "poll": poll,
        "glance": next_glance() if page.awaits_shell and poll is None else None,
    }
    return render(request, "progress/task.html", context, status=422 if form else 200)


def _tell_without_form(request: HttpRequest, form: EvidenceForm) -> None:
    """It was open in another tab, and meanwhile the task is not to be handed in any more."""
    for mistakes in form.errors.values():
        messages.warning(request, " ".join(map(str, mistakes)))
    give_back(request)


def _empty_form(own: Enrollment, page: TaskPage) -> EvidenceForm | None:
    """What a mentor sent back is what one goes on from."""
    if not page.may_submit:
        return None
    kind, before = FORMS[page.kind], page.current
    initial = {name: getattr(before, name) for name in kind.takes_up} if before else {}
    return kind(initial=initial, enrollment=own, pinned=page.pinned)


def _in_words(message: Text) -> str:
    return pick(message, get_language() or "en")


def _back(submission: Submission) -> HttpResponse:
    return redirect("task", eid=submission.enrollment.public_id, slug=submission.task.slug)


def _start_over(request: HttpRequest) -> HttpResponse:
    """Signed out in another window: the page itself has to lead to signing in, not a piece of it."""
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Refresh": "true"})
    return redirect_to_login(reverse("journey"))


def _count(request: HttpRequest) -> int:
    """How often the page has looked in vain; what isn't a number starts anew."""
    looked = request.GET.get("looked", "")
    return int(looked) if looked.isascii() and looked.isdigit() and len(looked) < 5 else 0
