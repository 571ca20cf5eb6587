"""Invite links: used by so many people, revoked, and refused in words."""

from datetime import timedelta
from functools import partial

import pytest
from django.db import IntegrityError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from onboarding import wiring
from onboarding.people.models import User
from onboarding.programs import operations
from onboarding.programs.models import AuditEntry, Enrollment, Invite, InviteUse, Program
from onboarding.programs.operations import Refused
from tests.cast import make_person, make_program
from tests.programs.invites import make
from tests.races import at_once

pytestmark = pytest.mark.django_db


def browser_of(login: str) -> Client:
    client = Client()
    client.force_login(make_person(login))
    return client


@pytest.mark.parametrize("role", ["mentor", "organiser"])
def test_who_was_removed_does_not_come_back_by_the_link_that_brought_them(program, role):
    invite, token = make(program, role, uses=5)
    ada = browser_of("ada")
    ada.post(f"/invites/{token}/accept/")
    ada.post(f"/invites/{token}/accept/")
    program.memberships.get(user__login="ada").delete()

    ada.post(f"/invites/{token}/accept/")

    assert not program.memberships.filter(user__login="ada").exists()
    invite.refresh_from_db()
    assert invite.uses == 1


def test_nor_does_who_has_left(program):
    _, token = make(program, uses=5)
    browser_of("ada").post(f"/invites/{token}/accept/")
    Enrollment.objects.update(state=Enrollment.State.LEFT)

    browser_of("ada").post(f"/invites/{token}/accept/")

    assert Enrollment.objects.get().state == Enrollment.State.LEFT


def test_who_has_not_signed_in_reads_what_it_is_and_comes_back_after_signing_in(client, program):
    _invite, token = make(program)

    text = client.get(f"/invites/{token}/").content.decode()

    assert "Linus invites you to walk this trail: 3 tasks" in text
    assert f"/sign-in/?next=/invites/{token}/" in text
    assert client.post(f"/invites/{token}/accept/").headers["Location"].startswith("/sign-in/")


def test_a_newcomer_is_in_at_once_also_where_others_are_asked_about(program):
    Program.objects.filter(pk=program.pk).update(needs_approval=True)
    _invite, token = make(program)

    response = browser_of("ada").post(f"/invites/{token}/accept/")

    ada = Enrollment.objects.get(user__login="ada")
    assert response.headers["Location"] == f"/journey/{ada.public_id}/"
    assert (ada.state, ada.mentor.login, ada.trail) == ("active", "grace", "oo-")


def test_who_had_asked_is_let_in_by_the_link(program):
    Program.objects.filter(pk=program.pk).update(needs_approval=True)
    operations.join(program=program, user=make_person("ada"), now=timezone.now())
    _invite, token = make(program)

    browser_of("ada").post(f"/invites/{token}/accept/")

    assert Enrollment.objects.get().state == "active"


@pytest.mark.parametrize("role", ["mentor", "organiser"])
def test_who_is_to_help_is_a_member(program, role):
    _invite, token = make(program, role)

    browser_of("radia").post(f"/invites/{token}/accept/")

    assert program.memberships.get(user__login="radia").role == role


def test_coming_twice_counts_once(program):
    invite, token = make(program, uses=2)

    for _time in range(2):
        browser_of("ada").post(f"/invites/{token}/accept/")

    invite.refresh_from_db()
    assert invite.uses == 1


def test_a_link_for_one_lets_no_second_person_in(program):
    _invite, token = make(program)
    browser_of("ada").post(f"/invites/{token}/accept/")

    page = browser_of("mary").post(f"/invites/{token}/accept/", follow=True)

    assert "This link lets nobody in any more." in page.content.decode()
    assert "As many people as this link is for have come already." in page.content.decode()
    assert not Enrollment.objects.filter(user__login="mary").exists()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"revoked_at": timezone.now()}, "was revoked"),
        ({"expires_at": timezone.now() - timedelta(minutes=1)}, "is past its day"),
    ],
)
def test_a_spent_link_says_why_and_lets_nobody_in(program, changes, said):
    invite, token = make(program)
    Invite.objects.filter(pk=invite.pk).update(**changes)
    ada = browser_of("ada")

    assert said in ada.get(f"/invites/{token}/").content.decode()
    ada.post(f"/invites/{token}/accept/")
    assert not Enrollment.objects.exists()


def test_a_link_into_an_archived_program_lets_nobody_in(program):
    _invite, token = make(program, "mentor")
    Program.objects.filter(pk=program.pk).update(archived_at=timezone.now())

    browser_of("radia").post(f"/invites/{token}/accept/")

    assert not program.memberships.filter(user__login="radia").exists()


def test_a_refused_newcomer_uses_nothing_up(program):
    """The link is good, but the program takes nobody in yet."""
    Program.objects.filter(pk=program.pk).update(starts_at=timezone.now() + timedelta(days=3))
    invite, token = make(program)

    browser_of("ada").post(f"/invites/{token}/accept/")

    invite.refresh_from_db()
    assert invite.uses == 0


@pytest.mark.parametrize("token", ["made-up", "x" * 32, "é"])
def test_a_made_up_link_is_no_page(client, program, token):
    assert client.get(f"/invites/{token}/").status_code == 404


def test_a_revoked_link_is_revoked_once_and_noted(linus, program):
    invite, _token = make(program)

    for _time in range(2):
        linus.post(f"/organise/spring/invites/{invite.public_id}/revoke/")

    assert [each.verb for each in AuditEntry.objects.all()] == ["invited", "invite-revoked"]


def test_mallory_revokes_nothing_of_ours(program):
    make_program("other", organisers=("mallory",))
    invite, _token = make(program)
    mallory = browser_of("mallory")

    assert mallory.post(f"/organise/spring/invites/{invite.public_id}/revoke/").status_code == 404
    assert mallory.post(f"/organise/other/invites/{invite.public_id}/revoke/").status_code == 404


def test_the_page_says_who_came_by_it_in_a_fixed_number_of_queries(linus, program):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            linus.get("/organise/spring/invites/")
        return len(queries)

    _invite, token = make(program, uses=9)
    browser_of("ada").post(f"/invites/{token}/accept/")
    linus.get("/organise/spring/invites/")
    few = cost()
    for number in range(8):
        make(program)
        browser_of(f"newcomer-{number}").post(f"/invites/{token}/accept/")

    assert cost() == few
    assert "Newcomer-7" in linus.get("/organise/spring/invites/").content.decode()


def test_the_database_refuses_more_uses_than_allowed(program):
    invite, _token = make(program)

    with pytest.raises(IntegrityError):
        Invite.objects.filter(pk=invite.pk).update(uses=2)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("logins", [["ada", "mary", "bob", "eve"], ["ada", "ada", "ada", "ada"]])
def test_whoever_presses_at_once_the_link_lets_in_no_more_than_it_may(logins):
    program = make_program("spring")
    invite, _token = make(program, "mentor", uses=2)
    people = [make_person(login) for login in logins]

    def accept(user: User) -> None:
        wiring.accept_invite(invite=Invite.objects.get(pk=invite.pk), user=user, now=timezone.now())

    told = at_once(*[partial(accept, user) for user in people], refusal=Refused)

    refused = [code for code in told if isinstance(code, str)]
    several = len(set(logins)) > 1
    invite.refresh_from_db()
    assert refused == (["spent", "spent"] if several else [])
    assert invite.uses == InviteUse.objects.count() == (2 if several else 1)
