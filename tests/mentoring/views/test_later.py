"""Later dates: who may agree on them, for whom, and what is refused in which words."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from onboarding.mentoring.later import MOST_SAID
from onboarding.programs.models import Enrollment, Extension
from onboarding.verification.models import Status
from tests.cast import enroll, make_person, make_program, make_submission, task_of

ADDRESS = "/mentor/later-dates/"
QUERIES = 10


@pytest.fixture
def ada(program) -> Enrollment:
    return enroll(program, now=timezone.now())


def day_in(days: int) -> str:
    return f"{timezone.now() + timedelta(days=days):%Y-%m-%d}"


def sent(*people: Enrollment, slugs=("first-contribution",), **fields: str) -> dict[str, object]:
    tasks = [str(task_of(people[0].program, slug).pk) for slug in slugs]
    who = [person.public_id for person in people]
    return {"who": who, "tasks": tasks, "day": day_in(30), "reason": "Exams until June.", **fields}


def test_a_mentor_agrees_for_several_tasks_at_once_and_the_next_due_instant_follows(desk, ada):
    before = ada.next_due_at

    answer = desk.post(ADDRESS, sent(ada, slugs=("introduce-yourself", "first-contribution")))

    assert answer.url == reverse("person", args=[ada.public_id])
    assert set(ada.extensions.values_list("task__slug", "reason", "granted_by__login")) == {
        ("introduce-yourself", "Exams until June.", "grace"),
        ("first-contribution", "Exams until June.", "grace"),
    }
    ada.refresh_from_db()
    assert ada.next_due_at - before > timedelta(days=20)


def test_several_people_have_the_same_day_each(desk, program, ada):
    bea = enroll(program, "bea", now=timezone.now())

    desk.post(ADDRESS, sent(ada, bea))

    assert set(Extension.objects.values_list("enrollment__user__login", flat=True)) == {"ada", "bea"}


def test_what_is_verified_is_left_alone(desk, program, ada):
    bea = enroll(program, "bea", now=timezone.now())
    make_submission(ada, "introduce-yourself", status=Status.VERIFIED, now=timezone.now())

    desk.post(ADDRESS, sent(ada, bea, slugs=("introduce-yourself",)))

    assert list(Extension.objects.values_list("enrollment__user__login", flat=True)) == ["bea"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"day": day_in(-3)}, "This day is over already"),
        ({"day": day_in(2)}, "First contribution of Ada is due on"),
        ({"day": day_in(500)}, "more than a year away"),
        ({"day": "soon"}, "This is not a day"),
        ({"day": ""}, "No day is given"),
        ({"reason": "  "}, "Say why"),
        ({"tasks": []}, "No task is ticked"),
        ({"tasks": ["0"]}, "is verified by now, or gone"),
    ],
)
def test_a_refusal_is_said_and_nothing_is_agreed(desk, ada, wrong, said):
    answer = desk.post(ADDRESS, {**sent(ada), **wrong})

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Extension.objects.exists()


def test_every_date_that_would_be_no_later_is_named_at_once(desk, program, ada):
    people = [ada, *(enroll(program, f"n-{number}", now=timezone.now()) for number in range(MOST_SAID + 1))]

    page = desk.post(ADDRESS, {**sent(*people), "day": day_in(2)}).content.decode()

    assert page.count("First contribution of ") == MOST_SAID
    assert "So it is with 2 more." in page
    assert not Extension.objects.exists()


def test_one_refusal_among_many_leaves_everybody_as_they_were(desk, program, ada):
    bea = enroll(program, "bea", now=timezone.now() + timedelta(days=40))

    answer = desk.post(ADDRESS, sent(ada, bea))

    assert "of Bea is due on" in answer.content.decode()
    assert not Extension.objects.exists()


def test_only_those_who_help_in_the_program_may_agree(mallory, ada):
    assert mallory.post(ADDRESS, sent(ada)).status_code == 404
    theirs = Client()
    theirs.force_login(ada.user)
    assert theirs.post(ADDRESS, sent(ada)).status_code == 404
    assert not Extension.objects.exists()


def test_people_of_two_programs_are_not_mixed(desk, ada):
    other = enroll(make_program("autumn"), "bea")

    assert desk.post(ADDRESS, sent(ada, other)).status_code == 404


def test_an_archived_program_has_no_later_dates(desk, program, ada):
    program.archived_at = timezone.now()
    program.save()

    assert desk.get(ADDRESS, {"who": ada.public_id}).status_code == 404


def test_the_form_takes_as_many_queries_for_many_people(desk, program, ada, django_assert_num_queries):
    everybody = [ada, *(enroll(program, f"newcomer-{number}") for number in range(9))]
    desk.get(ADDRESS, {"who": ada.public_id})

    with django_assert_num_queries(QUERIES):
        desk.get(ADDRESS, {"who": ada.public_id})
    with django_assert_num_queries(QUERIES):
        desk.get(ADDRESS, {"who": [each.public_id for each in everybody]})


def test_the_page_of_the_person_says_who_agreed_on_what_and_why(desk, ada):
    desk.post(ADDRESS, sent(ada, reason="Exams <b>until</b> June."))

    page = desk.get(reverse("person", args=[ada.public_id])).content.decode()

    assert "Agreed by Grace" in page
    assert "Exams &lt;b&gt;until&lt;/b&gt; June." in page


def test_a_mentor_reads_the_moment_in_their_own_zone(client, program, ada):
    grace = make_person("grace")
    grace.time_zone = "Asia/Shanghai"
    grace.save()
    client.force_login(grace)
    client.post(ADDRESS, sent(ada))

    assert ", 07:59<br>" in client.get(reverse("person", args=[ada.public_id])).content.decode()


def test_the_newcomer_reads_the_reason_with_the_date(desk, ada):
    desk.post(ADDRESS, sent(ada))
    theirs = Client()
    theirs.force_login(ada.user)

    page = theirs.get(reverse("task", args=[ada.public_id, "first-contribution"])).content.decode()

    assert "Later date agreed with Grace" in page
    assert "Exams until June." in page
