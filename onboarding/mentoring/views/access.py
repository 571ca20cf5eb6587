"""Who may open a mentor's page, and whose work they may look at there."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext

from onboarding.mentoring.queries.prepared import objects_for
from onboarding.mentoring.queries.scope import Scope, scope_of
from onboarding.people.models import User
from onboarding.prepared import SOME_ID
from onboarding.programs.operations import note_action
from onboarding.verification.models import Submission

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, User, P], HttpResponseBase]


def for_mentors(view: View[P]) -> Callable[..., Any]:
    """Asks people to sign in, and hands the person to the view, whose queries decide what they may see.

    Whatever they change is a sign that they are there: an absence that we had noticed ends with it.
    """

    @login_required
    @wraps(view)
    def signed_in(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not isinstance(request.user, User):
            raise Http404
        if request.method == "POST" and note_action(user=request.user, now=timezone.now()):
            messages.success(request, gettext("Welcome back! You counted as away; your newcomers are yours again."))
        return view(request, request.user, *args, **kwargs)

    return signed_in


def scope_for(request: HttpRequest, user: User, *, everybody: bool, now: datetime) -> Scope:
    """Whom the page is about; 404 for whoever mentors nobody. The header needs no count of its own any more."""
    scope = scope_of(user, everybody=everybody, now=now)
    if not scope.is_mentor:
        raise Http404
    request.waiting = scope.waiting  # type: ignore[attr-defined]
    return scope


def mentored(user: User, sid: str) -> Submission:
    """The submission, with what the review page and its verbs need of it; 404 for whoever does not mentor it."""
    found = objects_for(user, _mentored, about=sid)
    if not found:
        raise Http404
    return found[0]


def _mentored(user: User) -> QuerySet[Submission]:
    found = Submission.objects.mentored_by(user).filter(public_id=SOME_ID)
    return found.select_related("enrollment__user", "enrollment__program", "version", "task")
