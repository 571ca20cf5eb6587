"""Fetching what is the newcomer's own. These pages speak to one person: for everybody else they don't exist."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar, cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from onboarding.people.models import User
from onboarding.programs.models import Enrollment
from onboarding.verification.models import Submission

View = TypeVar("View", bound=Callable[..., HttpResponse])


def posting(view: View) -> View:
    """A form was sent. Who has been signed out meanwhile comes back to the page of the form, not to its address."""

    @wraps(view)
    def guarded(request: HttpRequest, **names: str) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(_page_of(names))
        return view(request, **names)

    return cast(View, require_POST(guarded))


def _page_of(names: dict[str, str]) -> str:
    if "slug" in names:
        return reverse("task", args=[names["eid"], names["slug"]])
    if "number" in names:
        return reverse("issues", kwargs={"eid": names["eid"]})
    return reverse("enrollment", kwargs=names) if "eid" in names else reverse("journey")


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
