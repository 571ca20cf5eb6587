"""The first page, for those who haven't signed in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from onboarding.progress.queries.landing import offers


@require_GET
def landing(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect("journey")
    return render(request, "progress/landing.html", {"programs": offers(language=get_language() or "en")})
