"""Gives each request an id, and leaves one line in the log and one count in the metrics when it is answered."""

import re
import secrets
import time
from collections.abc import Callable

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from onboarding.monitoring.metrics import REQUEST_SECONDS, REQUESTS

HEADER = "X-Request-ID"
logger = structlog.get_logger("onboarding.requests")
_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")


def observed(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware. The line names the path without its query, which may hold what nobody else should read."""

    def respond(request: HttpRequest) -> HttpResponse:
        request_id = _request_id(request)
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            started = time.perf_counter()
            response = get_response(request)
            seconds = time.perf_counter() - started
            _count(request, response, seconds)
            milliseconds = round(seconds * 1000, 1)
            logger.info(
                "request", method=request.method, path=request.path, status=response.status_code, ms=milliseconds
            )
        response[HEADER] = request_id
        return response

    return respond


def _request_id(request: HttpRequest) -> str:
    """The id that our own proxy gave; anybody else's is not to be trusted in our logs."""
    given = request.headers.get(HEADER, "") if settings.WAYMARK.trusted_proxies else ""
    return given if _ID.fullmatch(given) else secrets.token_hex(8)


def _count(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    """By the view's name, never by the path: there are as many paths as people."""
    match = request.resolver_match
    view = (match.view_name if match else "") or "none"
    REQUESTS.labels(view, request.method or "", str(response.status_code)).inc()
    REQUEST_SECONDS.labels(view).observe(seconds)
