"""Who is in a program, in the admin: letting people in, giving them mentors, agreeing on later days."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from onboarding.programs.models import Enrollment
from tests.cast import enroll, make_person, make_program, task_content, task_of

pytestmark = pytest.mark.django_db
LIST = "/admin/programs/enrollment/"
State = Enrollment.State


def linus():
    client = Client()
    client.force_login(make_person("linus"))
    return client


def act(client, action, *enrollments, **fields):
    selected = {"action": action, "_selected_action": [each.pk for each in enrollments]}
    return client.post(LIST, {**selected, **fields}, follow=True).content.decode()


def requested(program, login="ada"):
    return enroll(program, login, state=State.REQUESTED, started_at=None, mentor=None)


def test_an_organiser_sees_who_is_in_their_programs_and_nobody_else():
    enroll(make_program("spring"), "ada")
    enroll(make_program("autumn", organisers=("mallory",)), "bob")

    page = linus().get(LIST).content.decode()

    assert "Ada (ada)" in page
    assert "bob" not in page


@pytest.mark.parametrize(("query", "found"), [("?state__exact=paused", "Mary"), ("?q=ada", "Ada")])
def test_people_can_be_filtered_and_searched(query, found):
    program = make_program()
    enroll(program, "ada")
    enroll(program, "mary", state=State.PAUSED)

    rows = linus().get(LIST + query).context["cl"].result_list

    assert [row.user.display_name for row in rows] == [found]


def test_who_asked_is_let_in_with_a_mentor_and_a_trail():
    asked = requested(make_program())

    page = act(linus(), "approve", asked)

    asked.refresh_from_db()
    assert "1 person is in now." in page
    assert (asked.state, asked.mentor.login, asked.trail) == (State.ACTIVE, "grace", "oo-")


def test_who_cannot_be_let_in_is_named_with_the_reason_and_the_others_are_in():
    program = make_program()
    asked, left = requested(program), enroll(program, "mary", state=State.LEFT)

    page = act(linus(), "approve", asked, left)

    assert "1 person is in now." in page
    assert "Mary: Only somebody who asked to join can be let in." in page


def test_who_asked_can_be_turned_down():
    asked = requested(make_program())

    assert "1 person was turned down." in act(linus(), "decline", asked)
    asked.refresh_from_db()
    assert asked.state == State.LEFT


def test_mallory_lets_nobody_in():
    asked = requested(make_program())
    make_program("autumn", organisers=("mallory",))
    client = Client()
    client.force_login(make_person("mallory"))

    act(client, "approve", asked)

    asked.refresh_from_db()
    assert asked.state == State.REQUESTED


class TestMentors:
    @pytest.fixture
    def program(self):
        return make_program(mentors=("grace", "barbara"))

    def test_the_page_offers_the_mentors_of_the_program(self, program):
        make_program("autumn", mentors=("frances",))

        page = act(linus(), "assign", enroll(program))

        assert "Grace" in page
        assert "Barbara" in page
        assert "Frances" not in page

    def test_the_chosen_one_looks_after_them(self, program):
        enrollment = enroll(program, mentor="grace")

        page = act(linus(), "assign", enrollment, confirmed="yes", mentor=make_person("barbara").pk)

        enrollment.refresh_from_db()
        assert "1 person has a mentor." in page
        assert enrollment.mentor.login == "barbara"

    def test_nobody_chosen_means_by_load(self, program):
        enroll(program, "mary", mentor="grace")
        ada, alan = enroll(program, "ada", mentor=None), enroll(program, "alan", mentor=None)

        act(linus(), "assign", ada, alan, confirmed="yes", mentor="")

        chosen = Enrollment.objects.filter(user__login__in=("ada", "alan"))
        assert {each.mentor.login for each in chosen} == {"barbara", "grace"}


class TestLaterDays:
    def ask(self, enrollment, **fields):
        answers = {"task": str(task_of(enrollment.program, "first-contribution").pk), "reason": "Exams", **fields}
        return linus().post(f"{LIST}{enrollment.pk}/extend/", answers)

    def test_a_later_day_moves_the_due_instant_to_its_end(self):
        started = timezone.now()
        enrollment = enroll(make_program(tasks=[task_content("first-contribution")]), started_at=started)
        day = (started + timedelta(days=30)).date()

        response = self.ask(enrollment, day=day.isoformat())

        assert response["Location"] == f"{LIST}{enrollment.pk}/change/"
        enrollment.refresh_from_db()
        extension = enrollment.extensions.get()
        assert (extension.granted_by.login, extension.reason) == ("linus", "Exams")
        assert f"{enrollment.next_due_at:%Y-%m-%d %H:%M:%S}" == f"{day} 23:59:59"
        assert "Exams" in linus().get(f"{LIST}{enrollment.pk}/change/").content.decode()

    @pytest.mark.parametrize(
        ("fields", "message"),
        [
            ({"day": "2020-01-01"}, "This day is over already."),
            ({"day": "2099-01-01", "reason": " "}, "This field is required."),
            ({"day": "soon"}, "Enter a valid date."),
            ({"day": "2099-01-01", "task": "0"}, "Select a valid choice."),
        ],
    )
    def test_what_cannot_be_is_told(self, fields, message):
        enrollment = enroll(make_program())

        assert message in self.ask(enrollment, **fields).content.decode()
        assert not enrollment.extensions.exists()


def test_nothing_of_an_enrollment_is_edited_by_hand():
    page = linus().get(f"{LIST}{enroll(make_program()).pk}/change/")

    assert page.context["adminform"].form.fields == {}


def test_the_list_costs_the_same_however_many_people_there_are(django_assert_num_queries):
    program, client = make_program(), linus()
    enroll(program, "ada")
    client.get(LIST)
    with CaptureQueriesContext(connection) as few:
        client.get(LIST)
    for number in range(8):
        enroll(program, f"mary-{number}")

    with django_assert_num_queries(len(few)):
        client.get(LIST)
