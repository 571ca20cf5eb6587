"""Takes out of a log line what must not be read there: our secrets, and what looks like somebody's."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from pydantic import SecretStr

from onboarding.config import Config

MASK = "********"
SHORTEST = 6
"""A secret that is shorter than this would mask half of every word."""

_PATTERNS = (
    (re.compile(r"\b(gh[a-z]_|github_pat_)\w+"), MASK),
    (re.compile(r"(?i)\b(bearer|token|basic) +[\w.~+/=-]{8,}"), rf"\1 {MASK}"),
    (re.compile(r"(?<=://)([^/\s:@\"]*):[^/\s@\"]+(?=@)"), rf"\1:{MASK}"),
    (
        re.compile(
            r"(?i)([\"'?&\s]?\b(?:code|state|token|access_token|client_secret|code_verifier|password|secret"
            r"|sessionid|csrftoken|csrfmiddlewaretoken|cookie|authorization)[\\\"']*\s*[=:]\s*[\\\"']*)[^\\\"'&\s,;}]+"
        ),
        rf"\1{MASK}",
    ),
    (re.compile(r"(?<=/setup/)[\w-]+"), MASK),
    (re.compile(r"(?<=/unsubscribe/)[\w:-]+"), MASK),
    (re.compile(r"(?<=/invites/)[\w-]{32}"), MASK),
    (re.compile(r"(?<=/evidence/)[\w.~%+-]+"), MASK),
    (re.compile(r"(?<=/calendar/)[\w-]+(?=\.ics)"), MASK),
    (re.compile(r"(?<=/records/)[\w-]+"), MASK),
)


def secrets_of(config: Config) -> list[str]:
    """Every secret value of the configuration, longest first, so that none hides inside another."""
    values = (value for _, value in config)
    plain = [value.get_secret_value() for value in values if isinstance(value, SecretStr)]
    passwords = [urlsplit(address).password or "" for address in (config.database_url, config.broker_url)]
    return sorted((one for one in {*plain, *passwords} if len(one) >= SHORTEST), key=len, reverse=True)


def masked(line: str, secrets: Iterable[str] = ()) -> str:
    """The line without them."""
    for secret in secrets:
        line = line.replace(secret, MASK)
    for pattern, replacement in _PATTERNS:
        line = pattern.sub(replacement, line)
    return line
