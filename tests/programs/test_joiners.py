"""Answering who asked to join: one or many, with words, and with a mentor."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from onboarding.programs.models import AuditEntry, Enrollment, JoinAnswer, Membership, Program
from tests.cast import enroll, make_person, make_program

pytestmark = pytest.mark.django_db
JOINERS = "/organise/spring/joiners/"


@pytest.fixture
def program() -> Program:
    return make_program("spring", needs_approval=True)


def ask(program: Program, login: str = "ada") -> Enrollment:
    return enroll(program, login, state=Enrollment.State.REQUESTED, started_at=None, mentor=None)


def test_several_are_let_in_at_once_with_words_and_a_mentor_by_load(linus, program):
    who = [ask(program, login).public_id for login in ("ada", "mary")]

    linus.post(JOINERS, {"who": who, "answer": "let-in", "words": " Welcome! "})

    assert {(each.state, each.mentor.login) for each in Enrollment.objects.all()} == {("active", "grace")}
    assert [(each.let_in, each.words, each.by.login) for each in JoinAnswer.objects.all()] == [
        (True, "Welcome!", "linus")
    ] * 2
    let_in = AuditEntry.objects.filter(verb="let-in")
    assert {(each.person.login, each.actor.login) for each in let_in} == {("ada", "linus"), ("mary", "linus")}


def test_the_mentor_can_be_chosen(linus, program):
    radia = make_person("radia")
    program.memberships.create(user=radia, role=Membership.Role.MENTOR)

    linus.post(JOINERS, {"who": ask(program).public_id, "answer": "let-in", "mentor": radia.public_id})

    assert Enrollment.objects.get().mentor == radia
    handed = Enrollment.objects.get().hand_overs.get()
    assert (handed.giver, handed.taker, handed.by.login) == (None, radia, "linus")


def test_words_for_whom_a_colleague_has_answered_are_kept(linus, program):
    gone, waits = ask(program).public_id, ask(program, "mary").public_id
    linus.post(JOINERS, {"who": gone, "answer": "let-in"})

    for who in (gone, ()):  # the second time nobody is ticked
        response = linus.post(JOINERS, {"who": who, "answer": "turn-down", "words": "We are full until May."})
        assert response.status_code == 409
        assert "We are full until May.</textarea>" in response.content.decode()

    linus.post(JOINERS, {"who": waits, "answer": "let-in"})
    response = linus.post(JOINERS, {"who": waits, "answer": "turn-down", "words": "We are full until May."})
    assert "Nobody waits to be let in" in response.content.decode()
    assert "We are full until May.</textarea>" in response.content.decode()


def test_somebody_elses_mentor_cannot_be_chosen(linus, program):
    make_program("other", mentors=("mallory",))
    who = ask(program).public_id

    response = linus.post(JOINERS, {"who": who, "answer": "let-in", "mentor": make_person("mallory").public_id})

    assert response.status_code == 422
    assert Enrollment.objects.get().state == "requested"


def test_who_is_turned_down_reads_why_on_the_programs_page(linus, program):
    linus.post(JOINERS, {"who": ask(program).public_id, "answer": "turn-down", "words": "We are full until May."})

    ada = Client()
    ada.force_login(make_person("ada"))
    text = ada.get("/programs/spring/").content.decode()
    assert "Linus could not let you in" in text
    assert "We are full until May." in text
    assert "We are full" not in linus.get("/programs/spring/").content.decode()


def test_an_answer_that_somebody_else_gave_first_is_told(linus, program):
    ada = ask(program)
    linus.post(JOINERS, {"who": ada.public_id, "answer": "let-in"})

    page = linus.post(JOINERS, {"who": ada.public_id, "answer": "turn-down"}, follow=True)

    assert "Ada has been answered already" in page.content.decode()
    assert Enrollment.objects.get().state == "active"
    assert JoinAnswer.objects.count() == 1


def test_choosing_nobody_is_said(linus, program):
    ask(program)

    assert "Nobody was chosen." in linus.post(JOINERS, {"answer": "let-in"}, follow=True).content.decode()


def test_somebody_who_asked_elsewhere_is_not_answered_here(linus, program):
    theirs = ask(make_program("other"), "mary")

    linus.post(JOINERS, {"who": theirs.public_id, "answer": "let-in"})

    theirs.refresh_from_db()
    assert theirs.state == "requested"


def test_the_list_asks_the_same_of_few_and_of_many(linus, program):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            linus.get(JOINERS)
        return len(queries)

    ask(program)
    linus.get(JOINERS)
    few = cost()
    for number in range(60):
        ask(program, f"newcomer-{number}")

    assert cost() == few
