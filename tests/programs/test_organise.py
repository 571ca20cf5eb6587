"""Organisers' first pages: the list of their programs, and how one of them is going."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from onboarding.programs.models import Enrollment, Membership, MentorRequest
from onboarding.programs.operations import go_away
from onboarding.programs.sections import CHAPTERS
from onboarding.verification.models import Status
from tests.cast import NOON, enroll, make_person, make_program, make_submission, make_task, task_content

pytestmark = pytest.mark.django_db
State = Enrollment.State


@pytest.fixture
def program():
    return make_program("spring", name_zh_hans="春天")


def text_of(client: Client, address: str, **more: str) -> str:
    response = client.get(address, **more)
    assert response.status_code == 200
    return response.content.decode()


def cost(client: Client, address: str) -> int:
    """How many queries the page asks, once what is cached is cached."""
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return len(queries)


def test_the_list_has_the_programs_that_one_organises_and_no_other(linus):
    make_program("autumn", organisers=("mallory",))

    text = text_of(linus, "/organise/")

    assert "/organise/spring/" in text
    assert "autumn" not in text.lower()


def test_the_list_says_who_waits_to_be_let_in(linus, program):
    enroll(program, state=State.REQUESTED, started_at=None)

    assert "1 person asks to join" in text_of(linus, "/organise/")


def test_an_archived_program_stands_at_the_end_of_the_list_and_says_so(linus, program):
    make_program("old", name="A bygone spring", archived_at=NOON)

    text = text_of(linus, "/organise/")

    assert text.index("/organise/spring/") < text.index("/organise/old/") < text.index("archived")


def test_the_list_asks_the_same_of_few_and_of_many(linus, program):
    few = cost(linus, "/organise/")
    for number in range(12):
        each = make_program(f"program-{number}")
        enroll(each, "ada"), enroll(each, "mary", state=State.REQUESTED, started_at=None)

    assert cost(linus, "/organise/") == few


def test_who_organises_nothing_has_no_list(client):
    make_program("spring")
    for login in ("grace", "mallory"):
        client.force_login(make_person(login))
        assert client.get("/organise/").status_code == 404


def test_somebody_who_may_begin_programs_sees_that_there_are_none_yet(client):
    client.force_login(make_person("margaret", is_organiser=True))

    assert "You organise no program yet" in text_of(client, "/organise/")


def test_mallory_finds_no_overview_of_a_program_that_is_not_hers(client, program):
    make_program("autumn", organisers=("mallory",))
    client.force_login(make_person("mallory"))

    assert client.get("/organise/spring/").status_code == 404


def test_the_overview_counts_people_by_what_they_do(linus, program):
    for login, state in (("ada", State.ACTIVE), ("mary", State.PAUSED), ("bob", State.FINISHED), ("eve", State.LEFT)):
        enroll(program, login)
        Enrollment.objects.filter(user__login=login).update(state=state)

    figures = linus.get("/organise/spring/").context["overview"].figures

    assert [each.count for each in figures] == [1, 1, 1, 1]


def test_the_overview_names_who_asks_longest_first(linus, program):
    for days, login in ((1, "mary"), (3, "ada")):
        enroll(program, login, state=State.REQUESTED, started_at=None, last_activity_at=NOON - timedelta(days=days))

    asking = linus.get("/organise/spring/").context["overview"].asking

    assert [each.user.login for each in asking] == ["ada", "mary"]


def test_the_overview_says_what_waits_longest(linus, program):
    make_submission(enroll(program, "mary"), status=Status.IN_REVIEW, now=NOON)
    make_submission(enroll(program, "ada"), status=Status.IN_REVIEW, now=NOON - timedelta(days=2))

    waiting = linus.get("/organise/spring/").context["overview"].waiting

    assert [each.user.login for each in waiting] == ["ada", "mary"]


def test_the_overview_names_mentors_who_take_nobody_and_counts_who_has_none(linus, program):
    program.memberships.filter(role=Membership.Role.MENTOR).update(capacity=0)
    enroll(program, mentor=None)

    text = text_of(linus, "/organise/spring/")

    assert "1 newcomer has no mentor." in text
    assert "These take nobody new at this time:" in text


def test_the_overview_says_that_the_track_has_something_new(linus, program):
    assert "The program holds what its track says." in text_of(linus, "/organise/spring/")

    make_task(program.track, task_content("release"))

    assert "The track has 1 change that this program has not taken over yet." in text_of(linus, "/organise/spring/")


def test_the_overview_counts_who_asks_for_another_mentor_and_whom_nobody_covers(linus, program):
    ada, now = enroll(program), timezone.now()
    MentorRequest.objects.create(enrollment=ada, mentor=ada.mentor, asked_at=now)
    go_away(user=make_person("grace"), programs=[program], starts_at=now, ends_at=now + timedelta(days=7), now=now)

    text = text_of(linus, "/organise/spring/")

    assert "1 newcomer asks for another mentor." in text
    assert "1 mentor is away, and nobody covers." in text
    assert "Everybody is looked after" not in text


def test_the_overview_keeps_a_request_from_the_mentor_whom_it_is_about(client, program):
    grace = make_person("grace")
    program.memberships.create(user=grace, role=Membership.Role.ORGANISER)
    MentorRequest.objects.create(enrollment=enroll(program), mentor=grace, asked_at=NOON)
    client.force_login(grace)

    assert "asks for another mentor" not in text_of(client, "/organise/spring/")


def test_the_overview_asks_the_same_of_few_and_of_many(linus, program):
    make_submission(enroll(program), status=Status.IN_REVIEW)
    few = cost(linus, "/organise/spring/")
    for number in range(20):
        make_submission(enroll(program, f"newcomer-{number}"), status=Status.IN_REVIEW)
        program.memberships.create(user=make_person(f"mentor-{number}"), role=Membership.Role.MENTOR)

    assert cost(linus, "/organise/spring/") == few


PLACES = [(chapter, section) for chapter in CHAPTERS for section in chapter.sections]


@pytest.mark.parametrize(("chapter", "section"), PLACES, ids=[section.name for _, section in PLACES])
def test_every_section_leads_somewhere_and_says_that_one_is_there(linus, program, chapter, section):
    address, first = (reverse(each.name, args=[program.slug]) for each in (section, chapter.sections[0]))

    text = text_of(linus, address)

    assert f'<a href="{first}" aria-current="true">' in text
    assert (f'<a class="chip" href="{address}" aria-current="page">' in text) == (len(chapter.sections) > 1)


def test_the_copy_and_the_archive_belong_to_the_settings(linus, program):
    for address in ("/organise/spring/clone/", "/organise/spring/archive/"):
        assert '<a href="/organise/spring/about/" aria-current="true">' in text_of(linus, address)


def test_it_speaks_chinese(linus, program):
    linus.cookies["django_language"] = "zh-hans"

    text = text_of(linus, "/organise/spring/")

    assert "春天" in text
    assert "概览" in text
