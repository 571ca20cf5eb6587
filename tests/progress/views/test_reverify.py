"""Re-verifying a task for all, as organisers do it: choose, look, begin, watch."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from onboarding.programs.models import Program
from onboarding.verification.models import Reverification, Status
from onboarding.verification.operations import reverify
from tests.cast import (
    NOON,
    enroll,
    make_person,
    make_program,
    make_submission,
    make_version,
    rule,
    task_content,
    task_of,
)

pytestmark = pytest.mark.django_db
ADDRESS = "/organise/spring/reverify/"
TASK = "introduce-yourself"
STRICT = task_content(TASK, "written", rules=[rule("long-enough", "words >= 10")])


@pytest.fixture
def program() -> Program:
    return make_program("spring")


@pytest.fixture
def linus(client: Client, program: Program) -> Client:
    client.force_login(make_person("linus"))
    return client


def verified(program: Program, login: str = "ada"):
    evidence = {"text": "Hello there, friends!", "link": "", "words": 3}
    return make_submission(enroll(program, login), TASK, status=Status.VERIFIED, evidence=evidence)


def text_of(client: Client, address: str = ADDRESS, **headers: str) -> str:
    response = client.get(address, headers=headers)
    assert response.status_code == 200
    return response.content.decode()


def test_the_page_says_how_much_it_would_be(linus, program):
    verified(program), verified(program, "mary")
    text = text_of(linus, f"{ADDRESS}?task={TASK}")
    assert "2 verified pieces of work would be judged again." in text
    assert "All by version 1" in text


def test_nothing_to_judge_is_said(linus):
    assert "there is nothing to judge again" in text_of(linus, f"{ADDRESS}?task={TASK}")


def test_from_the_choice_to_what_was_flagged(linus, program):
    submission = verified(program)
    make_version(task_of(program, TASK), STRICT)
    response = linus.post(f"{ADDRESS}start/", {"task": TASK, "version": "2"})
    run = Reverification.objects.get()
    assert response["Location"] == f"{ADDRESS}{run.public_id}/"
    text = text_of(linus, response["Location"])
    assert 'hx-trigger="load delay:2s"' in text
    assert "0 of 1 judged" in text
    reverify(run_id=run.pk, now=timezone.now())
    text = text_of(linus, response["Location"], HX_Request="true")
    assert "<html" not in text
    assert "1 of 1 judged" in text
    assert "hx-get" not in text
    assert f'<a href="/mentor/review/{submission.public_id}/">Ada</a>' in text


def test_a_second_start_is_refused_and_says_so(linus, program):
    verified(program)
    linus.post(f"{ADDRESS}start/", {"task": TASK})
    response = linus.post(f"{ADDRESS}start/", {"task": TASK}, follow=True)
    assert "is being re-verified already" in response.content.decode()
    assert Reverification.objects.count() == 1


@pytest.mark.parametrize(
    "asked", [{}, {"task": "nowhere"}, {"task": TASK, "version": "9"}, {"task": TASK, "version": "x"}]
)
def test_what_there_is_not_is_not_found(linus, program, asked):
    verified(program)
    assert linus.post(f"{ADDRESS}start/", asked).status_code == 404


def begun(program: Program, number: int) -> None:
    at = NOON + timedelta(days=number)
    Reverification.objects.create(
        program=program,
        task=task_of(program, TASK),
        started_by=make_person("linus"),
        started_at=at,
        finished_at=at,
        total=1,
        up_to=1,
    )


def test_the_page_costs_the_same_with_more_runs(linus, program):
    costs = []
    for runs in (1, 5):
        for number in range(runs):
            begun(program, number)
        linus.get(ADDRESS)
        with CaptureQueriesContext(connection) as queries:
            linus.get(ADDRESS)
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_mallory_finds_nothing_and_begins_nothing(client, program):
    verified(program)
    make_program("autumn", organisers=("mallory",))
    client.force_login(make_person("mallory"))
    assert client.get(ADDRESS).status_code == 404
    assert client.post(f"{ADDRESS}start/", {"task": TASK}).status_code == 404
    assert not Reverification.objects.exists()
