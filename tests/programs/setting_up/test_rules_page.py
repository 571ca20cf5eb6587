"""The rules of a program: a preset, and what is otherwise; and what a page of settings writes."""

from datetime import timedelta

import pytest

from onboarding.programs import operations
from onboarding.programs.models import AuditEntry, Program
from tests.cast import NOON, make_person, make_program
from tests.programs.setting_up.drafts import rules_of

pytestmark = pytest.mark.django_db


def test_rules_are_a_preset_and_what_is_otherwise(draft, linus):
    linus.post("/organise/autumn/rules/", rules_of(draft, approval_required="on", grace_hours=48, needs_approval="on"))

    draft.refresh_from_db()
    assert draft.merge_changes == {"approval_required": True}
    assert draft.grace == timedelta(hours=48)
    assert draft.needs_approval


def test_what_nobody_touched_follows_another_preset(draft, linus):
    linus.post("/organise/autumn/rules/", rules_of(draft, merge_preset="kubernetes-prow"))

    draft.refresh_from_db()
    assert (draft.merge_changes, draft.merge_policy.labels_needed) == ({}, ("lgtm", "approved", "cncf-cla: yes"))


def test_what_is_otherwise_stays_otherwise_under_another_preset(draft, linus):
    linus.post("/organise/autumn/rules/", rules_of(draft, labels_needed="lgtm\n\nverified"))
    draft.refresh_from_db()
    linus.post("/organise/autumn/rules/", rules_of(draft, merge_preset="kubernetes-prow"))

    draft.refresh_from_db()
    assert draft.merge_changes == {"labels_needed": ["lgtm", "verified"]}


def test_back_to_the_preset_is_no_change(draft, linus):
    Program.objects.filter(pk=draft.pk).update(merge_changes={"labels_needed": ["lgtm"]})
    draft.refresh_from_db()

    linus.post("/organise/autumn/rules/", rules_of(draft, labels_needed=""))

    draft.refresh_from_db()
    assert draft.merge_changes == {}


def test_settings_of_a_published_program_are_changed_and_noted(linus):
    program = make_program("spring")

    linus.post("/organise/spring/rules/", rules_of(program, settling_days=3))

    program.refresh_from_db()
    assert program.settling_days == 3
    assert AuditEntry.objects.get().verb == "settings"


def test_a_settings_page_writes_only_what_is_its_own(linus):
    """Somebody archives the program while somebody else has the page open."""
    program = make_program("spring")
    was, stale = (Program.objects.get(pk=program.pk) for _ in range(2))
    stale.name = "Summer"
    Program.objects.filter(pk=program.pk).update(archived_at=NOON)

    operations.change_program(program=stale, was=was, fields=["name"], by=make_person("linus"), now=NOON)

    program.refresh_from_db()
    assert program.archived_at == NOON
