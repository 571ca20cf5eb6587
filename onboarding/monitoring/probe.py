"""`python -m onboarding.monitoring.probe`: exits with 0 when this container's web server is ready. Needs no curl."""

import json
import sys
import urllib.error
import urllib.request

from onboarding import config

PATIENCE = 5.0
"""Seconds."""


def is_ready(url: str) -> bool:
    """Whether the probe at this address answers 200."""
    return not missing(url)


def missing(url: str) -> str:
    """What the site still lacks, in words for people; empty when it is ready."""
    try:
        with urllib.request.urlopen(url, timeout=PATIENCE):  # noqa: S310 - our own address
            return ""
    except urllib.error.HTTPError as answer:
        with answer:
            return _parts(answer.read())
    except OSError:
        return "the web server does not answer"


def _parts(body: bytes) -> str:
    try:
        parts = dict(json.loads(body))
    except ValueError:
        return "the web server does not say"
    return ", ".join(f"{name}: {says}" for name, says in parts.items() if name != "ready" and says != "ok")


if __name__ == "__main__":
    sys.exit(not is_ready(f"{config.load().own_address}/readyz"))
