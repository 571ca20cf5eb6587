"""GitHub's door, and the pages on which organisers connect the site with it."""

from onboarding.github.views.connecting import connection
from onboarding.github.views.webhooks import webhook

__all__ = ["connection", "webhook"]
