"""Tasks: ids in, one call. Beat finds each of those it names."""

import pytest
from django.conf import settings
from django.utils import timezone

from onboarding.celery import app
from onboarding.verification import tasks
from onboarding.verification.models import Status, Submission
from onboarding.verification.operations import decide
from tests.cast import make_person, make_submission
from tests.verification.world import checked, handed_in, mirrored

pytestmark = pytest.mark.django_db


def test_beat_names_tasks_that_exist():
    app.loader.import_default_modules()

    for entry in settings.CELERY_BEAT_SCHEDULE.values():
        assert entry["task"] in app.tasks


def test_a_check_and_what_follows_a_change(ada, rung):
    now = timezone.now()
    submission = handed_in(ada, now=now)
    tasks.check(submission.pk)
    submission.refresh_from_db()
    assert submission.status == Status.WAITING

    row = mirrored(state="merged", now=now)
    assert rung(tasks.look_again, [row.pk]) == [("check", [submission.pk])]
    tasks.check(submission.pk)
    tasks.recheck(submission.pk)

    submission.refresh_from_db()
    assert submission.status == Status.VERIFIED


def test_the_sweep_rings_for_what_is_due(ada, rung):
    submission = handed_in(ada)

    assert rung(tasks.sweep) == [("check", [submission.pk])]


def test_the_other_sweep_looks_at_settled_work(ada, rung):
    submission = checked(handed_in(ada, state="merged"))
    mirrored(state="merged", labels=["new"])

    assert rung(tasks.sweep_settled) == [("recheck", [submission.pk])]


def test_decisions_take_effect(ada):
    submission = make_submission(ada, status=Status.IN_REVIEW)
    fields = {"mentor": make_person("grace"), "decision": "approve", "note": ""}
    decide(submission=submission, now=timezone.now().replace(year=2025), **fields)

    tasks.apply_due_reviews()

    assert Submission.objects.get().status == Status.VERIFIED
