"""Importing people and earlier results: what each line would do, and doing it, once."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from onboarding.people.models import User
from onboarding.people.operations import Identity, recognise
from onboarding.programs.models import AuditEntry, Enrollment, HandOver, Membership, Program
from onboarding.verification.models import Review, Submission
from tests.cast import enroll, make_person
from tests.programs.importing.pages import HEAD, IMPORT, carry_out, outcomes, preview

pytestmark = pytest.mark.django_db


def test_a_preview_writes_nothing(linus, program):
    make_person("ada")

    text = preview(linus, "ada,,,first-contribution,2026-01-03,PR 7").content.decode()

    assert "comes into the program; confirmed: First contribution" in text
    assert not Enrollment.objects.exists()


def test_people_come_in_and_earlier_results_are_confirmed(linus, program):
    make_person("ada")

    page = carry_out(linus, "ada,2026-01-01,grace,first-contribution,2026-01-03,PR 7", "ada,,,introduce-yourself,,")

    assert "2 results are confirmed." in page.content.decode()
    ada = Enrollment.objects.get()
    assert (ada.trail, ada.done_count, ada.mentor.login) == ("vvo", 2, "grace")
    assert ada.started_at.isoformat() == "2026-01-01T00:00:00+00:00"
    submission = Submission.objects.get(task__slug="first-contribution")
    assert submission.is_confirmed
    assert [(each.to_status, each.code, each.actor.login) for each in submission.transitions.order_by("pk")] == [
        ("in_review", "", "linus"),
        ("verified", "confirmed", "linus"),
    ]
    assert Review.objects.get(submission=submission).mentor.login == "linus"
    assert AuditEntry.objects.get(verb="let-in").person == ada.user
    assert AuditEntry.objects.get(verb="imported").facts == {"lines": 2, "results": 2}


def test_the_record_says_that_somebody_confirmed_it_and_not_that_github_was_read(linus, program):
    ada = make_person("ada")
    carry_out(linus, "ada,,,first-contribution,2026-01-03,PR 7")

    newcomer = Client()
    newcomer.force_login(ada)
    text = newcomer.get(f"/journey/{Enrollment.objects.get().public_id}/record/").content.decode()

    assert "Earlier work, confirmed by somebody who knows it." in text
    assert "read from GitHub" not in text
    assert "Linus" in text


@pytest.mark.parametrize(
    "address", ["/journey/{eid}/first-contribution/", "/mentor/people/{eid}/", "/mentor/review/{sid}/"]
)
def test_every_page_that_shows_work_can_show_confirmed_work(linus, program, address):
    make_person("ada")
    carry_out(linus, "ada,,,first-contribution,2026-01-03,PR 7")
    submission = Submission.objects.get()
    reader = Client()
    reader.force_login(make_person("ada" if address.startswith("/journey") else "grace"))

    found = reader.get(address.format(eid=submission.enrollment.public_id, sid=submission.public_id))

    assert found.status_code == 200
    assert "PR 7" in found.content.decode()


def test_the_same_file_again_changes_nothing(linus, program):
    make_person("ada")
    rows = ("ada,,,first-contribution,,", "ada,,,,,")
    carry_out(linus, rows[0])

    assert outcomes(linus, *rows) == [("known", "Is verified already."), ("known", "Is in the program already.")]
    carry_out(linus, *rows, lines=(2, 3))

    assert Submission.objects.count() == Enrollment.objects.count() == 1


def test_who_presses_twice_is_not_told_that_nothing_was_imported(linus, program):
    make_person("ada")
    sent = {"text": f"{HEAD}\nada,,,,,", "line": 2, "chosen": "yes"}
    linus.post(IMPORT, sent)

    again = linus.post(IMPORT, sent, follow=True).content.decode()

    assert "is in the program by now" in again
    assert (
        "Nothing was ticked, so nothing was imported."
        in linus.post(IMPORT, {**sent, "line": []}, follow=True).content.decode()
    )


def test_whose_newcomer_somebody_becomes_stands_in_the_history_and_is_told_once(linus, program):
    make_person("ada"), make_person("mary")

    carry_out(linus, "ada,,grace,,,", "mary,,grace,,,")

    rows = HandOver.objects.order_by("pk")
    assert [(row.giver, row.taker.login, row.by.login) for row in rows] == [(None, "grace", "linus")] * 2
    assert [row.first for row in rows] == [None, rows[0]]
    given = AuditEntry.objects.filter(verb="mentor-given")
    assert {entry.person.login for entry in given} == {"ada", "mary"}


def test_who_has_a_mentor_keeps_them_whatever_the_file_says(linus, program):
    program.memberships.create(user=make_person("barbara"), role=Membership.Role.MENTOR)
    enroll(program, "ada"), enroll(program, "mary", mentor=None)
    rows = ("ada,,barbara,first-contribution,,", "mary,,barbara,first-contribution,,")

    assert [reason for _, reason in outcomes(linus, *rows)] == [
        "confirmed: First contribution; stays with Grace",
        "confirmed: First contribution",
    ]
    carry_out(linus, *rows)

    assert Enrollment.objects.get(user__login="ada").mentor.login == "grace"
    assert Enrollment.objects.get(user__login="mary").mentor.login == "barbara"
    assert [row.enrollment.user.login for row in HandOver.objects.by_people()] == ["mary"]


def test_only_what_is_ticked_is_imported(linus, program):
    make_person("ada"), make_person("mary")

    carry_out(linus, "ada,,,,,", "mary,,,,,", lines=(3,))

    assert [each.user.login for each in Enrollment.objects.all()] == ["mary"]


def test_somebody_who_never_signed_in_is_known_by_number_and_finds_everything_when_they_do(
    linus, program, simulated_github, settings
):
    settings.WAYMARK.demo = True
    carry_out(linus, "@Ada-Demo,,,introduce-yourself,,")

    ada = User.objects.get(github_id=1001)
    came = recognise(
        identity=Identity(1001, "ada-renamed", "Ada Demo"), language="en", time_zone="", is_demo=ada.is_demo
    )
    assert came == ada
    assert Enrollment.objects.get(user=came).done_count == 1


def test_nothing_is_imported_into_an_archived_program(linus, program):
    make_person("ada")
    Program.objects.update(archived_at="2026-03-01T00:00:00Z")

    linus.post(IMPORT, {"text": f"{HEAD}\nada,,,,,", "line": 2, "chosen": "yes"})

    assert not Enrollment.objects.exists()


def test_the_preview_asks_the_same_of_few_and_of_many(linus, program):
    def cost(*rows: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            preview(linus, *rows)
        return len(queries)

    program.memberships.create(user=make_person("radia"), role=Membership.Role.MENTOR)
    rows = [f"{make_person(f'newcomer-{number}').login},,,,," for number in range(30)]
    cost(rows[0])

    assert cost(rows[0]) == cost(*rows)
