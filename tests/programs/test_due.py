"""Due instants, as tables: what an organiser expects of "within a week" in every zone and whatever comes between."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from onboarding.programs.due import Agreed, Stop, due_at

SHANGHAI = "Asia/Shanghai"
BERLIN = "Europe/Berlin"
NEW_YORK = "America/New_York"
SANTIAGO = "America/Santiago"


def at(text: str) -> datetime:
    """An instant written as `2026-03-02 12:00`, in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_a_task_without_a_due_time_is_never_due():
    assert due_at(days=None, counted_from=at("2026-03-02 12:00"), zone=ZoneInfo("UTC")) is None


@pytest.mark.parametrize(
    ("zone", "start", "days", "expected"),
    [
        ("UTC", "2026-03-02 12:00", 7, "2026-03-09 23:59:59"),
        ("UTC", "2026-03-02 00:00", 7, "2026-03-09 23:59:59"),
        ("UTC", "2026-03-02 23:59", 1, "2026-03-03 23:59:59"),
        ("UTC", "2026-03-02 12:00", 0, "2026-03-02 23:59:59"),
        (SHANGHAI, "2026-03-02 12:00", 7, "2026-03-09 15:59:59"),
        (SHANGHAI, "2026-03-02 16:00", 7, "2026-03-10 15:59:59"),  # already Tuesday there
        (NEW_YORK, "2026-01-05 03:00", 7, "2026-01-12 04:59:59"),  # still Sunday there
        (BERLIN, "2026-03-25 12:00", 7, "2026-04-01 21:59:59"),  # clocks go forward on 29 March
        (BERLIN, "2026-10-21 12:00", 7, "2026-10-28 22:59:59"),  # clocks go back on 25 October
        (BERLIN, "2026-03-22 12:00", 7, "2026-03-29 21:59:59"),  # on the short day itself
        (BERLIN, "2026-10-18 12:00", 7, "2026-10-25 22:59:59"),  # on the long day itself
        (SANTIAGO, "2026-03-28 12:00", 7, "2026-04-05 03:59:59"),  # 23:00 to 24:00 comes twice: the second one
        (SANTIAGO, "2026-08-29 12:00", 7, "2026-09-06 03:59:59"),  # the next day begins at 01:00
        ("Asia/Kathmandu", "2026-03-02 12:00", 7, "2026-03-09 18:14:59"),
    ],
)
def test_a_task_is_due_at_the_end_of_a_local_day(zone, start, days, expected):
    assert due_at(days=days, counted_from=at(start), zone=ZoneInfo(zone)) == at(expected)


@pytest.mark.parametrize(
    ("stops", "expected"),
    [
        ([("2026-03-04 08:00", "2026-03-07 08:00")], "2026-03-12 23:59:59"),
        ([("2026-03-04 08:00", "2026-03-04 19:00")], "2026-03-09 23:59:59"),  # 12:00 + 11 h is the same day
        ([("2026-03-04 08:00", "2026-03-04 21:00")], "2026-03-10 23:59:59"),  # 12:00 + 13 h is the next
        ([("2026-03-03 08:00", "2026-03-04 08:00"), ("2026-03-05 08:00", "2026-03-06 08:00")], "2026-03-11 23:59:59"),
        ([("2026-03-05 08:00", "2026-03-06 08:00"), ("2026-03-03 08:00", "2026-03-04 08:00")], "2026-03-11 23:59:59"),
        ([("2026-03-03 08:00", "2026-03-05 08:00"), ("2026-03-04 08:00", "2026-03-06 08:00")], "2026-03-12 23:59:59"),
        ([("2026-03-03 08:00", "2026-03-06 08:00"), ("2026-03-04 08:00", "2026-03-05 08:00")], "2026-03-12 23:59:59"),
        ([("2026-02-20 12:00", "2026-02-25 12:00")], "2026-03-09 23:59:59"),  # before it counted
        ([("2026-03-01 12:00", "2026-03-03 12:00")], "2026-03-10 23:59:59"),  # only the part that counted
        ([("2026-03-10 00:00", "2026-03-15 00:00")], "2026-03-09 23:59:59"),  # too late to help
        ([("2026-03-09 23:00", "2026-03-14 23:00")], "2026-03-14 23:59:59"),  # just in time
        (
            [("2026-03-08 12:00", "2026-03-11 12:00"), ("2026-03-12 00:00", "2026-03-13 00:00")],
            "2026-03-13 23:59:59",  # the second one is in time because of the first
        ),
    ],
)
def test_time_that_is_not_the_newcomers_moves_the_due_time(stops, expected):
    due = due_at(
        days=7,
        counted_from=at("2026-03-02 12:00"),
        zone=ZoneInfo("UTC"),
        stops=[Stop(at(start), at(end)) for start, end in stops],
    )

    assert due == at(expected)


