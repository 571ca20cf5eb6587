"""The admin of verification: organisers read their own program's rows, and nobody changes any."""

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
def test_an_organiser_reads_a_list_and_each_row(rows, model):
    linus = signed_in("linus")

    listed = linus.get(reverse(f"admin:verification_{model}_changelist"))
    shown = linus.get(reverse(f"admin:verification_{model}_change", args=[rows[model].pk]))

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
def test_the_organiser_of_another_program_sees_none(rows, model):
    make_program("autumn", organisers=["mallory"])
    mallory = signed_in("mallory")

    address = reverse(f"admin:verification_{model}_change", args=[rows[model].pk])

    assert mallory.get(reverse(f"admin:verification_{model}_changelist")).status_code == 404
    assert mallory.get(address).status_code in (302, 404)


def test_a_list_takes_as_many_queries_for_many_rows_as_for_one(rows):
    linus, address = signed_in("linus"), reverse("admin:verification_submission_changelist")

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            linus.get(address)
        return len(queries)

    few = count()
    for login in ("bob", "carol", "dan"):
        make_submission(enroll(rows["submission"].enrollment.program, login))

    assert count() == few
