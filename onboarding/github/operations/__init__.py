"""Verbs of the mirror: track and look at pull requests, follow repositories, process webhooks, find what got lost."""

from onboarding.github.operations.accounting import forget_spending
from onboarding.github.operations.accounts import find_account
from onboarding.github.operations.apps import (
    BadKey,
    Offered,
    change_key,
    change_webhook_secret,
    create_app,
    offered_repositories,
    refresh_installations,
)
from onboarding.github.operations.auditing import audit
from onboarding.github.operations.deliveries import due_deliveries, forget_deliveries, process_delivery, receive
from onboarding.github.operations.issues import read_issues
from onboarding.github.operations.looking import ask_again, look, survey, survey_settled
from onboarding.github.operations.releases import read_release
from onboarding.github.operations.repositories import follow, reconcile
from onboarding.github.operations.tracking import track

__all__ = [
    "BadKey",
    "Offered",
    "ask_again",
    "audit",
    "change_key",
    "change_webhook_secret",
    "create_app",
    "due_deliveries",
    "find_account",
    "follow",
    "forget_deliveries",
    "forget_spending",
    "look",
    "offered_repositories",
    "process_delivery",
    "read_issues",
    "read_release",
    "receive",
    "reconcile",
    "refresh_installations",
    "survey",
    "survey_settled",
    "track",
]