@pytest.mark.parametrize("started", ["2026-02-20 12:00", "2026-03-04 12:00", "2026-05-01 12:00"])
def test_while_the_clock_stands_still_nothing_is_due(started):
    stops = [Stop(at("2026-03-03 12:00"), at("2026-03-05 12:00")), Stop(at(started))]

    assert due_at(days=7, counted_from=at("2026-03-02 12:00"), zone=ZoneInfo("UTC"), stops=stops) is None


@pytest.mark.parametrize(
    ("due", "granted", "stops", "expected"),
    [
        ("2026-03-12 09:00", "2026-03-08 09:00", [], "2026-03-12 23:59:59"),
        ("2026-03-05 09:00", "2026-03-03 09:00", [], "2026-03-09 23:59:59"),  # an extension never shortens
        ("2026-03-12 09:00", "2026-03-08 09:00", [("2026-03-09 09:00", "2026-03-11 09:00")], "2026-03-14 23:59:59"),
        ("2026-03-20 09:00", "2026-03-08 09:00", [("2026-03-03 09:00", "2026-03-05 09:00")], "2026-03-20 23:59:59"),
        ("2026-03-12 09:00", "2026-03-11 09:00", [("2026-03-09 09:00", "2026-03-14 09:00")], "2026-03-15 23:59:59"),
    ],
)
def test_an_extension_holds_when_it_is_later_and_moves_with_what_comes_after_it(due, granted, stops, expected):
    found = due_at(
        days=7,
        counted_from=at("2026-03-02 12:00"),
        zone=ZoneInfo("UTC"),
        stops=[Stop(at(start), at(end)) for start, end in stops],
        extensions=[Agreed(at(due), at(granted))],
    )

    assert found == at(expected)


def test_an_extension_ends_with_the_local_day():
    agreed = Agreed(due_at=at("2026-03-12 20:00"), granted_at=at("2026-03-08 09:00"))

    due = due_at(days=7, counted_from=at("2026-03-02 12:00"), zone=ZoneInfo(SHANGHAI), extensions=[agreed])

    assert due == at("2026-03-13 15:59:59")


def test_of_several_extensions_the_latest_due_time_holds():
    agreed = [Agreed(at(f"2026-03-{day} 12:00"), at("2026-03-08 09:00")) for day in (12, 20, 15)]

    due = due_at(days=7, counted_from=at("2026-03-02 12:00"), zone=ZoneInfo("UTC"), extensions=agreed)

    assert due == at("2026-03-20 23:59:59")


def test_the_due_instant_is_always_a_local_days_last_second():
    start = at("2026-01-01 07:30")
    for zone in map(ZoneInfo, (BERLIN, SHANGHAI, SANTIAGO, "Africa/Cairo", "Pacific/Apia", "Australia/Lord_Howe")):
        for offset in range(0, 365, 3):
            due = due_at(days=7, counted_from=start + timedelta(days=offset), zone=zone)
            after = (due + timedelta(seconds=1)).astimezone(zone)
            assert after.date() == due.astimezone(zone).date() + timedelta(days=1)
