"""Nudges are history: the database itself refuses to change or delete them."""

import pytest
from django.db import DatabaseError, transaction

from onboarding.mentoring.models import Nudge
from onboarding.mentoring.operations import nudge
from onboarding.mentoring.triggers import KEPT, TABLE
from tests.cast import NOON, enroll, make_person, make_program

pytestmark = pytest.mark.django_db
CHANGES = {"text": "Never said.", "sent_at": NOON.replace(year=2020), "days": 2, "turn_since": NOON}


@pytest.fixture
def sent() -> Nudge:
    ada, grace = enroll(make_program()), make_person("grace")
    [row], _left_out = nudge(people=[ada], sender=grace, text="Hello {name}!", now=NOON)
    return row


@pytest.mark.parametrize(("column", "value"), CHANGES.items())
def test_what_was_sent_cannot_be_changed(sent, column, value):
    with pytest.raises(DatabaseError, match="nudges are history"), transaction.atomic():
        Nudge.objects.filter(pk=sent.pk).update(**{column: value})


def test_who_sent_it_cannot_be_changed(sent):
    with pytest.raises(DatabaseError, match="nudges are history"), transaction.atomic():
        Nudge.objects.filter(pk=sent.pk).update(sender=make_person("mallory"))


def test_it_cannot_be_deleted(sent):
    with pytest.raises(DatabaseError, match="nudges are history"), transaction.atomic():
        sent.delete()

    assert Nudge.objects.get().text == "Hello Ada!"


def test_that_somebody_was_told_of_it_can_be_noted(sent):
    Nudge.objects.update(announced_at=NOON)

    assert Nudge.objects.get().announced_at == NOON


def test_every_column_is_kept_but_that_somebody_was_told():
    assert Nudge._meta.db_table == TABLE
    assert {field.column for field in Nudge._meta.concrete_fields} - set(KEPT) == {"announced_at"}
