"""For whom a mentor's page is made: the mentor, in the language and zone of this request."""

from datetime import datetime

from django.utils.timezone import get_current_timezone
from django.utils.translation import get_language

from onboarding.languages import DEFAULT_LANGUAGE
from onboarding.progress.reader import Reader


def language() -> str:
    return get_language() or DEFAULT_LANGUAGE


def reader_at(now: datetime) -> Reader:
    """Whoever reads this page, and when."""
    return Reader(language(), get_current_timezone(), now)
