"""The simulator as a WSGI application of its own: it shares Django's tools with the site, and nothing else."""

import logging
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from django.http import HttpResponse
from django.urls import Resolver404, get_resolver
from django.utils import translation

from onboarding.github.simulator.http import Request, page
from onboarding.github.simulator.oauth import LOOPBACK
from onboarding.github.simulator.simulator import Simulator
from onboarding.github.simulator.urls import FROM_ELSEWHERE, POST_ONLY

StartResponse: TypeAlias = Callable[[str, list[tuple[str, str]]], Any]

logger = logging.getLogger(__name__)

URLS = "onboarding.github.simulator.urls"


class Application:
    """Serves one simulator."""

    def __init__(self, simulator: Simulator) -> None:
        self._simulator = simulator

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        request = Request(environ)
        request.simulator = self._simulator
        with translation.override(translation.get_language_from_request(request)):
            response = self._answer(request)
        response["Content-Length"] = str(len(response.content))
        cookies = [("Set-Cookie", morsel.OutputString()) for morsel in response.cookies.values()]
        start_response(f"{response.status_code} {response.reason_phrase}", [*response.items(), *cookies])
        return [response.content]

    def _answer(self, request: Request) -> HttpResponse:
        if not _is_here(request.headers.get("Host", "")):
            return HttpResponse("The simulator answers on this machine only.", status=HTTPStatus.MISDIRECTED_REQUEST)
        try:
            view, arguments, parameters = get_resolver(URLS).resolve(request.path_info)
        except Resolver404:
            return page(request, "error", status=404, text="Not Found")
        if view in POST_ONLY and request.method != "POST":
            return HttpResponse(status=HTTPStatus.METHOD_NOT_ALLOWED)
        if request.method == "POST" and request.is_from_elsewhere and view not in FROM_ELSEWHERE:
            return HttpResponse("This form was sent by another site.", status=HTTPStatus.FORBIDDEN)
        try:
            found: HttpResponse = view(request, *arguments, **parameters)
        except Exception:
            logger.exception("The simulator failed at %s", request.path)
            return HttpResponse("The simulator has a fault. Its log says more.", status=500)
        return found


def _is_here(host: str) -> bool:
    """Whether the browser knows that it talks to this machine: a name that merely leads here is refused."""
    return urlsplit(f"//{host}").hostname in LOOPBACK
