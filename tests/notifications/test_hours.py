"""By the clock on the reader's wall, over the days on which it is moved."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from onboarding.notifications.hours import after_quiet, next_digest

BERLIN, SHANGHAI = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Shanghai")
NINE = time(9)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "now", "expected"),
    [
        (BERLIN, "2026-03-28 07:59", "2026-03-28 08:00"),
        (BERLIN, "2026-03-28 08:00", "2026-03-29 07:00"),  # 23 hours on: the night was an hour shorter
        (BERLIN, "2026-03-29 07:00", "2026-03-30 07:00"),
        (BERLIN, "2026-10-24 07:00", "2026-10-25 08:00"),  # 25 hours on
        (SHANGHAI, "2026-03-28 01:00", "2026-03-29 01:00"),
        (SHANGHAI, "2026-10-25 00:59", "2026-10-25 01:00"),
    ],
)
def test_a_daily_digest_comes_at_nine_whatever_happened_to_the_clock(zone, now, expected):
    assert next_digest(utc(now), zone, NINE) == utc(expected)


def test_an_hour_that_the_clock_skips_comes_as_late_as_it_would_have():
    assert next_digest(utc("2026-03-29 00:00"), BERLIN, time(2, 30)) == utc("2026-03-29 01:30")


def test_an_hour_that_the_clock_shows_twice_comes_once():
    first = next_digest(utc("2026-10-24 22:00"), BERLIN, time(2, 30))

    assert first == utc("2026-10-25 00:30")
    assert next_digest(first, BERLIN, time(2, 30)) == utc("2026-10-26 01:30")


def test_a_weekly_digest_comes_on_monday():
    assert next_digest(utc("2026-03-02 08:00"), BERLIN, NINE, weekday=0) == utc("2026-03-09 08:00")
    assert next_digest(utc("2026-03-24 12:00"), BERLIN, NINE, weekday=0) == utc("2026-03-30 07:00")


@pytest.mark.parametrize(
    ("zone", "at", "expected"),
    [
        (BERLIN, "2026-03-28 20:59", "2026-03-28 20:59"),  # 21:59 there
        (BERLIN, "2026-03-28 21:00", "2026-03-29 05:00"),  # 22:00 to 07:00, an hour shorter than usual
        (BERLIN, "2026-03-29 04:59", "2026-03-29 05:00"),
        (BERLIN, "2026-03-29 05:00", "2026-03-29 05:00"),
        (BERLIN, "2026-10-24 20:00", "2026-10-25 06:00"),
        (BERLIN, "2026-10-25 00:30", "2026-10-25 06:00"),  # 02:30 for the first time
        (BERLIN, "2026-10-25 01:30", "2026-10-25 06:00"),  # and for the second
        (SHANGHAI, "2026-10-24 14:00", "2026-10-24 23:00"),
    ],
)
def test_quiet_hours_past_midnight_end_in_the_morning(zone, at, expected):
    assert after_quiet(utc(at), zone, time(22), time(7)) == utc(expected)


def test_quiet_hours_that_end_in_the_doubled_hour_end_once():
    ends = utc("2026-10-25 00:30")

    assert after_quiet(ends - timedelta(minutes=1), BERLIN, time(22), time(2, 30)) == ends
    assert after_quiet(utc("2026-10-25 01:15"), BERLIN, time(22), time(2, 30)) == utc("2026-10-25 01:15")


def test_quiet_hours_within_a_day_are_of_that_day():
    assert after_quiet(utc("2026-03-02 12:00"), BERLIN, time(12), time(14)) == utc("2026-03-02 13:00")
    assert after_quiet(utc("2026-03-02 13:30"), BERLIN, time(12), time(14)) == utc("2026-03-02 13:30")


@pytest.mark.parametrize(("begins", "ends"), [(None, None), (NINE, NINE)])
def test_without_quiet_hours_everything_goes_at_once(begins, ends):
    assert after_quiet(utc("2026-03-02 09:00"), BERLIN, begins, ends) == utc("2026-03-02 09:00")
