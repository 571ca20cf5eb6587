"""Saying instants in the reader's own zone."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import override

from onboarding.languages import CODES
from onboarding.progress import when
from onboarding.progress.reader import Reader

NOW = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)
LONDON = Reader(language="en", zone=ZoneInfo("Europe/London"), now=NOW)
SHANGHAI = Reader(language="en", zone=ZoneInfo("Asia/Shanghai"), now=NOW)


@pytest.mark.parametrize(
    ("due_at", "said"),
    [
        (datetime(2026, 2, 27, 23, 59, tzinfo=UTC), "was due on Friday 27 February"),
        (datetime(2026, 3, 2, 23, 59, tzinfo=UTC), "due today"),
        (datetime(2026, 3, 3, 23, 59, tzinfo=UTC), "due tomorrow"),
        (datetime(2026, 3, 9, 23, 59, tzinfo=UTC), "due on Monday 9 March, in 7 days"),
        (datetime(2027, 1, 1, 12, 0, tzinfo=UTC), "due on 1 January 2027, in 305 days"),
    ],
)
def test_a_due_date_is_said_in_days_of_the_calendar(due_at: datetime, said: str) -> None:
    assert when.due(due_at, LONDON) == said


def test_the_day_is_the_readers_own() -> None:
    instant = datetime(2026, 3, 2, 15, 59, 59, tzinfo=UTC)  # 23:59:59 in Shanghai, where it is the 3rd by now
    assert when.due(instant, LONDON) == "due today"
    assert when.due(instant, SHANGHAI) == "was due on Monday 2 March"


@pytest.mark.parametrize(
    ("instant", "said"),
    [
        (datetime(2026, 3, 2, 9, 5, tzinfo=UTC), "09:05"),
        (datetime(2026, 2, 27, 9, 5, tzinfo=UTC), "27 February, 09:05"),
        (datetime(2025, 2, 27, 9, 5, tzinfo=UTC), "27 February 2025, 09:05"),
    ],
)
def test_a_moment_says_no_more_than_one_needs(instant: datetime, said: str) -> None:
    assert when.moment(instant, LONDON) == said


def test_chinese_dates_are_not_english_ones_with_chinese_months() -> None:
    reader = Reader(language="zh-hans", zone=ZoneInfo("Asia/Shanghai"), now=NOW)
    with override("zh-hans"):
        assert when.day(datetime(2026, 3, 9, 12, 0, tzinfo=UTC), reader) == "3月9日 星期一"
        assert when.moment(datetime(2026, 3, 9, 12, 0, tzinfo=UTC), reader) == "3月9日 20:00"


def test_every_language_of_the_site_has_its_formats() -> None:
    assert set(when.FORMATS) == set(CODES)
