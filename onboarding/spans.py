"""How long something has lasted, in the one unit that a person would say it in."""

from datetime import datetime, timedelta

from django.utils.translation import gettext, ngettext

MINUTE = 60
HOUR = 60 * MINUTE
DAY = 24 * HOUR


def span(length: timedelta) -> str:
    """As "3 days", "5 hours" or "20 minutes"; less than a minute, and anything negative, is "a moment"."""
    seconds = int(length.total_seconds())
    if seconds >= DAY:
        return ngettext("%(count)d day", "%(count)d days", seconds // DAY) % {"count": seconds // DAY}
    if seconds >= HOUR:
        return ngettext("%(count)d hour", "%(count)d hours", seconds // HOUR) % {"count": seconds // HOUR}
    if seconds >= MINUTE:
        return ngettext("%(count)d minute", "%(count)d minutes", seconds // MINUTE) % {"count": seconds // MINUTE}
    return gettext("a moment")


def due(due_at: datetime, now: datetime) -> str:
    """What a due date means today, as "in 3 days" or "2 days overdue"."""
    if due_at < now:
        return gettext("%(span)s overdue") % {"span": span(now - due_at)}
    return gettext("in %(span)s") % {"span": span(due_at - now)}
