"""Who may open an organiser's page: whoever organises this very program, and administrators."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

from onboarding.people.models import User
from onboarding.programs.models import Program

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, User, Program, P], HttpResponseBase]


def for_organisers(view: View[P]) -> Callable[..., Any]:
    """Hands the person and their program to the view; for everybody else there is no such page."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, slug: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not isinstance(request.user, User):
            raise Http404
        mine = Program.objects.organised_by(request.user).select_related("track")
        return view(request, request.user, get_object_or_404(mine, slug=slug), *args, **kwargs)

    return guarded
