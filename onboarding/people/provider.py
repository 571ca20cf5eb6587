"""allauth's GitHub provider, with addresses from the configuration and answers that are checked before use."""

from typing import Any

import requests
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.github.provider import GitHubProvider
from allauth.socialaccount.providers.github.views import GitHubOAuth2Adapter
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse


class GitHubAdapter(GitHubOAuth2Adapter):  # type: ignore[misc] # allauth has no types
    """GitHub, a GitHub Enterprise server, or the simulator: whichever the configuration names now."""

    @property
    def access_token_url(self) -> str:
        return f"{settings.GITHUB.url}/login/oauth/access_token"

    @property
    def authorize_url(self) -> str:
        return f"{settings.GITHUB.url}/login/oauth/authorize"

    @property
    def profile_url(self) -> str:
        return f"{settings.GITHUB.rest_url}/user"

    @property
    def emails_url(self) -> str:
        return f"{settings.GITHUB.rest_url}/user/emails"

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        """Under the site's public address, whatever a proxy makes of the Host header.

        On a site for this machine only, where the visitor is: a cookie of localhost is not sent to 127.0.0.1.
        """
        path = reverse("github_callback")
        if settings.WAYMARK.is_loopback:
            return request.build_absolute_uri(path)
        return f"{settings.WAYMARK.public_url}{path}"

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> SocialLogin:
        try:
            return super().complete_login(request, app, token, **kwargs)
        except (KeyError, TypeError, ValueError) as error:
            if isinstance(error, requests.RequestException):
                raise
            message = "GitHub's answer is not a profile"
            raise requests.exceptions.InvalidJSONError(message) from error


class Provider(GitHubProvider):  # type: ignore[misc] # as above
    oauth2_adapter_class = GitHubAdapter


callback = OAuth2CallbackView.adapter_view(GitHubAdapter)
provider_classes = [Provider]
"""Where allauth looks for providers in every installed app."""
