"""The pages about programs, and joining one."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from onboarding.programs.models import Enrollment, Membership, Program
from onboarding.programs.trail import Step
from tests.cast import enroll, make_person, make_program

pytestmark = pytest.mark.django_db
CHINESE = {"Accept-Language": "zh-hans"}
State = Enrollment.State


@pytest.fixture
def ada(client):
    person = make_person("ada")
    client.force_login(person)
    return person


def text_of(client, address="/programs/spring/", **extra):
    response = client.get(address, **extra)
    assert response.status_code == 200
    return response.content.decode()


def queries_of(client, address):
    with CaptureQueriesContext(connection) as captured:
        text_of(client, address)
    return len(captured)


def test_the_programs_are_listed_those_that_take_people_in_first(client):
    make_program("autumn", name="Autumn", ends_at=timezone.now() - timedelta(days=1))
    make_program("spring", name="Spring", summary="Grow with us.", summary_zh_hans="一起成长。", name_zh_hans="春天")

    page = text_of(client, "/programs/")

    assert page.index("Spring") < page.index("Autumn")
    assert "Grow with us." in page
    assert "This program ended on" in page
    assert "一起成长。" in text_of(client, "/programs/", headers=CHINESE)
    assert "春天" in text_of(client, "/programs/", headers=CHINESE)


def test_without_programs_the_page_says_what_to_do(client):
    page = text_of(client, "/programs/")

    assert "No programs yet" in page
    assert 'href="/tracks/"' in page


def test_a_program_shows_its_trail_its_people_and_its_repositories(client):
    program = make_program()
    enroll(program, "mary")
    enroll(program, "alan", state=State.FINISHED)

    page = text_of(client)

    for words in ("Introduce yourself", "Grace", "Linus", "demo-community/guide", "1 newcomer", "1 has finished"):
        assert words in page
    assert "Mary" not in page, "newcomers are not shown to everybody"


def test_a_retired_task_is_not_on_the_trail(client):
    program = make_program()
    program.track.tasks.filter(slug="sign-off").update(retired_at=timezone.now())

    assert "Sign off" not in text_of(client)


def test_an_archived_program_is_there_for_its_people_only(client, ada):
    program = make_program(archived_at=timezone.now())
    assert client.get("/programs/spring/").status_code == 404
    assert "Spring" not in text_of(client, "/programs/")

    enroll(program, "ada", state=State.LEFT)
    assert "takes nobody in any more" in text_of(client)


def test_who_is_not_signed_in_is_asked_to(client):
    make_program()

    assert 'href="/sign-in/?next=/programs/spring/"' in text_of(client)


def test_joining_leads_to_the_journey_with_its_trail(client, ada):
    program = make_program()
    assert ">Join</button>" in text_of(client)

    response = client.post("/programs/spring/join/")

    enrollment = program.enrollments.get(user=ada)
    assert response["Location"] == f"/journey/{enrollment.public_id}/"
    assert enrollment.trail == f"{Step.OPEN}{Step.OPEN}{Step.LOCKED}"
    assert enrollment.next_due_at is not None
    assert f'href="/journey/{enrollment.public_id}/"' in text_of(client)


def test_joining_twice_leads_to_the_same_journey(client, ada):
    program = make_program()

    addresses = {client.post("/programs/spring/join/")["Location"] for _time in range(2)}

    assert addresses == {f"/journey/{program.enrollments.get().public_id}/"}


def test_who_left_is_invited_to_go_on(client, ada):
    program = make_program()
    enroll(program, "ada", state=State.LEFT)

    assert "Join again" in text_of(client)
    client.post("/programs/spring/join/")
    assert program.enrollments.get().state == State.ACTIVE


def test_where_an_organiser_lets_people_in_joining_says_so(client, ada):
    program = make_program(needs_approval=True)
    assert "Ask to join" in text_of(client)

    response = client.post("/programs/spring/join/", follow=True)

    assert program.enrollments.get().state == State.REQUESTED
    assert "An organiser will let you in." in response.content.decode()
    assert '<button class="button">Ask to join' not in text_of(client)


def test_a_program_that_has_ended_says_so_and_has_no_button(client, ada):
    program = make_program(ends_at=timezone.now() - timedelta(days=1))
    assert "join/" not in text_of(client)

    response = client.post("/programs/spring/join/", follow=True)

    assert "This program ended on" in response.content.decode()
    assert not program.enrollments.exists()


def test_who_is_not_signed_in_does_not_join(client):
    program = make_program()

    assert client.post("/programs/spring/join/")["Location"].startswith("/sign-in/")
    assert not program.enrollments.exists()


def test_mallory_cannot_join_what_she_cannot_see(client):
    make_program(archived_at=timezone.now())
    client.force_login(make_person("mallory"))

    assert client.post("/programs/spring/join/").status_code == 404


def test_more_programs_and_people_cost_no_more_queries(client, ada):
    program = make_program()
    enroll(program, "ada")
    text_of(client)  # the first visit of a session costs more
    few = [queries_of(client, address) for address in ("/programs/", "/programs/spring/")]

    for number in range(8):
        make_program(f"autumn-{number}")
        enroll(program, f"mary-{number}")
        Membership.objects.create(program=program, user=make_person(f"grace-{number}"), role=Membership.Role.MENTOR)

    assert [queries_of(client, address) for address in ("/programs/", "/programs/spring/")] == few


def test_a_program_without_tasks_can_be_read(client):
    Program.objects.filter(pk=make_program(tasks=()).pk).update(time_zone="Asia/Shanghai")

    assert "no tasks yet" in text_of(client)
