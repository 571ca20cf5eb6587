"""Keeping what a mentor writes, while they write it or when they press a button."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from onboarding.mentoring import operations
from onboarding.mentoring.forms import DraftForm
from onboarding.mentoring.models import Reply
from onboarding.mentoring.operations import Refused, Saved
from onboarding.mentoring.queries.meanwhile import meanwhile
from onboarding.mentoring.queries.seen import seen_token
from onboarding.mentoring.reader import reader_at
from onboarding.mentoring.views.access import for_mentors, mentored
from onboarding.mentoring.views.review import form_for, review_page
from onboarding.mentoring.views.ways import to_review
from onboarding.people.models import User
from onboarding.progress import when
from onboarding.verification.models import Submission


@require_POST
@for_mentors
def save_draft(request: HttpRequest, user: User, sid: str) -> HttpResponse:
    """Scripts ask for JSON; without them, the page comes back."""
    submission, form = mentored(user, sid), DraftForm(request.POST)
    if not form.is_valid():
        return JsonResponse({}, status=HTTPStatus.UNPROCESSABLE_ENTITY)  # not from our page
    kept = {
        **form.kept,
        "forget": request.POST.get("forget", ""),
        "note": _with_reply(request, user, submission, form.cleaned_data["note"]),
    }
    try:
        saved = operations.save_draft(submission=submission, mentor=user, now=timezone.now(), **kept)
    except Refused as refused:
        return _refused(request, user, submission, refused)
    return _told(saved, submission, user) if _wants_json(request) else _shown(request, user, submission, saved)


def _with_reply(request: HttpRequest, user: User, submission: Submission, note: str) -> str:
    """The note as it is, and below it the reply that was chosen, where its button was pressed."""
    if "insert" not in request.POST:
        return note
    usable = Reply.objects.usable_in(submission.enrollment.program, user)
    reply = usable.filter(public_id=request.POST.get("reply", "")).first()
    return reply.below(note) if reply else note


def _wants_json(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")


def _told(saved: Saved, submission: Submission, user: User) -> JsonResponse:
    draft, now = saved.draft, timezone.now()
    at = when.moment(draft.saved_at, reader_at(now))
    if saved.is_behind:
        return JsonResponse({"version": draft.version, "other": draft.text, "at": at}, status=HTTPStatus.CONFLICT)
    said = (_("Saved %(time)s") % {"time": at}, meanwhile(submission, user, now=now))
    return JsonResponse({"version": draft.version, "said": " · ".join(filter(None, said))})


def _shown(request: HttpRequest, user: User, submission: Submission, saved: Saved) -> HttpResponse:
    if not saved.is_behind:
        messages.success(request, _("The draft is saved."))
        return redirect(to_review(request, submission.public_id))
    asked = request.POST.copy()
    asked["version"], asked["seen"], asked["is_over"] = str(saved.draft.version), seen_token(submission), "on"
    form = form_for(submission, asked)
    problem = _("Something newer was saved from another page. Both texts are below; save again to keep this one.")
    other = saved.draft.text
    return review_page(request, user, submission, form, problem=problem, other=other, status=HTTPStatus.CONFLICT)


def _refused(request: HttpRequest, user: User, submission: Submission, refused: Refused) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    if _wants_json(request):
        return JsonResponse({"said": refused.message}, status=status)
    form = form_for(submission, request.POST)
    return review_page(request, user, submission, form, problem=refused.message, status=status)
