"""The audit trail as its page shows it, and as a file."""

import csv
import io
import json

import pytest
from django.test import Client

from onboarding.programs.models import AuditEntry, Program, Verb
from onboarding.programs.operations import record
from onboarding.verification.models import Status
from tests.cast import NOON, enroll, make_person, make_program, make_submission

pytestmark = pytest.mark.django_db
ADDRESS = "/organise/spring/audit/"


@pytest.fixture
def program() -> Program:
    return make_program("spring")


@pytest.fixture
def linus(client: Client, program: Program) -> Client:
    client.force_login(make_person("linus"))
    return client


@pytest.fixture
def submission(program: Program):
    return make_submission(enroll(program), status=Status.VERIFIED)


def text_of(client: Client, address: str = ADDRESS) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_nothing_yet_is_said(linus):
    assert "Nothing has happened yet" in text_of(linus)


def test_nothing_found_is_something_else(linus, submission):
    assert "Nothing like that happened" in text_of(linus, f"{ADDRESS}?person=nobody")


def test_a_change_leads_to_the_person_and_to_the_work(linus, submission):
    text = text_of(linus)
    assert f'<a href="/mentor/people/{submission.enrollment.public_id}/">Ada</a>' in text
    assert f'<a href="/mentor/review/{submission.public_id}/">First contribution</a>' in text


def test_what_organisers_did_is_said_in_words(linus, program):
    facts = {"mentor": make_person("grace").pk}
    record(
        program=program, verb=Verb.MENTOR_GIVEN, actor=make_person("linus"), person=make_person(), facts=facts, now=NOON
    )
    text = text_of(linus)
    assert 'gave somebody a mentor <span class="tag">Grace</span>' in text
    assert '<span class="muted">the site</span>' not in text


def test_a_day_that_cannot_be_read_is_said(linus):
    assert "We could not read one of the days" in text_of(linus, f"{ADDRESS}?first=soon")


def test_what_was_filtered_can_be_exported_and_that_is_noted(linus, submission):
    make_submission(enroll(submission.enrollment.program, "mary"))
    response = linus.post(f"{ADDRESS}export.csv", {"person": "ada"})
    [row] = csv.DictReader(io.StringIO(response.getvalue().decode("utf-8-sig")))
    assert (row["what"], row["person_login"], row["task"]) == ("moved", "ada", "first-contribution")
    assert row["details"] == "to_status=verified; to_turn=nobody"
    assert AuditEntry.objects.get().facts == {"export": "audit", "format": "csv"}


def test_it_can_be_exported_as_json(linus, submission):
    found = json.loads(linus.post(f"{ADDRESS}export.json").getvalue())
    assert [row["what"] for row in found["rows"]][-1] == "moved"


def test_mallory_finds_nothing(client, program):
    make_program("autumn", organisers=("mallory",))
    client.force_login(make_person("mallory"))
    assert client.get(ADDRESS).status_code == 404
    assert client.post(f"{ADDRESS}export.csv").status_code == 404
