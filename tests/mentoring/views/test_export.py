"""The grid as a spreadsheet: of everybody who fits, or of those ticked."""

import csv
from io import StringIO

import pytest
from django.urls import reverse

from onboarding.verification.models import Status
from tests.cast import enroll, make_person, make_program, make_submission

URL = "/mentor/people/export/"


def table(answer) -> list[list[str]]:
    return list(csv.reader(StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))


def test_a_row_a_person_with_each_task_in_words(desk, program):
    make_person("ada", name="=Ada")
    make_submission(enroll(program), "introduce-yourself", status=Status.IN_REVIEW)

    heading, row = table(desk.get(URL))

    assert dict(zip(heading, row, strict=True)) == {
        "Name": "'=Ada",
        "GitHub login": "ada",
        "Mentor": "Grace",
        "State": "Active",
        "Verified tasks": "0",
        "Started": "2026-03-02 12:00",
        "Last activity": "2026-03-02 12:00",
        "Waiting since": "2026-03-02 12:00",
        "Next due": "2026-03-09 23:59",
        "Tags": "",
        "Introduce yourself": "Waits for a mentor",
        "First contribution": "Ready to start",
        "Sign off": "Locked",
    }


def test_it_speaks_the_readers_language(desk, program):
    enroll(program)

    heading, row = table(desk.get(URL, headers={"Accept-Language": "zh-hans"}))

    assert heading[:2] == ["名字", "GitHub 用户名"]
    assert row[3] == "进行中"


def test_the_filter_holds_and_pages_do_not(desk, program):
    for number in range(60):
        enroll(program, f"newcomer-{number:02}")

    assert len(table(desk.get(URL, {"q": "newcomer", "page": "2"}))) == 61
    assert len(table(desk.get(URL, {"q": "newcomer-1"}))) == 11


def test_only_those_ticked(desk, program):
    enroll(program, "bea")

    assert [row[1] for row in table(desk.get(URL, {"who": enroll(program).public_id}))[1:]] == ["ada"]


@pytest.mark.parametrize("size", [1, 60])
def test_it_is_four_queries_however_many_people(desk, program, size, django_assert_num_queries):
    for number in range(size):
        enroll(program, f"newcomer-{number}")
    desk.get(reverse("people"))

    with django_assert_num_queries(4):
        table(desk.get(URL))


def test_mallory_gets_nobody(mallory, program):
    ada = enroll(program)

    assert mallory.get(URL, {"program": program.slug}).status_code == 404
    assert len(table(mallory.get(URL, {"who": ada.public_id}))) == 1


def test_a_desk_without_programs_has_no_spreadsheet(client, db):
    make_program()
    client.force_login(make_person("ada"))

    assert client.get(URL).status_code == 404
