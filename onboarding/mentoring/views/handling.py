"""What a mentor does with a submission besides deciding it: hold it, let it go, take it up again, settle a flag."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from onboarding.mentoring import operations
from onboarding.mentoring.forms import CloseFlagForm, OverrideForm
from onboarding.mentoring.operations.refusals import Refused, said
from onboarding.mentoring.views.access import for_mentors, mentored
from onboarding.mentoring.views.review import review_page
from onboarding.mentoring.views.ways import to_review
from onboarding.people.models import User
from onboarding.people.written import give_back
from onboarding.verification import operations as verification


@require_POST
@for_mentors
def hold(request: HttpRequest, user: User, sid: str) -> HttpResponse:
    """Review this, or for half an hour more."""
    try:
        operations.hold(submission=mentored(user, sid), mentor=user, now=timezone.now())
    except Refused as refused:
        messages.warning(request, refused.message)
    return redirect(to_review(request, sid))


@require_POST
@for_mentors
def let_go(request: HttpRequest, user: User, sid: str) -> HttpResponse:
    operations.let_go(submission=mentored(user, sid), mentor=user)
    return redirect(to_review(request, sid))


@require_POST
@for_mentors
def take_up(request: HttpRequest, user: User, sid: str) -> HttpResponse:
    """Judge returned work once more."""
    try:
        verification.take_up(submission=mentored(user, sid), mentor=user, now=timezone.now())
    except verification.Refused as refused:
        messages.warning(request, said(refused))
    return redirect(to_review(request, sid))


@require_POST
@for_mentors
def close_flag(request: HttpRequest, user: User, sid: str, code: str) -> HttpResponse:
    submission, form = mentored(user, sid), CloseFlagForm(request.POST)
    flag = submission.flags.select_related("submission").filter(code=code).order_by("opened_at").last()
    if flag is None:
        raise Http404
    if not form.is_valid():
        return review_page(request, user, submission, flag_form=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        verification.close_flag(flag=flag, mentor=user, note=form.cleaned_data["note"], now=timezone.now())
        messages.success(request, _("The flag is closed."))
    except verification.Refused as refused:
        messages.warning(request, said(refused))
        give_back(request)
    return redirect(to_review(request, sid))


@require_POST
@for_mentors
def override(request: HttpRequest, user: User, sid: str) -> HttpResponse:
    """Know better than a rule, and say why."""
    submission, form = mentored(user, sid), OverrideForm(request.POST)
    if not form.is_valid() and "code" in form.errors:
        raise Http404  # not from our page
    try:
        if form.errors:
            raise Refused(str(form.errors["reason"][0]), code="long")
        operations.override(submission=submission, mentor=user, now=timezone.now(), **form.cleaned_data)
    except (Refused, verification.Refused) as refused:
        reason, status = request.POST.get("reason", ""), HTTPStatus.CONFLICT
        return review_page(request, user, submission, problem=said(refused), reason=reason, status=status)
    messages.success(request, _("The check counts as met, with your reason beside it. Nothing is decided yet."))
    return redirect(to_review(request, sid))
