"""Who helps to run a program: added by login, changed, taken out with their newcomers looked after."""

from decimal import Decimal
from functools import partial

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from onboarding.programs import operations
from onboarding.programs.models import AuditEntry, Enrollment, Membership, Program
from onboarding.programs.operations import Refused
from tests.cast import NOON, enroll, make_person, make_program
from tests.races import at_once

pytestmark = pytest.mark.django_db
ORGANISER, MENTOR = Membership.Role.ORGANISER, Membership.Role.MENTOR


def member(program: Program, login: str, role: str = MENTOR) -> Membership:
    return program.memberships.get(user__login=login, role=role)


def test_somebody_is_added_by_login_and_it_is_noted(linus, program):
    make_person("radia")

    linus.post("/organise/spring/members/", {"login": "@Radia", "role": "mentor"})

    assert member(program, "radia").capacity == 1
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.person.login, entry.actor.login) == ("member-added", "radia", "linus")


@pytest.mark.parametrize(("login", "said"), [("nobody", "has signed in here yet"), ("grace", "has this role already")])
def test_who_cannot_be_added_is_told_why(linus, program, login, said):
    response = linus.post("/organise/spring/members/", {"login": login, "role": "mentor"})

    assert response.status_code == 422
    assert said in response.content.decode()


def test_capacity_and_role_are_changed(linus, program):
    grace = member(program, "grace")

    linus.post(f"/organise/spring/members/{grace.pk}/", {"role": "mentor", "capacity": "0.5"})
    assert member(program, "grace").capacity == Decimal("0.5")
    linus.post(f"/organise/spring/members/{grace.pk}/", {"role": "organiser"})
    assert member(program, "grace", ORGANISER).capacity == Decimal("0.5")


def test_what_changed_is_noted_and_a_second_press_notes_nothing(linus, program):
    grace = member(program, "grace")

    for sent in ({"role": "mentor", "capacity": "0.5"}, {"role": "organiser"}):
        for _press in range(2):
            linus.post(f"/organise/spring/members/{grace.pk}/", sent)

    noted = AuditEntry.objects.order_by("pk").values_list("verb", "facts")
    assert list(noted) == [
        ("member-changed", {"role": "mentor", "capacity": "0.5"}),
        ("member-changed", {"role": "organiser"}),
    ]


def test_a_capacity_that_nobody_offers_changes_nothing(linus, program):
    grace = member(program, "grace")

    linus.post(f"/organise/spring/members/{grace.pk}/", {"role": "mentor", "capacity": "-7"})

    assert member(program, "grace").capacity == 1


def test_the_last_organiser_stays(linus, program):
    last = member(program, "linus", ORGANISER)

    page = linus.post(f"/organise/spring/members/{last.pk}/remove/", follow=True)
    assert "Linus is the only organiser." in page.content.decode()
    linus.post(f"/organise/spring/members/{last.pk}/", {"role": "mentor"})

    assert member(program, "linus", ORGANISER) == last


def test_a_closed_account_is_no_other_organiser(program):
    program.memberships.create(user=make_person("gone", is_active=False), role=ORGANISER)

    with pytest.raises(Refused, match="the only organiser"):
        operations.remove_member(
            member=member(program, "linus", ORGANISER), to=None, by_load=False, by=make_person("linus"), now=NOON
        )


def test_the_page_says_first_whom_a_mentor_looks_after(linus, program):
    enroll(program, "ada")

    text = linus.get(f"/organise/spring/members/{member(program, 'grace').pk}/remove/").content.decode()

    assert "Grace looks after 1 newcomer:" in text
    assert "Ada" in text


@pytest.mark.parametrize(("to", "mentor"), [("by-load", "radia"), ("radia", "radia"), ("", None)])
def test_their_newcomers_go_where_the_organiser_says(linus, program, to, mentor):
    radia = make_person("radia")
    program.memberships.create(user=radia, role=MENTOR)
    ada = enroll(program, "ada")

    sent = {"to": radia.public_id if to == "radia" else to}
    linus.post(f"/organise/spring/members/{member(program, 'grace').pk}/remove/", sent)

    ada.refresh_from_db()
    assert (ada.mentor.login if ada.mentor else None) == mentor
    assert not program.memberships.filter(user__login="grace").exists()


