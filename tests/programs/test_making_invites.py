"""Making invite links: shown once, made once for each form, and refused where no link can be so."""

import pytest

from onboarding.programs import operations
from onboarding.programs.models import AuditEntry
from tests.cast import make_person, make_program
from tests.programs.invites import make
from tests.races import at_once

pytestmark = pytest.mark.django_db


def test_the_address_is_shown_once_and_only_its_hash_is_kept(linus, program):
    page = linus.post("/organise/spring/invites/", {"role": "mentor", "days": 7, "uses_allowed": 3}, follow=True)

    address = page.context["address"]
    token = address.rstrip("/").rpartition("/")[2]
    assert address in page.content.decode()
    assert address not in linus.get("/organise/spring/invites/").content.decode()
    invite = program.invites.get()
    assert token not in str(vars(invite))
    assert operations.find_invite(token=token) == invite
    assert AuditEntry.objects.get().verb == "invited"


def test_a_form_that_is_sent_twice_makes_one_link_and_shows_it(linus, program):
    """The browser shows only what the second press brings."""
    key = linus.get("/organise/spring/invites/").context["form"]["public_id"].value()
    sent = {"public_id": key, "role": "mentor", "days": 7, "uses_allowed": 3}

    linus.post("/organise/spring/invites/", sent)
    page = linus.post("/organise/spring/invites/", sent, follow=True)

    assert program.invites.get().public_id == key
    assert operations.find_invite(token=page.context["address"].rstrip("/").rpartition("/")[2]) == program.invites.get()
    assert "This form has made its link already" not in page.content.decode()
    assert AuditEntry.objects.count() == 1
    assert "This form has made its link already" in linus.post(page.request["PATH_INFO"], sent, follow=True).text


@pytest.mark.parametrize("other", [{"role": "mentor"}, {"uses": 2}, {"days": 1}, {"by": "radia"}])
def test_the_same_form_with_other_words_makes_another_link(program, other):
    first, _token = make(program, key="made-up-here")
    second, token = make(program, key="made-up-here", **other)

    assert operations.find_invite(token=token) == second != first


def test_the_key_of_another_programs_link_makes_one_of_our_own(program):
    theirs, _token = make(make_program("other"), key="made-up-here")

    ours, token = make(program, key="made-up-here")

    assert (ours.program, bool(token)) == (program, True)
    assert ours.public_id != theirs.public_id


@pytest.mark.parametrize("sent", [{"uses_allowed": 0}, {"uses_allowed": 10**6}, {"days": 3650}, {"role": "owner"}])
def test_what_no_link_can_be_is_refused(linus, program, sent):
    response = linus.post("/organise/spring/invites/", {"role": "mentor", "days": 7, "uses_allowed": 3, **sent})

    assert response.status_code == 422
    assert not program.invites.exists()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_form_that_is_sent_at_once_makes_one_link():
    program = make_program("spring")
    make_person("linus")

    made = at_once(*[lambda: make(program, key="made-up-here")] * 4)

    tokens = [token for _invite, token in made]
    assert sorted(map(bool, tokens)) == [False, False, False, True]
    assert program.invites.get().public_id == "made-up-here"
    assert AuditEntry.objects.count() == 1
