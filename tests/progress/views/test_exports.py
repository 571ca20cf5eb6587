"""Exports as organisers ask for them: streamed, named, and noted in the audit trail."""

import json

import pytest
from django.test import Client

from onboarding.programs.models import AuditEntry, Program
from tests.cast import enroll, make_person, make_program

pytestmark = pytest.mark.django_db
ADDRESS = "/organise/spring/exports/"


@pytest.fixture
def program() -> Program:
    return make_program("spring")


@pytest.fixture
def linus(client: Client, program: Program) -> Client:
    client.force_login(make_person("linus"))
    return client


def test_people_come_as_csv_with_a_name(linus, program):
    enroll(program)
    response = linus.post(f"{ADDRESS}people.csv")
    assert response.streaming
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert 'attachment; filename="spring-people-' in response["Content-Disposition"]
    assert response.getvalue().decode().splitlines()[1].split(",")[1] == "ada"


def test_people_come_as_json(linus, program):
    enroll(program)
    found = json.loads(linus.post(f"{ADDRESS}people.json").getvalue())
    assert (found["program"], found["rows"][0]["login"]) == ("spring", "ada")


def test_who_exported_what_is_noted_and_shown(linus):
    linus.post(f"{ADDRESS}findings.json")
    entry = AuditEntry.objects.get()
    assert (entry.actor.login, entry.verb, entry.facts) == (
        "linus",
        "exported",
        {"export": "findings", "format": "json"},
    )
    assert "findings.json" in linus.get(ADDRESS).content.decode()


@pytest.mark.parametrize("name", ["secrets.csv", "people.xlsx"])
def test_what_there_is_not_is_not_found_and_not_noted(linus, name):
    assert linus.post(f"{ADDRESS}{name}").status_code == 404
    assert not AuditEntry.objects.exists()


def test_mallory_exports_nothing(client, program):
    make_program("autumn", organisers=("mallory",))
    client.force_login(make_person("mallory"))
    assert client.post(f"{ADDRESS}people.csv").status_code == 404
    assert client.get(ADDRESS).status_code == 404
