"""Saying an instant as a person would, in the reader's zone and language."""

import datetime
from dataclasses import dataclass
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, ngettext

from onboarding.languages import FULL_DAYS
from onboarding.progress.reader import Reader


@dataclass(frozen=True)
class Formats:
    """Django's date formats of a day, and how day and time stand together. The full ones are for days that are not in
    this year."""

    day: str
    full_day: str
    short_day: str
    full_short_day: str
    moment: str


FORMATS = {
    "en": Formats("l j F", FULL_DAYS["en"], "j F", "j F Y", "{day}, {time}"),
    "zh-hans": Formats("n月j日 l", FULL_DAYS["zh-hans"], "n月j日", "Y年n月j日", "{day} {time}"),
}


def date(instant: datetime.datetime, reader: Reader) -> str:
    """As "13 March 2026"."""
    return _said(instant.astimezone(reader.zone).date(), FORMATS[reader.language].full_day, get_language())


def day(instant: datetime.datetime, reader: Reader) -> str:
    """As "Friday 13 March"; with the year where it is not this one."""
    local, today = _days(instant, reader)
    formats = FORMATS[reader.language]
    return _said(local, formats.day if local.year == today.year else formats.full_day, get_language())


def moment(instant: datetime.datetime, reader: Reader) -> str:
    """As "14:32" today, "13 March, 14:32" on another day."""
    time = f"{instant.astimezone(reader.zone):%H:%M}"
    local, today = _days(instant, reader)
    if local == today:
        return time
    formats = FORMATS[reader.language]
    pattern = formats.short_day if local.year == today.year else formats.full_short_day
    return formats.moment.format(day=_said(local, pattern, get_language()), time=time)


def due(instant: datetime.datetime, reader: Reader) -> str:
    """When something is due, in whole days of the reader's calendar; gently where the day has passed."""
    local, today = _days(instant, reader)
    days = (local - today).days
    if days < 0:
        return gettext("was due on %(day)s") % {"day": day(instant, reader)}
    if days == 0:
        return gettext("due today")
    if days == 1:
        return gettext("due tomorrow")
    sentence = ngettext("due on %(day)s, in %(days)d day", "due on %(day)s, in %(days)d days", days)
    return sentence % {"day": day(instant, reader), "days": days}


def _days(instant: datetime.datetime, reader: Reader) -> tuple[datetime.date, datetime.date]:
    """On which day of the reader's calendar it is, and which day is today."""
    return instant.astimezone(reader.zone).date(), reader.now.astimezone(reader.zone).date()


@lru_cache(maxsize=4096)
def _said(day: datetime.date, pattern: str, _language: str | None) -> str:
    """The names of months and days are in the language of this thread. A page says few days, and many times."""
    return date_format(day, pattern, use_l10n=False)
