"""Deciding, undoing within seconds, going on to the next. A written note is never lost."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from onboarding.mentoring import operations
from onboarding.mentoring.models import Draft
from onboarding.mentoring.operations.refusals import Refused, said
from onboarding.mentoring.queries.seen import changes_since, seen_token
from onboarding.mentoring.queries.walk import Walk, place_of
from onboarding.mentoring.views.access import for_mentors, mentored
from onboarding.mentoring.views.review import form_for, review_page
from onboarding.mentoring.views.ways import to_review, to_start
from onboarding.people.models import User
from onboarding.verification import operations as verification
from onboarding.verification.models import Review, Submission


@require_POST
@for_mentors
def decide(request: HttpRequest, user: User, sid: str) -> HttpResponse:
    """Judge, or show the page again: with what is missing, or with what changed while the mentor was reading."""
    submission = mentored(user, sid)
    form = form_for(submission, request.POST)
    if not form.is_valid():
        return review_page(request, user, submission, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    changes = changes_since(form.cleaned_data["seen"], submission)
    try:
        if not changes:
            made = operations.judge(
                submission=submission,
                mentor=user,
                judgement=form.judgement,
                seen=form.seen_version,
                now=timezone.now(),
            )
            _tell_of_the_rest(request, user, submission)
            return redirect(_onward(request, user, submission, made))
        problem = _("This submission changed while you were reading. Your note is kept: look again, then decide.")
    except (Refused, verification.Refused) as refused:
        problem = said(refused)
    submission.refresh_from_db()
    asked = request.POST.copy()
    asked["seen"] = seen_token(submission)
    again = form_for(submission, asked)
    return review_page(request, user, submission, again, problem=problem, changes=changes, status=HTTPStatus.CONFLICT)


def _tell_of_the_rest(request: HttpRequest, user: User, submission: Submission) -> None:
    if Draft.objects.filter(submission=submission, mentor=user).exists():
        name = submission.enrollment.user.display_name
        sentence = _("What you wrote about the work of %(name)s on another page was not sent. It is kept on its page.")
        messages.info(request, sentence % {"name": name})


@require_POST
@for_mentors
def undo(request: HttpRequest, user: User, rid: str) -> HttpResponse:
    """Take a decision back before it takes effect; the note is a draft again."""
    mine = Review.objects.filter(mentor=user, submission__in=Submission.objects.mentored_by(user))
    made = get_object_or_404(mine.select_related("submission", "mentor"), public_id=rid)
    try:
        operations.take_back(review=made, now=timezone.now())
    except verification.Refused as refused:
        messages.warning(request, said(refused))
    return redirect(to_review(request, made.submission.public_id))


def _onward(request: HttpRequest, user: User, submission: Submission, made: Review) -> str:
    """The next that nobody holds, or where the walk began; either says what was decided and offers to undo it."""
    place = place_of(submission, user, Walk.from_query(request.GET), now=timezone.now())
    if place.onward:
        return to_review(request, place.onward, decided=made.public_id)
    return to_start(request, decided=made.public_id)
