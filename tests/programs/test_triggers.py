"""The audit trail is history: the database itself refuses to change or delete it."""

import pytest
from django.db import DatabaseError, transaction

from onboarding.programs.models import AuditEntry, Verb
from onboarding.programs.operations import record
from onboarding.programs.triggers import KEPT, TABLE
from tests.cast import NOON, make_person, make_program

pytestmark = pytest.mark.django_db
CHANGES = {"verb": "left", "facts": {"count": 1}, "at": NOON.replace(year=2020)}


@pytest.fixture
def written():
    record(program=make_program(), verb=Verb.EXPORTED, actor=make_person("linus"), facts={"count": 7}, now=NOON)
    return AuditEntry.objects.get()


@pytest.mark.parametrize(("column", "value"), CHANGES.items())
def test_what_was_written_cannot_be_changed(written, column, value):
    with pytest.raises(DatabaseError, match="the audit trail is history"), transaction.atomic():
        AuditEntry.objects.filter(pk=written.pk).update(**{column: value})


def test_who_did_it_cannot_be_changed(written):
    with pytest.raises(DatabaseError, match="the audit trail is history"), transaction.atomic():
        AuditEntry.objects.filter(pk=written.pk).update(actor=make_person("mallory"))


def test_it_cannot_be_deleted(written):
    with pytest.raises(DatabaseError, match="the audit trail is history"), transaction.atomic():
        written.delete()

    assert AuditEntry.objects.get().facts == {"count": 7}


@pytest.mark.django_db(transaction=True)
def test_it_holds_outside_a_tests_own_transaction(written):
    with pytest.raises(DatabaseError, match="the audit trail is history"):
        written.delete()


def test_every_column_is_kept_but_that_somebody_was_told():
    assert AuditEntry._meta.db_table == TABLE
    assert {field.column for field in AuditEntry._meta.concrete_fields} - set(KEPT) == {"announced_at"}
