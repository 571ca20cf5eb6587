"""Template filters for the reader's language and zone: texts, how long ago, how soon due, and when."""

from datetime import datetime

from django import template
from django.utils.translation import get_language

from onboarding import spans
from onboarding.languages import Text, pick
from onboarding.mentoring.reader import reader_at
from onboarding.progress import when

register = template.Library()


@register.filter
def waited(since: datetime, now: datetime) -> str:
    """As "3 days"."""
    return spans.span(now - since)


@register.filter
def due(due_at: datetime, now: datetime) -> str:
    """As "in 3 days" or "2 days overdue"."""
    return spans.due(due_at, now)


@register.filter
def moment(at: datetime, now: datetime) -> str:
    """As "14:32" today, "13 March, 14:32" on another day."""
    return when.moment(at, reader_at(now))


@register.filter
def day(at: datetime, now: datetime) -> str:
    """As "Friday 13 March"."""
    return when.day(at, reader_at(now))


@register.filter
def in_words(text: Text) -> str:
    """A text that exists in every language, in the reader's."""
    return pick(text, get_language() or "")
