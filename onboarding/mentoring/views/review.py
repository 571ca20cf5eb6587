"""Judging: look at one submission, decide, undo within seconds, go on to the next. A written note is never lost."""

from datetime import datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from onboarding.languages import pick
from onboarding.mentoring.forms import CloseFlagForm, DecisionForm
from onboarding.mentoring.queries.review import criteria_of, desk_for, next_in_queue, pending_of, seen_token, undone
from onboarding.mentoring.reader import language, reader_at
from onboarding.mentoring.views.access import for_mentors
from onboarding.people.models import User
from onboarding.progress.queries.happenings import Happening, happenings_of
from onboarding.verification import operations
from onboarding.verification.models import Review, Submission
from onboarding.verification.operations import Refused


@require_GET
@for_mentors
def review(request: HttpRequest, user: User, sid: str) -> HttpResponse:
    submission = _mentored(user, sid)
    before = undone(user, submission, request.GET.get("undone", ""))
    form = _form(submission, initial={**before, "seen": seen_token(submission)})
    return _page(request, user, submission, form)


@require_POST
@for_mentors
def decide(request: HttpRequest, user: User, sid: str) -> HttpResponse:
    """Judge, or show the page again: with what is missing, or with what changed while the mentor was reading."""
    submission = _mentored(user, sid)
    form = _form(submission, request.POST)
    if not form.is_valid():
        return _page(request, user, submission, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    changed = form.cleaned_data["seen"] != seen_token(submission)
    try:
        if not changed:
            made = operations.decide(submission=submission, mentor=user, now=timezone.now(), **form.judgement)
            return redirect(_onward(request, user, submission, made))
        problem = _("This submission changed while you were reading. Your note is kept: look again, then decide.")
    except Refused as refused:
        problem = pick(refused.message, language())
    submission.refresh_from_db()
    asked = request.POST.copy()
    asked["seen"] = seen_token(submission)
    again = _form(submission, asked)
    return _page(request, user, submission, again, problem=problem, status=HTTPStatus.CONFLICT)


@require_POST
@for_mentors
def undo(request: HttpRequest, user: User, rid: str) -> HttpResponse:
    """Take a decision back before it takes effect; the note is on the page again."""
    mine = Review.objects.filter(mentor=user, submission__in=Submission.objects.mentored_by(user))
    made = get_object_or_404(mine.select_related("submission"), public_id=rid)
    try:
        operations.undo(review=made, now=timezone.now())
    except Refused as refused:
        messages.warning(request, pick(refused.message, language()))
    return redirect(_address(request, made.submission.public_id, undone=rid))


@require_POST
@for_mentors
def take_up(request: HttpRequest, user: User, sid: str) -> HttpResponse:
    """Judge returned work once more."""
    try:
        operations.take_up(submission=_mentored(user, sid), mentor=user, now=timezone.now())
    except Refused as refused:
        messages.warning(request, pick(refused.message, language()))
    return redirect(_address(request, sid))


@require_POST
@for_mentors
def close_flag(request: HttpRequest, user: User, sid: str, code: str) -> HttpResponse:
    submission, form = _mentored(user, sid), CloseFlagForm(request.POST)
    flag = get_object_or_404(submission.flags.select_related("submission"), code=code, closed_at=None)
    if not form.is_valid():
        decision = _form(submission, initial={"seen": seen_token(submission)})
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return _page(request, user, submission, decision, flag_form=form, status=status)
    try:
        operations.close_flag(flag=flag, mentor=user, note=form.cleaned_data["note"], now=timezone.now())
        messages.success(request, _("The flag is closed."))
    except Refused as refused:
        messages.warning(request, pick(refused.message, language()))
    return redirect(_address(request, sid))


def _mentored(user: User, sid: str) -> Submission:
    found = Submission.objects.mentored_by(user).select_related(
        "enrollment__user", "enrollment__program", "enrollment__mentor", "version", "task__track", "pull_request"
    )
    return get_object_or_404(found, public_id=sid)


def _form(submission: Submission, data: QueryDict | None = None, **options: Any) -> DecisionForm:
    return DecisionForm(data, criteria=criteria_of(submission), **options)


def _page(
    request: HttpRequest,
    user: User,
    submission: Submission,
    form: DecisionForm,
    *,
    problem: str = "",
    flag_form: CloseFlagForm | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    now = timezone.now()
    everybody = "all" in request.GET
    context = {
        "desk": desk_for(submission, user, everybody=everybody),
        "happenings": _happenings(submission, now=now),
        "decided": pending_of(user, request.GET.get("decided", ""), now=now),
        "form": form,
        "flag_form": flag_form or CloseFlagForm(),
        "problem": problem,
        "scope": "?all" if everybody else "",
        "now": now,
    }
    return render(request, "mentoring/review.html", context, status=status)


def _happenings(submission: Submission, *, now: datetime) -> tuple[Happening, ...]:
    """What happened to the pull request, as its newcomer reads it, too."""
    if submission.pull_request is None:
        return ()
    return happenings_of(submission.pull_request, submission.enrollment.program.merge_policy, reader_at(now))


def _onward(request: HttpRequest, user: User, submission: Submission, made: Review) -> str:
    """The next in the queue, or *today* when it is empty; either says what was decided and offers to undo it."""
    following = next_in_queue(submission, user, everybody="all" in request.GET)
    if following:
        return _address(request, following, decided=made.public_id)
    return f"{reverse('today')}?{_query(request, decided=made.public_id)}"


def _address(request: HttpRequest, sid: str, **query: str) -> str:
    asked = _query(request, **query)
    return reverse("review", args=[sid]) + (f"?{asked}" if asked else "")


def _query(request: HttpRequest, **query: str) -> str:
    return urlencode({**({"all": "1"} if "all" in request.GET else {}), **query})
