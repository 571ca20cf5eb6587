"""Small files of releases, read from GitHub's own hosts and from nowhere else. No credentials go along."""

import logging
import time
from datetime import datetime, timedelta
from http import HTTPStatus
from urllib.parse import urljoin, urlsplit

import requests

from onboarding.github.connection import Connection
from onboarding.github.errors import GitHubUnavailable, Reason

LARGEST = 256 << 10
MOST_REDIRECTS = 3
CONNECT_SECONDS = 3.05
TOTAL_SECONDS = 12.0
TRY_AGAIN = timedelta(minutes=1)
STORES = ".githubusercontent.com"
"""Where github.com keeps files: its own addresses lead there."""

logger = logging.getLogger(__name__)


def download(url: str, *, connection: Connection, now: datetime) -> bytes | None:
    """The file at this address; None where it is larger than `LARGEST`. Raises GitHubUnavailable."""
    give_up_at = time.monotonic() + TOTAL_SECONDS
    try:
        for _ in range(MOST_REDIRECTS + 1):
            if not is_githubs(url, connection):
                logger.error("a file of a release leads to %s, which is not GitHub's", urlsplit(url).hostname)
                break
            with _asked(url, give_up_at) as response:
                if response.status_code == HTTPStatus.OK:
                    return _read(response, give_up_at)
                if not response.is_redirect:
                    break
                url = urljoin(url, response.headers["location"])
    except requests.Timeout as error:
        raise GitHubUnavailable(retry_at=now + TRY_AGAIN, reason=Reason.SLOW) from error
    except requests.RequestException as error:
        raise GitHubUnavailable(retry_at=now + TRY_AGAIN, reason=Reason.DOWN) from error
    raise GitHubUnavailable(retry_at=now + TRY_AGAIN, reason=Reason.INCOMPLETE)


def is_githubs(url: str, connection: Connection) -> bool:
    """Whether this address is served by the GitHub that the site talks to."""
    asked, ours = urlsplit(url), urlsplit(connection.url)
    if asked.scheme != ours.scheme or asked.username is not None:
        return False
    return asked.netloc == ours.netloc or (connection.is_github_com and asked.netloc.endswith(STORES))


def _asked(url: str, give_up_at: float) -> requests.Response:
    left = give_up_at - time.monotonic()
    if left <= 0:
        raise requests.Timeout
    return requests.get(
        url,
        allow_redirects=False,
        stream=True,
        auth=lambda request: request,  # so that nobody's .netrc takes its place
        headers={"User-Agent": "waymark", "Accept": "application/octet-stream"},
        timeout=(CONNECT_SECONDS, left),
    )


def _read(response: requests.Response, give_up_at: float) -> bytes | None:
    found = b""
    for piece in response.iter_content(16 << 10):
        found += piece
        if len(found) > LARGEST:
            return None
        if time.monotonic() > give_up_at:
            raise requests.Timeout
    return found
