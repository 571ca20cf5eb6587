"""Transitions are history: the database itself refuses to change or delete them."""

import pytest
from django.db import DatabaseError, transaction

from onboarding.verification.models import Transition
from tests.cast import NOON, enroll, make_person, make_program, make_submission

pytestmark = pytest.mark.django_db
CHANGES = {
    "from_status": "queued",
    "to_status": "verified",
    "from_turn": "mentor",
    "to_turn": "mentor",
    "code": "x",
    "at": NOON.replace(year=2020),
}


@pytest.fixture
def written():
    return make_submission(enroll(make_program())).transitions.get()


@pytest.mark.parametrize(("column", "value"), CHANGES.items())
def test_what_was_written_cannot_be_changed(written, column, value):
    with pytest.raises(DatabaseError, match="only announced_at may change"), transaction.atomic():
        Transition.objects.filter(pk=written.pk).update(**{column: value})


def test_who_did_it_cannot_be_changed(written):
    with pytest.raises(DatabaseError, match="only announced_at"), transaction.atomic():
        Transition.objects.filter(pk=written.pk).update(actor=make_person("mallory"))


def test_whose_it_is_cannot_be_changed(written):
    other = make_submission(enroll(make_program("autumn")))
    for change in ({"submission": other}, {"enrollment": other.enrollment}):
        with pytest.raises(DatabaseError, match="only announced_at"), transaction.atomic():
            Transition.objects.filter(pk=written.pk).update(**change)


def test_it_cannot_be_deleted(written):
    with pytest.raises(DatabaseError, match="only announced_at"), transaction.atomic():
        written.delete()

    assert Transition.objects.filter(pk=written.pk).exists()


def test_that_it_was_announced_can_be_noted(written):
    written.announced_at = NOON
    written.save()

    written.refresh_from_db()
    assert written.announced_at == NOON


@pytest.mark.django_db(transaction=True)
def test_it_holds_outside_a_tests_own_transaction(written):
    with pytest.raises(DatabaseError, match="only announced_at"):
        written.delete()


def test_every_column_is_kept_but_one():
    from onboarding.verification.triggers import KEPT, TABLE

    assert Transition._meta.db_table == TABLE
    assert {field.column for field in Transition._meta.concrete_fields} - set(KEPT) == {"announced_at"}
