"""The journey's pages and verbs."""

import pytest
from django.test import Client

from onboarding.programs.models import Enrollment
from onboarding.verification.models import Status
from tests.cast import NOON, TASKS, enroll, make_person, make_program, make_submission

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(client: Client) -> Enrollment:
    """Ada in one program, signed in."""
    enrollment = enroll(make_program(name="Spring cohort"))
    client.force_login(enrollment.user)
    return enrollment


def page(client: Client, enrollment: Enrollment) -> str:
    response = client.get(f"/journey/{enrollment.public_id}/")
    assert response.status_code == 200
    return response.content.decode()


def test_the_one_journey_is_opened_without_asking(client: Client, ada: Enrollment) -> None:
    assert client.get("/journey/").headers["Location"] == f"/journey/{ada.public_id}/"


def test_several_journeys_are_a_choice(client: Client, ada: Enrollment) -> None:
    enroll(make_program("autumn", name="Autumn cohort"))
    text = client.get("/journey/").content.decode()
    assert "Spring cohort" in text
    assert "Autumn cohort" in text


def test_a_journey_that_was_left_does_not_stand_in_the_way(client: Client, ada: Enrollment) -> None:
    enroll(make_program("autumn"), state="left")
    assert client.get("/journey/").status_code == 302
    assert "Autumn" in client.get("/journey/?all").content.decode()


def test_who_has_no_journey_is_shown_where_to_begin(client: Client) -> None:
    client.force_login(make_person("newton"))
    assert "You are not on a trail yet" in client.get("/journey/").content.decode()


def test_the_one_next_step_is_named_with_its_due_date_and_the_mentor(client: Client, ada: Enrollment) -> None:
    text = page(client, ada)
    assert "Your next step" in text
    assert f"/journey/{ada.public_id}/introduce-yourself/" in text
    assert "Grace" in text


def test_a_journey_without_a_mentor_says_so(client: Client) -> None:
    enrollment = enroll(make_program(), mentor=None)
    client.force_login(enrollment.user)
    assert "Nobody yet" in page(client, enrollment)


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("requested", "You have asked to join"),
        ("invited", "You are invited"),
        ("paused", "Your journey is resting"),
        ("left", "You have left this journey"),
        ("active", "Your trail starts here"),
    ],
)
def test_every_state_has_its_own_greeting(client: Client, state: str, said: str) -> None:
    enrollment = enroll(make_program(), state=state)
    client.force_login(enrollment.user)
    assert said in page(client, enrollment)


def test_a_finished_journey_is_a_celebration(client: Client, ada: Enrollment) -> None:
    for content in TASKS:
        make_submission(ada, content["slug"], status=Status.VERIFIED, now=NOON)
    assert "You have walked it all, Ada" in page(client, ada)


def test_a_program_without_tasks_has_an_empty_trail_and_says_so(client: Client) -> None:
    enrollment = enroll(make_program(tasks=()))
    client.force_login(enrollment.user)
    assert "No tasks yet" in page(client, enrollment)


def test_pausing_and_going_on(client: Client, ada: Enrollment) -> None:
    client.post(f"/journey/{ada.public_id}/pause/")
    ada.refresh_from_db()
    assert (ada.state, ada.next_due_at) == ("paused", None)
    client.post(f"/journey/{ada.public_id}/resume/")
    ada.refresh_from_db()
    assert ada.state == "active"
    assert ada.next_due_at is not None


def test_leaving_keeps_what_was_done(client: Client, ada: Enrollment) -> None:
    make_submission(ada, status=Status.VERIFIED)
    response = client.post(f"/journey/{ada.public_id}/leave/", follow=True)
    assert "You have left the program" in response.content.decode()
    ada.refresh_from_db()
    assert (ada.state, ada.done_count) == ("left", 1)


def test_what_cannot_be_done_is_explained(client: Client, ada: Enrollment) -> None:
    response = client.post(f"/journey/{ada.public_id}/resume/", follow=True)
    assert response.status_code == 200
    Enrollment.objects.update(state="finished", finished_at=NOON)
    response = client.post(f"/journey/{ada.public_id}/leave/", follow=True)
    assert "nothing to leave" in response.content.decode()


@pytest.mark.parametrize("verb", ["", "leave/", "pause/", "resume/"])
@pytest.mark.parametrize("login", ["mallory", "grace"])
def test_a_journey_is_one_persons_own(client: Client, ada: Enrollment, login: str, verb: str) -> None:
    client.force_login(make_person(login))
    address = f"/journey/{ada.public_id}/{verb}"
    assert (client.post(address) if verb else client.get(address)).status_code == 404
