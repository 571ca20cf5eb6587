"""Who may open a mentor's page."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponseBase

from onboarding.people.models import User

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, User, P], HttpResponseBase]


def for_mentors(view: View[P]) -> Callable[..., Any]:
    """Asks people to sign in, and hands the person to the view, whose queries decide what they may see."""

    @login_required
    @wraps(view)
    def signed_in(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not isinstance(request.user, User):
            raise Http404
        return view(request, request.user, *args, **kwargs)

    return signed_in
