"""The site's addresses, and some at which everything goes wrong."""

from datetime import timedelta

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import path
from django.utils import timezone

from onboarding import urls
from onboarding.people.limits import too_many
from onboarding.refusals import form_refused


def refused(request: HttpRequest, reason: type[Exception]) -> HttpResponse:
    raise reason


def too_often(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    return too_many(request, now + timedelta(seconds=40), now)


def too_old(request: HttpRequest) -> HttpResponse:
    """As a form of ours that was opened before signing in again."""
    write(request)
    return form_refused(request)


def signed_out(request: HttpRequest) -> HttpResponse:
    """As a form that was sent after signing out in another tab."""
    write(request)
    return redirect_to_login("/")


def write(request: HttpRequest) -> None:
    request.method = "POST"
    request.META["HTTP_ORIGIN"] = f"{request.scheme}://{request.get_host()}"
    request.POST = QueryDict("title=Hello&text=Your node has two CPUs.%0A你的节点有两个核。")  # type: ignore[assignment]


urlpatterns = [
    *urls.urlpatterns,
    path("broken/400/", refused, {"reason": BadRequest}),
    path("broken/403/", refused, {"reason": PermissionDenied}),
    path("broken/500/", refused, {"reason": ArithmeticError}),
    path("broken/too-often/", too_often),
    path("broken/too-old/", too_old),
    path("broken/signed-out/", signed_out),
]
handler400 = urls.handler400
handler500 = urls.handler500