def test_who_has_finished_keeps_the_name_of_their_mentor(program):
    ada = enroll(program, "ada")
    Enrollment.objects.filter(pk=ada.pk).update(state=Enrollment.State.FINISHED)

    operations.remove_member(member=member(program, "grace"), to=None, by_load=True, by=make_person("linus"), now=NOON)

    ada.refresh_from_db()
    assert ada.mentor == make_person("grace")


def test_mallory_takes_nobody_out(program):
    make_program("other", organisers=("mallory",))
    client = Client()
    client.force_login(make_person("mallory"))
    grace = member(program, "grace").pk

    assert client.post(f"/organise/spring/members/{grace}/remove/").status_code == 404
    for number in (grace, grace + 999):
        assert (
            "no such member" in client.post(f"/organise/other/members/{number}/remove/", follow=True).content.decode()
        )
    assert member(program, "grace")


@pytest.mark.parametrize("verb", ["", "remove/"])
def test_who_comes_too_late_is_told_so_and_not_that_there_is_no_such_page(linus, program, verb):
    address = f"/organise/spring/members/{member(program, 'grace').pk}/{verb}"
    member(program, "grace").delete()

    assert "There is no such member any more" in linus.post(address, follow=True).content.decode()


def test_what_a_colleague_has_changed_meanwhile_stays(linus, program):
    """Two have the list open: one makes Grace an organiser, the other changes her capacity."""
    grace = member(program, "grace")
    grace.role = Membership.Role.ORGANISER
    grace.save()

    linus.post(
        f"/organise/spring/members/{grace.pk}/",
        {"shown_role": "mentor", "role": "mentor", "shown_capacity": "1", "capacity": "2"},
    )

    grace.refresh_from_db()
    assert (grace.role, grace.capacity) == (Membership.Role.ORGANISER, 2)


def test_newcomers_are_not_left_alone_because_their_next_mentor_has_gone_meanwhile(linus, program):
    ada = enroll(program)

    response = linus.post(
        f"/organise/spring/members/{member(program, 'grace').pk}/remove/",
        {"to": make_person("mallory").public_id},
        follow=True,
    )

    assert "Choose somebody else." in response.content.decode()
    ada.refresh_from_db()
    assert ada.mentor == make_person("grace")


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_one_member_out_at_once_the_second_is_told():
    program, linus = make_program("spring"), make_person("linus")
    grace = member(program, "grace")

    def remove() -> str:
        try:
            operations.remove_member(member=grace, to=None, by_load=False, by=linus, now=NOON)
        except Refused as refused:
            return refused.code
        return "out"

    assert sorted(at_once(*[remove] * 3)) == ["gone", "gone", "out"]


def test_the_list_asks_the_same_of_few_and_of_many(linus, program):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            linus.get("/organise/spring/members/")
        return len(queries)

    linus.get("/organise/spring/members/")
    few = cost()
    for number in range(20):
        program.memberships.create(user=make_person(f"mentor-{number}"), role=MENTOR)
        enroll(program, f"newcomer-{number}", mentor=f"mentor-{number}")

    assert cost() == few


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_two_organisers_who_remove_each_other_at_once_one_stays():
    program = make_program("spring", organisers=("linus", "radia"))
    margaret = make_person("margaret", is_administrator=True)

    def remove(login: str) -> int:
        found = Membership.objects.select_related("program").get(user__login=login, role=ORGANISER)
        return operations.remove_member(member=found, to=None, by_load=False, by=margaret, now=NOON)

    told = at_once(partial(remove, "linus"), partial(remove, "radia"), refusal=Refused)

    assert sorted(told, key=str) == [0, "last-organiser"]
    assert program.memberships.filter(role=ORGANISER).count() == 1
