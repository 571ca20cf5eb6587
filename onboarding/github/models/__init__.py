"""The mirror of GitHub: repositories followed, pull requests tracked, what happened to them, deliveries received.

Numbers and node ids are identity, names are for showing: people rename everything.
"""

from onboarding.github.models.apps import App, Installation
from onboarding.github.models.deliveries import (
    ALLOWANCES_KEPT,
    DELIVERY_GRACE,
    DELIVERY_KEPT,
    DELIVERY_TRIES,
    Allowance,
    Delivery,
)
from onboarding.github.models.pull_requests import Issue, PullRequest, PullRequestEvent, Revert
from onboarding.github.models.repositories import POLL_OFTEN, POLL_SELDOM, WEBHOOKS_ARRIVE, Repository

__all__ = [
    "ALLOWANCES_KEPT",
    "DELIVERY_GRACE",
    "DELIVERY_KEPT",
    "DELIVERY_TRIES",
    "POLL_OFTEN",
    "POLL_SELDOM",
    "WEBHOOKS_ARRIVE",
    "Allowance",
    "App",
    "Delivery",
    "Installation",
    "Issue",
    "PullRequest",
    "PullRequestEvent",
    "Repository",
    "Revert",
]
