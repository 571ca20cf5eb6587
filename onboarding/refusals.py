"""What no view ever gets to see: NUL bytes, bodies beyond the limit, forms that may not be ours, and people who open
an address to which only forms are sent."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseServerError
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import is_valid_path

from onboarding.people.redirects import form_page
from onboarding.people.written import written

CHUNK = 64 * 1024
PATIENCE = 256
"""Chunks that are read and thrown away, 16 MB, before we give up on somebody's browser."""
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


class NulByte(BadRequest):
    """Somewhere in the address or the form there is a character that no keyboard makes."""


class RefuseNulBytes:
    """Middleware. After CSRF, so that the form has been parsed and belongs to this site."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., HttpResponseBase], *_names: object) -> None:
        """Views that are exempt from CSRF have no form: they read the body as it came, whatever it is called."""
        if _has_nul(request, has_form=not getattr(view, "csrf_exempt", False)):
            raise NulByte


def _has_nul(request: HttpRequest, *, has_form: bool) -> bool:
    fields = list(request.GET.lists())
    if has_form and request.method == "POST" and request.content_type in _FORMS:
        fields += request.POST.lists()
    texts = [request.path, *(str(text) for name, values in fields for text in (name, *values))]
    return any("\0" in text for text in texts)


def lead_up(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware. An address to which only forms are sent is no page. Whoever opens it all the same, by changing the
    language or signing in where a form was refused, is led to the page above it. Browsers say that somebody opens it.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        is_opened = request.method == "GET" and request.headers.get("Sec-Fetch-Mode") == "navigate"
        if is_opened and response.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            return redirect(_above(request.path))
        return response

    return middleware


def _above(path: str) -> str:
    """The nearest address above this one that there is."""
    while path != "/":
        path = path.rstrip("/").rpartition("/")[0] + "/"
        if is_valid_path(path):
            return path
    return path


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page for 400, or for 413 where the form was too large. It says which, and that nothing was stored."""
    too_large = isinstance(exception, RequestDataTooBig)
    if too_large:
        read_on(request)
    context = {"too_large": too_large, "nul_byte": isinstance(exception, NulByte)}
    return render(request, "400.html", context, status=413 if too_large else 400)


def broken(request: HttpRequest) -> HttpResponse:
    """The page for 500. It asks nobody for anything: whatever it would ask may be what broke."""
    return HttpResponseServerError(render_to_string("500.html", {"written": written(request)}))


def form_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page for a form without our token, as it comes from a tab in which one was signed in before.

    What was written there comes back.
    """
    context = {"written": written(request), "back": form_page(request, "/")}
    return render(request, "403_csrf.html", context, status=403)


class InMemory(MemoryFileUploadHandler):
    """Files stay in memory: nothing that is refused may lie in a temporary folder. What is too large is not read."""

    def handle_raw_input(self, input_data: Any, *headers: Any, **more: Any) -> None:
        _meta, content_length, *_rest = headers
        if content_length > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise RequestDataTooBig
        self.activated = True


def read_on(request: HttpRequest) -> None:
    """Take in what is still coming: a browser that is answered while it sends shows a broken connection instead."""
    for _ in range(PATIENCE):
        if not request.read(CHUNK):
            return
