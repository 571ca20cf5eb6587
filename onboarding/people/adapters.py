"""What allauth asks us: whose account this is, and what to show when a sign-in fails.

allauth speaks OAuth; the account is ours. It finds no rows of its own: the person is `User.github_id`, and neither
GitHub's token nor its profile is stored.
"""

import logging
from typing import Any

import requests
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from requests.adapters import HTTPAdapter

from onboarding.people import failures
from onboarding.people.middleware import TIME_ZONE_COOKIE
from onboarding.people.models import User
from onboarding.people.operations import Identity, WrongDoor, recognise
from onboarding.people.zones import zone

logger = logging.getLogger(__name__)
TIMEOUT = (3.05, 10)
"""Seconds to connect, and to wait for an answer: somebody is looking at a blank page meanwhile."""


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc] # allauth has no types
    """No sign-up, no stages after GitHub's yes, no messages: the page that follows says enough."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_stages(self) -> list[str]:
        return []

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing."""

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        return failures.show(request, failures.CLOSED)


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc] # as above
    def get_requests_session(self) -> requests.Session:
        session = requests.Session()
        session.mount("https://", _Impatient())
        session.mount("http://", _Impatient())
        session.hooks["response"].append(_unavailable_is_an_error)
        return session

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Say whose account it is. allauth has found none in its own tables, where we never write."""
        try:
            sociallogin.user = recognise(
                identity=identity_of(sociallogin),
                language=get_language() or "",
                time_zone=_reported_time_zone(request),
                is_demo=bool(settings.WAYMARK.demo),
            )
        except WrongDoor as error:
            raise ImmediateHttpResponse(failures.show(request, failures.WRONG_DOOR)) from error

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: str = "",
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        failure = failures.failure_of(error, exception, has_state="state" in (extra_context or {}))
        logger.warning("Sign-in failed: %s (%s)", failure.code, type(exception).__name__ if exception else error)
        raise ImmediateHttpResponse(failures.show(request, failure))


class _Impatient(HTTPAdapter):
    """Every request has a time limit, also one that allauth forgets to give."""

    def send(self, request: requests.PreparedRequest, **kwargs: Any) -> requests.Response:  # type: ignore[override]
        return super().send(request, **{**kwargs, "timeout": TIMEOUT})


def _unavailable_is_an_error(response: requests.Response, **kwargs: Any) -> None:
    """GitHub's "not now" must not be read as "wrong code"."""
    if response.status_code >= requests.codes.server_error or response.status_code == requests.codes.too_many_requests:
        response.raise_for_status()


def identity_of(sociallogin: SocialLogin) -> Identity:
    """The person as GitHub's answers name them. Only a verified primary address counts as theirs."""
    profile = sociallogin.account.extra_data
    verified = [each.email for each in sociallogin.email_addresses if each.primary and each.verified]
    return Identity(
        github_id=int(sociallogin.account.uid),
        login=_plain(profile["login"], 100),
        name=_plain(profile.get("name") or "", 200),
        email=verified[0] if verified else "",
    )


def _plain(text: str, length: int) -> str:
    """Somebody else's words, fit for one line of a page and for the database."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())[:length]


def _reported_time_zone(request: HttpRequest) -> str:
    name = request.COOKIES.get(TIME_ZONE_COOKIE, "")
    return name if zone(name) else ""
