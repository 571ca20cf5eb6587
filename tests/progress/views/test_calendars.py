"""The feed of due dates: what is in it, in whose days, and who can read it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from onboarding.programs.models import Enrollment, Pause
from onboarding.verification.models import Status
from tests.cast import NOON, enroll, make_program, make_submission

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(client: Client) -> Enrollment:
    """Has seven days for each of three tasks, and the third is still locked."""
    ada = enroll(make_program(name="Spring cohort", name_zh_hans="春季学员计划"))
    ada.user.time_zone = "Asia/Shanghai"
    ada.user.save()
    client.force_login(ada.user)
    client.post("/calendar/open/")
    ada.user.refresh_from_db()
    return ada


def events(ada: Enrollment) -> list[Any]:
    """As somebody's calendar reads them: it does not sign in."""
    response = Client().get(f"/calendar/{ada.user.calendar_id}.ics")
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(response.content).walk("VEVENT")


def test_each_task_stands_on_its_last_day_in_the_persons_zone(ada: Enrollment) -> None:
    event = next(event for event in events(ada) if event["summary"] == "Due: Introduce yourself")
    assert event["dtstart"].dt == date(2026, 3, 9)
    assert f"/journey/{ada.public_id}/introduce-yourself/" in event["url"]


def test_what_is_verified_is_not_due_any_more(ada: Enrollment) -> None:
    make_submission(ada, "introduce-yourself", status=Status.VERIFIED)
    assert "Due: Introduce yourself" not in [event["summary"] for event in events(ada)]


def test_an_agreed_later_day_holds_there_too(ada: Enrollment) -> None:
    task = ada.program.program_tasks.get(task__slug="introduce-yourself").task
    ada.extensions.create(
        task=task, due_at=NOON + timedelta(days=20), granted_by=ada.mentor, granted_at=NOON, reason="exams"
    )
    by_title = {event["summary"]: event["dtstart"].dt for event in events(ada)}
    assert by_title["Due: Introduce yourself"] == date(2026, 3, 22)


def test_while_the_clock_stands_still_nothing_is_due(ada: Enrollment) -> None:
    Pause.objects.create(enrollment=ada, started_at=NOON + timedelta(hours=1))
    assert events(ada) == []


@pytest.mark.parametrize(
    ("zone", "started_at", "day"),
    [
        ("Europe/Berlin", datetime(2026, 3, 22, 12, tzinfo=UTC), date(2026, 3, 29)),  # 23 hours long
        (
            "Europe/Berlin",
            datetime(2026, 10, 17, 22, 30, tzinfo=UTC),
            date(2026, 10, 25),
        ),  # 25; began on the 18th there
        ("America/New_York", datetime(2026, 3, 1, 12, tzinfo=UTC), date(2026, 3, 8)),
        ("America/New_York", datetime(2026, 10, 26, 3, tzinfo=UTC), date(2026, 11, 1)),  # still the 25th there
    ],
)
def test_a_day_of_the_clock_change_is_still_that_day(
    ada: Enrollment, zone: str, started_at: datetime, day: date
) -> None:
    ada.user.time_zone = zone
    ada.user.save()
    Enrollment.objects.update(started_at=started_at)
    assert events(ada)[0]["dtstart"].dt == day


def test_it_speaks_the_language_of_its_owner(ada: Enrollment) -> None:
    ada.user.language = "zh-hans"
    ada.user.save()
    assert "截止：任务 Introduce yourself" in [event["summary"] for event in events(ada)]


def test_a_closed_address_stays_dead(client: Client, ada: Enrollment) -> None:
    old = ada.user.calendar_id
    client.post("/calendar/close/")
    client.post("/calendar/open/")
    assert Client().get(f"/calendar/{old}.ics").status_code == 404


def test_a_closed_account_has_no_feed(ada: Enrollment) -> None:
    ada.user.is_active = False
    ada.user.save()
    assert Client().get(f"/calendar/{ada.user.calendar_id}.ics").status_code == 404


def test_the_page_of_preferences_says_the_address(client: Client, ada: Enrollment) -> None:
    assert f"/calendar/{ada.user.calendar_id}.ics" in client.get("/preferences/").content.decode()


def test_the_number_of_queries_does_not_grow(ada: Enrollment, django_assert_num_queries: Any) -> None:
    address = f"/calendar/{ada.user.calendar_id}.ics"
    Client().get(address)
    with django_assert_num_queries(8):
        Client().get(address)
    enroll(make_program("autumn"), "ada")
    with django_assert_num_queries(8):
        Client().get(address)
