"""Days across a change of clocks: whatever somebody was promised ends with a local day, however long that day is."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.people.zones import beginning_of
from onboarding.programs.due import Agreed, Stop, due_at

ZONES = [ZoneInfo(name) for name in ("Europe/Berlin", "America/New_York", "Asia/Shanghai", "Australia/Lord_Howe")]
CHANGES = {
    "Europe/Berlin": (date(2026, 3, 29), date(2026, 10, 25)),
    "America/New_York": (date(2026, 3, 8), date(2026, 11, 1)),
}
A_SECOND = timedelta(seconds=1)
zones = st.sampled_from(ZONES)
instants = st.integers(0, 270 * 24).map(lambda hours: datetime(2026, 2, 20, tzinfo=UTC) + timedelta(hours=hours))
days = st.integers(0, 40)


@given(zones, instants, days)
def test_a_due_day_is_so_many_calendar_days_on_and_ends_with_it(zone: ZoneInfo, start: datetime, count: int) -> None:
    due = due_at(days=count, counted_from=start, zone=zone)

    assert due is not None
    assert due.astimezone(zone).date() == start.astimezone(zone).date() + timedelta(days=count)
    assert (due + A_SECOND).astimezone(zone).date() == due.astimezone(zone).date() + timedelta(days=1)


@given(zones, instants, days, st.integers(1, 60))
def test_an_agreed_day_is_that_day_whatever_the_clocks_do(
    zone: ZoneInfo, granted: datetime, count: int, later: int
) -> None:
    agreed = granted + timedelta(days=count + later)
    due = due_at(days=0, counted_from=granted, zone=zone, extensions=[Agreed(agreed, granted)])

    assert due is not None
    assert due.astimezone(zone).date() == agreed.astimezone(zone).date()


@given(zones, instants, days, st.integers(0, 30 * 24))
def test_a_pause_never_makes_it_sooner_and_never_gives_more_than_its_length_and_a_day(
    zone: ZoneInfo, start: datetime, count: int, hours: int
) -> None:
    plain = due_at(days=count, counted_from=start, zone=zone)
    paused = due_at(days=count, counted_from=start, zone=zone, stops=[Stop(start, start + timedelta(hours=hours))])

    assert plain is not None
    assert paused is not None
    assert timedelta() <= paused - plain <= timedelta(hours=hours) + timedelta(hours=25)


@pytest.mark.parametrize("name", CHANGES)
def test_the_short_day_has_23_hours_and_the_long_one_25(name: str) -> None:
    zone = ZoneInfo(name)
    lengths = [beginning_of(day + timedelta(days=1), zone) - beginning_of(day, zone) for day in CHANGES[name]]

    assert lengths == [timedelta(hours=23), timedelta(hours=25)]
