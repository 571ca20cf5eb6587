"""Light, dark, or as the device says: kept in a cookie, so that it works before signing in and without JavaScript."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from onboarding.people.redirects import own_address

THEMES = ("light", "dark")
ONE_YEAR = 365 * 24 * 3600


@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    """Keep the choice; anything but a theme means: follow the device again."""
    response = redirect(own_address(request, request.POST.get("next"), "/"))
    if (theme := request.POST.get("theme")) in THEMES:
        response.set_cookie("theme", theme, max_age=ONE_YEAR, samesite="Lax", secure=request.is_secure())
    else:
        response.delete_cookie("theme")
    return response
