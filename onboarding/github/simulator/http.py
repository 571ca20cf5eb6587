"""Requests and responses: Django's own classes, with the simulator at hand and headers that a browser respects."""

import json
from typing import Any
from urllib.parse import urlsplit

from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse, JsonResponse
from django.template.loader import render_to_string

from onboarding.github.simulator.people import BY_LOGIN, CAST, Person
from onboarding.github.simulator.simulator import Simulator

PERSON_COOKIE = "simulator_person"


class Request(WSGIRequest):
    """A request with the simulator that it came to; of a GraphQL question, what it asks and costs."""

    simulator: Simulator
    asked: dict[str, Any]
    points: int

    @property
    def person(self) -> Person | None:
        """Who the visitor chose to be."""
        return BY_LOGIN.get(self.COOKIES.get(PERSON_COOKIE, ""))

    @property
    def is_from_elsewhere(self) -> bool:
        """Whether another site's page sent this form."""
        origin = self.headers.get("Origin")
        return origin is not None and urlsplit(origin).netloc != self.headers.get("Host")

    def json(self) -> dict[str, Any]:
        """The body as a JSON object; an empty one when it is anything else."""
        try:
            found = json.loads(self.body or b"{}")
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}


def page(
    request: Request, template: str, *, status: int = 200, form_target: str = "", **context: object
) -> HttpResponse:
    """A page of the simulator. ``form_target``: where a form may lead besides the simulator itself."""
    context |= {"person": request.person, "path": request.path, "base_url": request.simulator.base_url, "cast": CAST}
    response = HttpResponse(render_to_string(f"github/simulator/{template}.html", context), status=status)
    sources = f"'self' {form_target}".rstrip()
    response["Content-Security-Policy"] = (
        f"default-src 'none'; style-src 'self'; img-src data:; form-action {sources}; "
        "frame-ancestors 'none'; base-uri 'none'"
    )
    response["Referrer-Policy"] = "same-origin"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def message(text: str, status: int, **headers: str) -> JsonResponse:
    """An error as GitHub's APIs word it."""
    response = JsonResponse({"message": text, "documentation_url": "https://docs.github.com/"}, status=status)
    for name, value in headers.items():
        response[name.replace("_", "-")] = value
    return response
