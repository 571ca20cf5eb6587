"""Reading: one by opening it, all at once."""

from datetime import datetime

from django.core.cache import cache

from onboarding.notifications.bell import key_of
from onboarding.notifications.models import Notification, NotificationQuerySet
from onboarding.people.models import User


def read(*, notification: Notification, now: datetime) -> None:
    """With the notice that says it with others: a mail leads to one of these only when it is all that is left."""
    keys = (notification.pk, notification.said_in_id)
    _read(Notification.objects.filter(pk__in=[key for key in keys if key]), notification.reader, now)


def read_all(*, user: User, now: datetime) -> None:
    """Everything that was told up to now: what comes in this moment stays unread."""
    _read(Notification.objects.visible_to(user).filter(at__lte=now), user, now)


def _read(found: NotificationQuerySet, user: User, now: datetime) -> None:
    found.unread().update(read_at=now)
    cache.delete(key_of(user.pk))
