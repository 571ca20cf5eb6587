"""The bell in the header: how much somebody has not read."""

from typing import Any

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from onboarding.notifications.models import MANY, Notification
from onboarding.people.models import User

BELIEVED_FOR = 300
"""Seconds for which a count is taken from the cache. Telling somebody and their reading forget it at once."""


def key_of(user_id: int) -> str:
    return f"unread:{user_id}"


def unread_count(user: User) -> int:
    """Counted to `MANY`, by an index of what is unread."""
    count = cache.get_or_set(key_of(user.pk), lambda: _count(user), BELIEVED_FOR)
    return _count(user) if count is None else int(count)


def bell(request: HttpRequest) -> dict[str, Any]:
    """Context processor. Read only when a template asks, so that fragments cost nothing."""
    user = getattr(request, "user", None)
    return {"unread": SimpleLazyObject(lambda: _said(unread_count(user)) if isinstance(user, User) else "")}


def _count(user: User) -> int:
    return Notification.objects.visible_to(user).unread().shown().order_by()[:MANY].count()


def _said(count: int) -> str:
    """As the header says it; empty when there is nothing to say."""
    return f"{MANY - 1}+" if count >= MANY else str(count or "")
