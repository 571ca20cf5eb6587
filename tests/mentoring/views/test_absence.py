"""The page on which a mentor says that they are away, and how many newcomers they take."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.test import Client

from onboarding.mentoring.queries.turns import count_waiting
from onboarding.programs.models import Absence, Membership
from onboarding.programs.operations import go_away, notice_absence
from onboarding.verification.models import Status
from tests.cast import NOON, enroll, make_person, make_program, make_submission

pytestmark = pytest.mark.django_db
PAGE = "/mentor/absence/"
A_DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


def send(desk, **fields):
    said = {"first": "2026-03-02", "last": "2026-03-04", "programs": "spring", "cover": "", "note": "", **fields}
    return desk.post(PAGE, said)


def away(login, program, **fields):
    wanted = {"starts_at": NOON, "ends_at": NOON + 7 * A_DAY, **fields}
    return go_away(user=make_person(login), programs=[program], now=NOON, **wanted)[0]


def test_days_are_the_mentors_own(desk, grace, barbara):
    grace.time_zone = "Asia/Shanghai"
    grace.save()

    assert send(desk, first="2026-03-05", last="2026-03-06", cover="barbara", note="At sea.").status_code == 302

    absence = Absence.objects.get()
    assert absence.starts_at == datetime(2026, 3, 4, 16, tzinfo=UTC)
    assert absence.ends_at == datetime(2026, 3, 6, 16, tzinfo=UTC)
    assert (absence.user, absence.cover, absence.note) == (grace, barbara, "At sea.")


@pytest.mark.parametrize(
    ("zone", "first", "last", "hours"),
    [
        ("Europe/Berlin", "2026-03-29", "2026-03-29", 23),
        ("Europe/Berlin", "2026-10-25", "2026-10-25", 25),
        ("America/New_York", "2026-03-08", "2026-03-08", 23),
        ("America/New_York", "2026-11-01", "2026-11-01", 25),
        ("Asia/Shanghai", "2026-03-29", "2026-03-29", 24),
    ],
)
def test_a_day_on_which_clocks_change_is_away_in_full(desk, grace, zone, first, last, hours):
    grace.time_zone = zone
    grace.save()

    send(desk, first=first, last=last)

    absence = Absence.objects.get()
    assert absence.ends_at - absence.starts_at == timedelta(hours=hours)


def test_an_absence_from_today_on_begins_now(desk, barbara):
    send(desk)

    assert Absence.objects.get().starts_at == NOON


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"first": "2026-03-01"}, "This day is over already."),
        ({"last": "2026-03-01"}, "The last day comes before the first."),
        ({"last": "2027-06-01"}, "more than a year away"),
        ({"last": "9999-12-31"}, "more than a year away"),
        ({"last": "soon"}, "This is not a day."),
        ({"first": ""}, "Choose the first day."),
        ({"programs": "other"}, "Select a valid choice"),
        ({"cover": "mallory"}, "Nobody of this name mentors with you any more."),
        ({"note": "x" * 1001}, "room for 1000 characters"),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_stays(desk, barbara, fields, sentence):
    response = send(desk, **{"note": "At sea.", **fields})

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert fields.get("note", "At sea.") in response.content.decode()
    assert not Absence.objects.exists()


def test_days_that_overlap_are_refused_in_words(desk, grace, program):
    away("grace", program)

    response = send(desk)

    assert response.status_code == 422
    assert "You are away from Spring in this time already." in response.content.decode()


def test_the_page_says_who_covers_when(desk, program, barbara):
    away("grace", program, cover=barbara)
    away("barbara", program, starts_at=NOON + 2 * A_DAY, ends_at=NOON + 4 * A_DAY)

    page = desk.get(PAGE).content.decode()

    assert "Barbara covers, Monday 2 March to Wednesday 4 March." in page
    assert "Nobody can cover, Wednesday 4 March to Friday 6 March" in page


def test_coming_back_is_one_button(desk, program, barbara):
    absence = away("grace", program)
    desk.post(f"{PAGE}{absence.public_id}/back/")

    assert "covers" not in desk.get(PAGE).content.decode().split("I shall be away")[0].split("</header>")[1]
    assert not Absence.objects.running(NOON + A_DAY).exists()


def test_nobody_ends_a_colleagues_absence(mallory: Client, program, grace):
    absence = away("grace", program)

    assert mallory.post(f"{PAGE}{absence.public_id}/back/").status_code == 404
    assert Absence.objects.running(NOON).exists()


def test_the_covers_today_holds_the_work_and_the_header_counts_it(client, program, barbara):
    make_submission(enroll(program), "introduce-yourself", status=Status.IN_REVIEW)
    client.force_login(barbara)
    assert count_waiting(barbara, now=NOON) == 0

    away("grace", program)

    assert count_waiting(barbara, now=NOON) == 1
    assert count_waiting(barbara, now=NOON + 8 * A_DAY) == 0
    page = client.get("/mentor/today/").content.decode()
    assert "One thing waits for you." in page
    assert "You cover for Grace until Monday 9 March (Spring)." in page


def test_a_noticed_absence_is_told_and_ends_with_the_next_action(desk, program, grace, barbara):
    ada = enroll(program)
    notice_absence(user=grace, program=program, now=NOON - A_DAY)
    assert "You count as away since Sunday 1 March" in desk.get("/mentor/today/").content.decode()

    response = desk.post(f"/mentor/people/{ada.public_id}/star/", {"starred": "1"}, follow=True)

    assert "Welcome back!" in response.content.decode()
    assert not Absence.objects.running(NOON).exists()


def test_answering_a_question_is_an_action_too(client, program, grace):
    from tests.questions.world import ask

    question = ask(enroll(program))
    notice_absence(user=grace, program=program, now=NOON - A_DAY)
    client.force_login(grace)

    client.post(f"/questions/{question.public_id}/answer/", {"text": "Look at the node."})

    assert not Absence.objects.running(NOON).exists()


@pytest.mark.parametrize("step", ["0.0", "0.5", "1.0", "2.0"])
def test_a_mentor_chooses_how_many_they_are_given(desk, program, step):
    desk.post("/mentor/capacity/spring/", {"capacity": step})

    assert Membership.objects.get(user__login="grace").capacity == Decimal(step)
    assert f'value="{step}" selected' in desk.get(PAGE).content.decode()


@pytest.mark.parametrize("step", ["", "3", "-1", "sNaN", "lots"])
def test_another_number_is_refused_in_words(desk, program, step):
    response = desk.post("/mentor/capacity/spring/", {"capacity": step}, follow=True)

    assert "Choose one of the four" in response.content.decode()
    assert Membership.objects.get(user__login="grace").capacity == 1


def test_more_absences_and_programs_cost_no_more_queries(desk, program, grace, barbara, django_assert_max_num_queries):
    desk.get(PAGE)
    with django_assert_max_num_queries(100) as few:
        desk.get(PAGE)
    for number in range(4):
        other = make_program(f"other-{number}", mentors=("grace", "frances"))
        away("grace", other)
        away("frances", other, starts_at=NOON + A_DAY, ends_at=NOON + 2 * A_DAY)

    with django_assert_max_num_queries(len(few) + 1):  # the absences' covers are fetched once there is an absence
        desk.get(PAGE)
