"""The one stylesheet of the simulator's pages."""

from django.contrib.staticfiles import finders
from django.http import HttpResponse

from onboarding.github.simulator.http import Request


def stylesheet(request: Request) -> HttpResponse:
    found = finders.find("simulator/simulator.css")
    with open(str(found), "rb") as file:
        response = HttpResponse(file.read(), content_type="text/css; charset=utf-8")
    response["Cache-Control"] = "max-age=600"
    return response
