"""The page of figures, for organisers."""

from datetime import timedelta

import pytest
from django.test import Client

from onboarding.programs.models import Program
from onboarding.progress.queries import figures
from onboarding.verification.models import Status
from onboarding.verification.operations import decide
from tests.cast import NOON, enroll, make_person, make_program, make_submission

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
ADDRESS = "/organise/spring/figures/"


@pytest.fixture
def program() -> Program:
    return make_program("spring")


@pytest.fixture
def linus(client: Client, program: Program) -> Client:
    client.force_login(make_person("linus"))
    return client


def reviews(program: Program, count: int) -> None:
    for place in range(count):
        work = make_submission(enroll(program, f"p{place}"), "introduce-yourself", status=Status.IN_REVIEW)
        decide(submission=work, mentor=make_person("grace"), decision="approve", note="", now=NOON + 3 * HOUR)


def text_of(client: Client, address: str = ADDRESS) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_an_empty_program_says_that_nobody_has_started(linus):
    assert "Nobody has started yet" in text_of(linus)


def test_the_funnel_stands_in_a_table_beside_its_bars(linus, program):
    make_submission(enroll(program), "first-contribution", status=Status.VERIFIED)
    text = text_of(linus)
    assert "Of one person who has started." in text
    assert '<rect class="verified" width="100" height="10"/>' in text
    assert '<th scope="row">First contribution</th>' in text


def test_the_times_of_a_mentor_are_told_once_there_are_enough(linus, program):
    reviews(program, 5)
    text = text_of(linus)
    assert "3 hours" in text
    assert "too few to say" not in text


def test_too_few_times_are_said_to_be_too_few(linus, program):
    reviews(program, 4)
    text = text_of(linus)
    assert "too few to say" in text
    assert "3 hours" not in text


def test_of_many_people_the_page_says_that_they_are_being_worked_out(linus, program, monkeypatch, rung):
    monkeypatch.setattr(figures, "AT_ONCE", 0)
    enroll(program)
    text: list[str] = []
    assert rung(lambda: text.append(text_of(linus))) == [("work_out_figures", [program.pk, "all"])]
    assert "The figures are being worked out" in text[0]


def test_a_period_is_marked_as_chosen(linus, program):
    enroll(program)
    text = text_of(linus, f"{ADDRESS}?days=30")
    assert 'href="?days=30" aria-current="true"' in text
    assert "Nobody started in this period" in text


def test_it_speaks_chinese(linus, program):
    enroll(program)
    linus.cookies["django_language"] = "zh-hans"
    assert "任务 First contribution" in text_of(linus)


def test_mallory_finds_nothing(client, program):
    make_program("autumn", organisers=("mallory",))
    client.force_login(make_person("mallory"))
    assert client.get(ADDRESS).status_code == 404
