"""Signing in and out, the first administrator's setup link, and everybody's preferences."""

from datetime import datetime
from functools import partial
from typing import Protocol

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.base import AuthProcess
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from onboarding.languages import CODES
from onboarding.people import limits, zones
from onboarding.people.forms import PreferencesForm
from onboarding.people.models import User
from onboarding.people.operations import find_setup_link, prefer, use_setup_link
from onboarding.people.redirects import own_address


class Moved(Protocol):
    """Told that this person's day now ends at another instant."""

    def __call__(self, *, user: User, now: datetime) -> None: ...


SETUP_SESSION_KEY = "setup_link"


@require_GET
@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    """The page with the button. It says what we ask GitHub for."""
    following = own_address(request, request.GET.get("next"), settings.LOGIN_REDIRECT_URL)
    if request.user.is_authenticated:
        return redirect(following)
    return render(request, "people/sign_in.html", {"next": following, "demo": settings.WAYMARK.demo})


@require_http_methods(["GET", "POST"])
@limits.limited(limits.SIGN_IN, only_posts=True)
def start(request: HttpRequest) -> HttpResponse:
    """Go to GitHub. By a form only: a link somewhere else must not sign anybody in, but leads to the form."""
    if request.method == "GET":
        return redirect("sign_in")
    following = own_address(request, request.POST.get("next"), settings.LOGIN_REDIRECT_URL)
    provider = get_adapter().get_provider(request, "github")
    response: HttpResponse = provider.redirect(request, process=AuthProcess.LOGIN, next_url=following)
    return response


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect(own_address(request, request.POST.get("next"), "/"))


@require_http_methods(["GET", "POST"])
@never_cache
@login_required
def preferences(request: HttpRequest, moved: Moved) -> HttpResponse:
    """Language and time zone. ``moved`` is told when the zone has changed: due dates end with the person's day."""
    user = request.user
    assert isinstance(user, User)  # noqa: S101 - login_required has seen to it
    form = PreferencesForm(request.POST or None, initial={"language": get_language(), "time_zone": user.time_zone})
    if form.is_valid():
        prefer(user=user, **form.cleaned_data, moved=partial(moved, user=user, now=timezone.now()))
        messages.success(request, gettext("Your preferences are saved."))
        return redirect("preferences")
    calendar_url = f"{settings.WAYMARK.public_url}/calendar/{user.calendar_id}.ics" if user.calendar_id else ""
    context = {"form": form, "zones": zones.offered(), "calendar_url": calendar_url}
    return render(request, "people/preferences.html", context)


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Speak this language from now on, to anybody: kept with the account, and in a cookie for who has none."""
    response = redirect(own_address(request, request.POST.get("next"), "/"))
    language = request.POST.get("language", "")
    if language not in CODES:
        return response
    if isinstance(request.user, User):
        request.user.language = language
        request.user.save(update_fields=["language"])
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        samesite="Lax",
        secure=settings.LANGUAGE_COOKIE_SECURE,
    )
    return response


@require_GET
@never_cache
def open_setup(request: HttpRequest, token: str) -> HttpResponse:
    """Remember the link in the session and take its token out of the address bar."""
    link = find_setup_link(token=token, now=timezone.now())
    if link is None:
        return render(request, "people/setup_expired.html", status=404)
    request.session[SETUP_SESSION_KEY] = link.pk
    return redirect("setup")


@require_http_methods(["GET", "POST"])
@never_cache
def setup(request: HttpRequest) -> HttpResponse:
    """Become the first administrator: sign in, then say yes."""
    link_id = request.session.get(SETUP_SESSION_KEY)
    if link_id is None:
        raise Http404
    if request.method == "GET" or not isinstance(request.user, User):
        return render(request, "people/setup.html")
    done = use_setup_link(link_id=link_id, user=request.user, now=timezone.now())
    del request.session[SETUP_SESSION_KEY]
    if not done:
        return render(request, "people/setup_expired.html", status=404)
    messages.success(request, gettext("You are now the administrator of this site."))
    return redirect("admin:index")
