"""Whose account a login is: GitHub gives the number, which outlives every login."""

from datetime import datetime

from onboarding.github.credentials import connect
from onboarding.people.operations import Identity


def find_account(*, login: str, now: datetime) -> Identity:
    """The account that bears this login now. Raises GitHubUnavailable and NotVisible."""
    found = connect(now=now).rest("users", login)
    return Identity(github_id=found["id"], login=found["login"], name=(found.get("name") or "")[:200])
