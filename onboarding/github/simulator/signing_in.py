"""The pages on which one signs in to the site: pick a person, or say no."""

from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils import timezone

from onboarding.github.simulator.http import PERSON_COOKIE, Request, page
from onboarding.github.simulator.oauth import DENIED, BadRequest, asked
from onboarding.github.simulator.people import BY_LOGIN


def authorize(request: Request) -> HttpResponse:
    """GET shows whom one can be; POST sends the choice back to the site."""
    try:
        wanted = asked(request.GET.dict())
    except BadRequest as error:
        return page(request, "error", status=400, text=str(error))
    if request.method != "POST":
        return page(request, "authorize", form_target=wanted.origin)
    person = BY_LOGIN.get(request.POST.get("login", ""))
    if person is None:
        return HttpResponseRedirect(wanted.back(DENIED))
    code = request.simulator.grants.new_code(person, wanted, now=timezone.now())
    response = HttpResponseRedirect(wanted.back({"code": code}))
    response.set_cookie(PERSON_COOKIE, person.login, samesite="Lax", httponly=True)
    return response


def access_token(request: Request) -> HttpResponse:
    """JSON for those who accept it, else a form, as GitHub does. Its errors come as HTTP 200."""
    if request.simulator.moods.is_down:
        return JsonResponse({"message": "Service unavailable"}, status=503)
    form = request.json() if request.content_type == "application/json" else request.POST.dict()
    answer = request.simulator.grants.exchange(form, now=timezone.now())
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse(answer)
    return HttpResponse(urlencode(answer), content_type="application/x-www-form-urlencoded; charset=utf-8")
