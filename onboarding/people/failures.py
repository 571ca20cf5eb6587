"""What can go wrong at sign-in, each with what happened, what to do, and an honest status code."""

from dataclasses import dataclass
from http import HTTPStatus

import requests
from allauth.socialaccount.providers.base import AuthError
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from onboarding.people.operations import WrongDoor

RETRY_SECONDS = 60


@dataclass(frozen=True)
class Failure:
    """One way in which a sign-in ends without anybody signed in."""

    code: str
    status: HTTPStatus
    happened: str | Promise
    advice: str | Promise


DECLINED = Failure(
    "declined",
    HTTPStatus.FORBIDDEN,
    _("You told GitHub not to share who you are, so nobody is signed in and nothing was stored."),
    _("Waymark only asks for your name and e-mail address, and keeps no key to your account. Try again if you like."),
)
EXPIRED = Failure(
    "expired",
    HTTPStatus.BAD_REQUEST,
    _("This sign-in was started too long ago, in another browser, or has been used already."),
    _("Start again here, and finish within ten minutes in the same browser. Cookies must be allowed."),
)
UNAVAILABLE = Failure(
    "unavailable",
    HTTPStatus.SERVICE_UNAVAILABLE,
    _("GitHub did not answer, so we could not learn who you are. Nothing is lost."),
    _("Try again in a minute. If it keeps failing, look at GitHub's own status page."),
)
TAKEN_BACK = Failure(
    "taken-back",
    HTTPStatus.FORBIDDEN,
    _("GitHub took back its permission before telling us who you are."),
    _("Start again, and allow Waymark when GitHub asks."),
)
REJECTED = Failure(
    "rejected",
    HTTPStatus.BAD_GATEWAY,
    _("GitHub does not accept how this site introduces itself. This is ours to mend, not yours."),
    _("Please tell the people who run this site: its GitHub client id, secret or callback address is wrong."),
)
CLOSED = Failure(
    "closed",
    HTTPStatus.FORBIDDEN,
    _("This account has been closed on this site."),
    _("If that surprises you, ask the people who run this site."),
)
WRONG_DOOR = Failure(
    "wrong-door",
    HTTPStatus.FORBIDDEN,
    _("Demo people exist in the demo only, and real people outside it only."),
    _("Use another account. The demo's data must not be carried over to a real site."),
)


def failure_of(error: str, exception: Exception | None, *, has_state: bool) -> Failure:
    """Which failure allauth is telling us about."""
    if error == AuthError.CANCELLED:
        return DECLINED
    if not has_state:
        return EXPIRED
    if isinstance(exception, requests.HTTPError):
        return _of_answer(exception.response)
    if isinstance(exception, requests.RequestException):
        return UNAVAILABLE
    if isinstance(exception, OAuth2Error):
        return EXPIRED if "bad_verification_code" in str(exception) else REJECTED
    if isinstance(exception, WrongDoor):
        return WRONG_DOOR
    return REJECTED


def _of_answer(response: requests.Response) -> Failure:
    out_of_budget = response.headers.get("X-RateLimit-Remaining") == "0" or "Retry-After" in response.headers
    refused = response.status_code in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}
    return TAKEN_BACK if refused and not out_of_budget else UNAVAILABLE


def show(request: HttpRequest, failure: Failure) -> HttpResponse:
    response = render(request, "people/sign_in_failed.html", {"failure": failure}, status=failure.status)
    if failure.status == HTTPStatus.SERVICE_UNAVAILABLE:
        response["Retry-After"] = str(RETRY_SECONDS)
    return response
