"""Sign-in as GitHub does it: a code that works once, PKCE, and errors that arrive as HTTP 200."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode, urlsplit

from onboarding.github.simulator import constants
from onboarding.github.simulator.people import Person

CODE_LIFE = timedelta(minutes=10)
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
DOCS = "https://docs.github.com/apps/managing-oauth-apps/troubleshooting-oauth-app-access-token-request-errors/"

CODE_ERROR = {
    "error": "bad_verification_code",
    "error_description": "The code passed is incorrect or expired.",
    "error_uri": f"{DOCS}#bad-verification-code",
}
CLIENT_ERROR = {
    "error": "incorrect_client_credentials",
    "error_description": "The client_id and/or client_secret passed are incorrect.",
    "error_uri": f"{DOCS}#incorrect-client-credentials",
}
REDIRECT_ERROR = {
    "error": "redirect_uri_mismatch",
    "error_description": "The redirect_uri MUST match the registered callback URL for this application.",
    "error_uri": f"{DOCS}#redirect-uri-mismatch",
}
DENIED = {
    "error": "access_denied",
    "error_description": "The user has denied your application access.",
    "error_uri": f"{DOCS}#access-denied",
}


class BadRequest(Exception):
    """The site asked for a sign-in that GitHub would not even show a page for."""


@dataclass(frozen=True)
class Asked:
    """What the site wants to sign somebody in with."""

    redirect_uri: str
    state: str
    challenge: str

    @property
    def origin(self) -> str:
        parts = urlsplit(self.redirect_uri)
        return f"{parts.scheme}://{parts.netloc}"

    def back(self, parameters: Mapping[str, str]) -> str:
        """The site's own address, with the answer."""
        return f"{self.redirect_uri}?{urlencode({**parameters, 'state': self.state})}"


@dataclass(frozen=True)
class Code:
    person: Person
    asked: Asked
    expires_at: datetime


def asked(parameters: Mapping[str, str]) -> Asked:
    """Read the parameters of `/login/oauth/authorize`. Raises BadRequest."""
    redirect_uri = parameters.get("redirect_uri", "")
    if parameters.get("client_id") != constants.CLIENT_ID:
        msg = "No application has this client id."
        raise BadRequest(msg)
    parts = urlsplit(redirect_uri)
    if parts.scheme not in ("http", "https") or parts.hostname not in LOOPBACK:
        msg = "The simulator sends people back to this machine only."
        raise BadRequest(msg)
    challenge = parameters.get("code_challenge", "")
    if challenge and parameters.get("code_challenge_method") != "S256":
        msg = "Only the code challenge method S256 is supported."
        raise BadRequest(msg)
    return Asked(redirect_uri, parameters.get("state", ""), challenge)


class Grants:
    """Codes and user tokens that are good just now. A restart forgets them, and nobody minds."""

    def __init__(self) -> None:
        self._codes: dict[str, Code] = {}
        self._tokens: dict[str, Person] = {}
        self._installations: dict[str, int] = {}

    def new_code(self, person: Person, asked: Asked, *, now: datetime) -> str:
        code = secrets.token_hex(10)
        self._codes[code] = Code(person, asked, now + CODE_LIFE)
        return code

    def exchange(self, form: Mapping[str, str], *, now: datetime) -> dict[str, str]:
        """GitHub's answer to `/login/oauth/access_token`: a token, or an error."""
        is_ours = hmac.compare_digest(form.get("client_secret", "").encode(), constants.CLIENT_SECRET.encode())
        if form.get("client_id") != constants.CLIENT_ID or not is_ours:
            return CLIENT_ERROR
        code = self._codes.pop(form.get("code", ""), None)
        if code is None or code.expires_at <= now or not _answers(code.asked.challenge, form.get("code_verifier", "")):
            return CODE_ERROR
        if form.get("redirect_uri", code.asked.redirect_uri) != code.asked.redirect_uri:
            return REDIRECT_ERROR
        token = f"gho_{secrets.token_hex(18)}"
        self._tokens[token] = code.person
        return {"access_token": token, "token_type": "bearer", "scope": "user:email"}

    def new_installation_token(self, installation: int) -> str:
        token = f"ghs_{secrets.token_hex(18)}"
        self._installations[token] = installation
        return token

    def installation(self, token: str) -> int | None:
        """Which installation asks with this token, by its number."""
        return self._installations.get(token)

    def owner(self, token: str) -> Person | None:
        return self._tokens.get(token)


def _answers(challenge: str, verifier: str) -> bool:
    """Whether the verifier is the one that the challenge was made from (RFC 7636, S256)."""
    if not challenge:
        return True
    digest = hashlib.sha256(verifier.encode()).digest()
    return hmac.compare_digest(base64.urlsafe_b64encode(digest).rstrip(b"=").decode(), challenge)
