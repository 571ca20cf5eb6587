"""Fetching what is the newcomer's own. These pages speak to one person: for everybody else they don't exist."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from onboarding.people.models import User
from onboarding.programs.models import Enrollment
from onboarding.verification.models import Submission


def person(request: HttpRequest) -> User:
    """Who is signed in. Views ask behind ``login_required``."""
    user = request.user
    assert isinstance(user, User)  # noqa: S101 - login_required has seen to it
    return user


def own_enrollment(request: HttpRequest, eid: str) -> Enrollment:
    """With everything its pages say about it, in one query."""
    user = person(request)
    mine = Enrollment.objects.visible_to(user).filter(user=user).select_related("program__track", "user", "mentor")
    return get_object_or_404(mine, public_id=eid)


def own_submission(request: HttpRequest, sid: str) -> Submission:
    user = person(request)
    mine = Submission.objects.visible_to(user).filter(enrollment__user=user)
    related = ("enrollment__program", "enrollment__user", "pull_request", "quiz_attempt", "task", "version")
    rows = mine.select_related(*related)
    return get_object_or_404(rows, public_id=sid)
