"""Saying an instant as a person would, in the reader's zone and language."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from onboarding.languages import FULL_DAYS
from onboarding.progress.reader import Reader


@dataclass(frozen=True)
class Formats:
    """Django's date formats. The full ones are for days that are not in this year."""

    day: str
    full_day: str
    time: str
    moment: str
    full_moment: str


FORMATS = {
    "en": Formats("l j F", FULL_DAYS["en"], "H:i", "j F, H:i", "j F Y, H:i"),
    "zh-hans": Formats("n月j日 l", FULL_DAYS["zh-hans"], "H:i", "n月j日 H:i", "Y年n月j日 H:i"),
}


def date(instant: datetime, reader: Reader) -> str:
    """As "13 March 2026"."""
    return _said(instant, FORMATS[reader.language].full_day, reader)


def day(instant: datetime, reader: Reader) -> str:
    """As "Friday 13 March"; with the year where it is not this one."""
    formats = FORMATS[reader.language]
    return _said(instant, formats.day if _is_this_year(instant, reader) else formats.full_day, reader)


def moment(instant: datetime, reader: Reader) -> str:
    """As "14:32" today, "13 March, 14:32" on another day."""
    formats = FORMATS[reader.language]
    if _days_until(instant, reader) == 0:
        return _said(instant, formats.time, reader)
    return _said(instant, formats.moment if _is_this_year(instant, reader) else formats.full_moment, reader)


def due(instant: datetime, reader: Reader) -> str:
    """When something is due, in whole days of the reader's calendar; gently where the day has passed."""
    days = _days_until(instant, reader)
    if days < 0:
        return gettext("was due on %(day)s") % {"day": day(instant, reader)}
    if days == 0:
        return gettext("due today")
    if days == 1:
        return gettext("due tomorrow")
    sentence = ngettext("due on %(day)s, in %(days)d day", "due on %(day)s, in %(days)d days", days)
    return sentence % {"day": day(instant, reader), "days": days}


def _said(instant: datetime, pattern: str, reader: Reader) -> str:
    return date_format(instant.astimezone(reader.zone), pattern, use_l10n=False)


def _is_this_year(instant: datetime, reader: Reader) -> bool:
    return instant.astimezone(reader.zone).year == reader.now.astimezone(reader.zone).year


def _days_until(instant: datetime, reader: Reader) -> int:
    """Whole days of the reader's calendar from today; negative for what has passed."""
    return (instant.astimezone(reader.zone).date() - reader.now.astimezone(reader.zone).date()).days
