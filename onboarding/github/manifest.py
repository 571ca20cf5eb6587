"""What we ask GitHub to make: an App with the least that reading pull requests needs, and nothing to write.

https://docs.github.com/apps/sharing-github-apps/registering-a-github-app-from-a-manifest
"""

from typing import Any

from django.conf import settings
from django.urls import reverse

PERMISSIONS = dict.fromkeys(("metadata", "pull_requests", "contents", "checks", "statuses", "issues"), "read")
EVENTS = (
    *("pull_request", "pull_request_review", "pull_request_review_comment", "issue_comment", "issues"),
    *("check_run", "check_suite", "status", "push", "repository"),
)
LONGEST_NAME = 34
"""GitHub's limit."""


def create_url(*, owner: str, state: str) -> str:
    """Where GitHub takes the manifest: for an organisation, or without ``owner`` for the person who is signed in."""
    place = f"organizations/{owner}/settings" if owner else "settings"
    return f"{settings.GITHUB.url}/{place}/apps/new?state={state}"


def manifest() -> dict[str, Any]:
    """The manifest that the organiser's browser carries to GitHub. The name can still be changed there."""
    site = settings.WAYMARK.public_url
    return {
        "name": suggested_name(),
        "url": site,
        "public": False,
        "hook_attributes": {"url": site + reverse("github_webhook"), "active": True},
        "redirect_url": site + reverse("github_app_created"),
        "setup_url": site + reverse("github_app_installed"),
        "setup_on_update": True,
        "default_permissions": PERMISSIONS,
        "default_events": list(EVENTS),
    }


def suggested_name() -> str:
    """A name that is most likely free: App names are unique on all of GitHub."""
    host = settings.WAYMARK.public_url.split("://", 1)[1].split(":")[0]
    return f"Waymark {host}"[:LONGEST_NAME]
