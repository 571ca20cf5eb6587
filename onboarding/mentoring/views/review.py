"""The review page: one submission, with all that a mentor needs to judge it."""

from collections.abc import Sequence
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from onboarding.mentoring.comments import as_text, astray, beside
from onboarding.mentoring.forms import CloseFlagForm, DecisionForm
from onboarding.mentoring.models import Draft
from onboarding.mentoring.queries.review import ReviewDesk, criteria_of, desk_for, pending_of
from onboarding.mentoring.queries.walk import Walk
from onboarding.mentoring.reader import reader_at
from onboarding.mentoring.views.access import for_mentors, mentored
from onboarding.people.models import User
from onboarding.progress.queries.happenings import Happening, happenings_of
from onboarding.verification.models import Submission


@require_GET
@for_mentors
def review(request: HttpRequest, user: User, sid: str) -> HttpResponse:
    return review_page(request, user, mentored(user, sid))


def form_for(submission: Submission, data: QueryDict | None = None, **initial: object) -> DecisionForm:
    return DecisionForm(data, criteria=criteria_of(submission), initial=initial)


def _drafted(desk: ReviewDesk) -> DecisionForm:
    draft = desk.draft or Draft()
    kept = {"note": draft.note, "criteria": draft.criteria, "comments": draft.comments, "version": draft.version}
    return form_for(desk.submission, seen=desk.seen, **kept)


def review_page(
    request: HttpRequest,
    user: User,
    submission: Submission,
    form: DecisionForm | None = None,
    *,
    problem: str = "",
    changes: Sequence[str] = (),
    other: str = "",
    reason: str = "",
    flag_form: CloseFlagForm | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    """``form``: as it was sent; without one, what the draft holds. ``problem``: why nothing was decided or saved, above
    everything else; ``changes``: what is different since. ``other``: a newer text of the same mentor, from another
    page; ``reason``: of an override that was refused."""
    now, walk = timezone.now(), Walk.from_query(request.GET)
    desk = desk_for(submission, user, walk, now=now)
    form = form or _drafted(desk)
    context = {
        **_commented(desk, form),
        "desk": desk,
        "happenings": _happenings(desk),
        "decided": pending_of(user, request.GET.get("decided", ""), now=now),
        "form": form,
        "flag_form": flag_form or CloseFlagForm(),
        "problem": problem,
        "changes": changes,
        "other": other,
        "reason": reason,
        "walk": walk,
        "scope": walk.asked(),
        "now": now,
    }
    return render(request, "mentoring/review.html", context, status=status)


def _commented(desk: ReviewDesk, form: DecisionForm) -> dict[str, object]:
    """The text in blocks, with what is written about each; what belongs to none; and all of it, to be copied."""
    written = as_text(form["note"].value() or "", form.comments)
    left = desk.draft.left if desk.draft else []
    blocks = desk.attempt.written.blocks if desk.attempt.written and desk.may_write else ()
    return {
        "blocks": beside(blocks, form.comments),
        "astray": as_text("", astray(blocks, form.comments)),
        "kept": "\n\n".join(filter(None, (written, *(text for _key, text in left)))),
        "left": left,
    }


def _happenings(desk: ReviewDesk) -> tuple[Happening, ...]:
    """What happened to the pull request, as its newcomer reads it, too."""
    pull_request = desk.attempt.submission.pull_request
    if pull_request is None:
        return ()
    return happenings_of(pull_request, desk.submission.enrollment.program.merge_policy, reader_at(desk.now))
