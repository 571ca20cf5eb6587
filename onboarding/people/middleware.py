"""Each page in the reader's language and time zone, as they chose or their browser told us; and for them alone.

Whoever was signed out while they wrote gets back what they wrote.
"""

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control

from onboarding.people.models import User
from onboarding.people.redirects import form_page
from onboarding.people.written import written
from onboarding.people.zones import zone

TIME_ZONE_COOKIE = "time_zone"
"""Set by static/js/zone.js to what the browser says. Without a script there is none, and programs' own zone applies."""


def preferences(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """After Django's LocaleMiddleware, which knows the cookie and Accept-Language, and after authentication."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        user = request.user if isinstance(request.user, User) else None
        if user and user.language:
            translation.activate(user.language)
            request.LANGUAGE_CODE = user.language
        chosen = user.time_zone if user else ""
        with timezone.override(zone(chosen or request.COOKIES.get(TIME_ZONE_COOKIE, "")) or settings.TIME_ZONE):
            return get_response(request)

    return middleware


def personal(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """What somebody gets who is signed in is for them alone: no cache on the way keeps it, their browser asks again.

    Views that say themselves how long something may be kept are believed.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if isinstance(request.user, User) and not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_cache=True)
        return response

    return middleware


def signed_out(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """A form that only asks its sender to sign in gives back what was written in it: being sent on would lose it.

    Signing in leads to the page of the form, since what it was sent to often is none.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if request.method != "POST" or not getattr(response, "url", "").startswith(f"{reverse('sign_in')}?next="):
            return response
        back = form_page(request, "/")
        if written(request):
            return render(request, "people/signed_out.html", {"back": back}, status=HTTPStatus.FORBIDDEN)
        return redirect_to_login(back) if request.headers.get("Referer") else response

    return middleware
