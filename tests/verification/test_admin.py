"""The admin of verification: administrators read its rows, and nobody changes any."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from onboarding.verification.models import Finding, Flag, Review, Status
from tests.cast import NOON, enroll, make_person, make_program, make_submission

pytestmark = pytest.mark.django_db
MODELS = ("submission", "review", "flag", "transition")


@pytest.fixture
def rows():
    submission = make_submission(enroll(make_program()), status=Status.VERIFIED)
    Finding.objects.create(submission=submission, position=0, code="a", outcome="unmet", saw={"en": "<b>x</b>"})
    fields = {"submission": submission, "mentor": make_person("grace"), "decided_at": NOON, "effective_at": NOON}
    return {
        "submission": submission,
        "review": Review.objects.create(decision="approve", **fields),
        "flag": Flag.objects.create(submission=submission, code="reverted", opened_at=NOON),
        "transition": submission.transitions.get(),
    }


def signed_in(login: str, **fields: object) -> Client:
    client = Client()
    client.force_login(make_person(login, **fields))
    return client


@pytest.mark.parametrize("model", MODELS)
def test_an_administrator_reads_a_list_and_each_row(rows, model):
    margaret = signed_in("margaret", is_administrator=True)

    listed = margaret.get(reverse(f"admin:verification_{model}_changelist"))
    shown = margaret.get(reverse(f"admin:verification_{model}_change", args=[rows[model].pk]))

    assert listed.status_code == 200
    assert shown.status_code == 200
    assert b"<b>x</b>" not in shown.content
    assert b'name="_save"' not in shown.content


@pytest.mark.parametrize("model", MODELS)
def test_not_even_an_administrator_changes_one(rows, model):
    margaret = signed_in("margaret", is_administrator=True)
    address = reverse(f"admin:verification_{model}_change", args=[rows[model].pk])

    assert margaret.post(address, {"status": "withdrawn"}).status_code in (403, 404)
    assert margaret.get(reverse(f"admin:verification_{model}_add")).status_code in (403, 404)
    assert margaret.post(reverse(f"admin:verification_{model}_delete", args=[rows[model].pk])).status_code in (403, 404)


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("login", ["linus", "grace", "mallory"])
def test_whoever_does_not_run_the_site_sees_none(rows, model, login):
    client = signed_in(login)

    assert client.get(reverse(f"admin:verification_{model}_changelist")).status_code == 404
    assert client.get(reverse(f"admin:verification_{model}_change", args=[rows[model].pk])).status_code == 404


def test_a_list_takes_as_many_queries_for_many_rows_as_for_one(rows):
    margaret = signed_in("margaret", is_administrator=True)
    address = reverse("admin:verification_submission_changelist")

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            margaret.get(address)
        return len(queries)

    few = count()
    for login in ("bob", "carol", "dan"):
        make_submission(enroll(rows["submission"].enrollment.program, login))

    assert count() == few
