"""Who may open an organiser's page: whoever organises this very program, and administrators."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect

from onboarding.people.models import User
from onboarding.programs.models import Program
from onboarding.programs.sections import is_of_drafts

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, User, Program, P], HttpResponseBase]


def address_of(request: HttpRequest) -> str:
    """The name of this page's address."""
    return str(request.resolver_match.url_name) if request.resolver_match else ""


def for_organisers(view: View[P]) -> Callable[..., Any]:
    """Hands the person and their program to the view; for everybody else there is no such page.

    What is not set up yet has nobody and nothing to look after: there, such a page leads back to the last look.
    """

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, slug: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not isinstance(request.user, User):
            raise Http404
        mine = Program.objects.organised_by(request.user).select_related("track")
        program = get_object_or_404(mine, slug=slug)
        if program.is_draft and not is_of_drafts(address_of(request)):
            return redirect("organise_review", program.slug)
        return view(request, request.user, program, *args, **kwargs)

    return guarded
