"""`python -m onboarding.monitoring.probe`: exits with 0 when this container's web server is ready. Needs no curl."""

import sys
import urllib.request

from onboarding import config

PATIENCE = 5.0
"""Seconds."""


def is_ready(url: str) -> bool:
    """Whether the probe at this address answers 200."""
    try:
        with urllib.request.urlopen(url, timeout=PATIENCE) as answer:  # noqa: S310 - our own address
            return bool(answer.status == 200)
    except OSError:
        return False


if __name__ == "__main__":
    sys.exit(not is_ready(f"{config.load().own_address}/readyz"))
