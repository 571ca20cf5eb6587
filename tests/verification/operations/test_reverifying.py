"""Re-verification for all: each piece once, whatever happens to the workers; findings and flags, never a status."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from onboarding.programs.models import AuditEntry, Program
from onboarding.verification.models import (
    Finding,
    Flag,
    Override,
    Rejudgement,
    Reverification,
    Status,
    Submission,
    Turn,
)
from onboarding.verification.operations import (
    Refused,
    resume_reverifications,
    reverify,
    reverifying,
    start_reverification,
)
from tests.cast import (
    NOON,
    enroll,
    make_person,
    make_program,
    make_submission,
    make_version,
    rule,
    task_content,
    task_of,
)
from tests.mirror import make_pull_request, pull_request_evidence

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=3)
STRICT = task_content("introduce-yourself", "written", rules=[rule("long-enough", "words >= 10")])


@pytest.fixture
def program() -> Program:
    return make_program()


def verified(program: Program, login: str = "ada", *, words: int = 5) -> Submission:
    evidence = {"text": "word " * words, "link": "", "words": words}
    return make_submission(
        enroll(program, login), "introduce-yourself", status=Status.VERIFIED, evidence=evidence, evidence_hash=login
    )


def start(program: Program, slug: str = "introduce-yourself", **fields) -> Reverification:
    asked = {"version": None, "started_by": make_person("linus"), "now": LATER, **fields}
    return start_reverification(program=program, task=task_of(program, slug), **asked)


def stricter(program: Program):
    return make_version(task_of(program, "introduce-yourself"), STRICT)


def test_what_meets_the_rules_is_met_and_nothing_else_changes(program):
    submission = verified(program)
    run = start(program)
    reverify(run_id=run.pk, now=LATER)
    run.refresh_from_db()
    assert (run.total, run.finished_at) == (1, LATER)
    assert list(run.rejudgements.values_list("outcome", "flag")) == [("met", None)]
    assert Submission.objects.get(pk=submission.pk).turn == Turn.NOBODY


def test_what_a_new_version_finds_wanting_is_flagged_and_stays_verified(program):
    short, long = verified(program, "ada", words=5), verified(program, "mary", words=12)
    run = start(program, version=stricter(program))
    reverify(run_id=run.pk, now=LATER)
    flag = Flag.objects.get()
    assert (flag.submission, flag.code) == (short, "long-enough")
    assert dict(run.rejudgements.values_list("submission", "flag")) == {short.pk: flag.pk, long.pk: None}
    short.refresh_from_db()
    assert (short.status, short.turn, short.version.number) == (Status.VERIFIED, Turn.MENTOR, 1)
    assert short.findings.get(code="long-enough").outcome == "unmet"


def test_what_a_mentor_counted_as_met_is_not_flagged(program):
    submission = verified(program)
    mentor = make_person("grace")
    Override.objects.create(
        submission=submission, code="long-enough", before="unmet", reason="Fine.", mentor=mentor, at=NOON
    )
    run = start(program, version=stricter(program))
    reverify(run_id=run.pk, now=LATER)
    assert list(run.rejudgements.values_list("outcome", "flag")) == [("unmet", None)]


def test_a_pull_request_is_judged_by_the_mirror(program):
    evidence = pull_request_evidence(state="merged", title="")
    submission = make_submission(
        enroll(program), status=Status.VERIFIED, pull_request=make_pull_request(evidence), evidence={"address": "x"}
    )
    run = start(program, "first-contribution")
    reverify(run_id=run.pk, now=LATER)
    assert run.rejudgements.get(submission=submission).outcome == "unmet"


def test_the_same_run_and_a_second_one_flag_nothing_twice(program):
    verified(program)
    version = stricter(program)
    for day in range(2):
        run = start(program, version=version, now=LATER + timedelta(days=day))
        reverify(run_id=run.pk, now=LATER)
        reverify(run_id=run.pk, now=LATER)
    assert Flag.objects.count() == 1
    assert run.rejudgements.get().flag is None


def test_what_cannot_be_judged_is_unknown_and_holds_nobody_up(program):
    broken, fine = verified(program, "ada"), verified(program, "mary")
    Submission.objects.filter(pk=broken.pk).update(evidence={})
    run = start(program)
    reverify(run_id=run.pk, now=LATER)
    assert dict(run.rejudgements.values_list("submission", "outcome")) == {broken.pk: "unknown", fine.pk: "met"}
    assert not Flag.objects.exists()


def test_work_is_judged_in_batches(program, monkeypatch, rung):
    monkeypatch.setattr(reverifying, "A_BATCH", 2)
    for number in range(5):
        verified(program, f"p{number}")
    run = start(program)
    for done in (2, 4):
        assert rung(reverify, run_id=run.pk, now=LATER) == [("reverify", [run.pk])]
        assert run.rejudgements.count() == done
    assert rung(reverify, run_id=run.pk, now=LATER) == []
    run.refresh_from_db()
    assert (run.rejudgements.count(), run.finished_at) == (5, LATER)


def test_a_worker_that_dies_is_followed_by_one_that_goes_on_where_it_was(program, monkeypatch):
    for number in range(4):
        verified(program, f"p{number}", words=5)
    run = start(program, version=stricter(program))
    examine, seen = reverifying.examine_settled, []

    def killed_at_the_third(submission, *, now):
        seen.append(submission.pk)
        if len(seen) == 3:
            raise KeyboardInterrupt  # nothing of ours catches it, as nothing catches SIGKILL
        return examine(submission, now=now)

    monkeypatch.setattr(reverifying, "examine_settled", killed_at_the_third)
    with pytest.raises(KeyboardInterrupt):
        reverify(run_id=run.pk, now=LATER)
    assert run.rejudgements.count() == 2
    reverify(run_id=run.pk, now=LATER + timedelta(seconds=1))
    assert run.rejudgements.count() == 2, "the claim still holds"
    reverify(run_id=run.pk, now=LATER + reverifying.CLAIM)
    run.refresh_from_db()
    assert (run.rejudgements.count(), Flag.objects.count()) == (4, 4)
    assert run.finished_at is not None
    assert [pk for pk in seen if seen.count(pk) == 2] == [seen[2]] * 2, "only the one at hand was looked at again"


def test_the_minute_rings_for_what_nobody_is_at(program, rung):
    verified(program)
    run = start(program)
    assert rung(resume_reverifications, now=LATER) == [("reverify", [run.pk])]
    Reverification.objects.update(claimed_until=LATER + timedelta(seconds=1))
    assert rung(resume_reverifications, now=LATER) == []
    Reverification.objects.update(claimed_until=None, finished_at=LATER)
    assert rung(resume_reverifications, now=LATER) == []


def test_who_was_verified_after_the_start_is_not_in_it(program):
    verified(program)
    run = start(program)
    verified(program, "mary")
    reverify(run_id=run.pk, now=LATER)
    assert run.rejudgements.count() == 1


def test_one_at_a_time_for_a_task(program):
    verified(program)
    start(program)
    with pytest.raises(Refused) as refused:
        start(program)
    assert refused.value.code == "reverifying"


def test_nothing_verified_is_nothing_to_judge(program):
    with pytest.raises(Refused) as refused:
        start(program)
    assert refused.value.code == "nothing-verified"


def test_an_archived_program_is_left_alone(program):
    verified(program)
    program.archived_at = NOON
    with pytest.raises(Refused) as refused:
        start(program)
    assert refused.value.code == "archived"


def test_the_start_is_noted(program):
    verified(program)
    start(program, version=stricter(program))
    entry = AuditEntry.objects.get(verb="reverified")
    assert (entry.actor.login, entry.task.slug, entry.facts) == (
        "linus",
        "introduce-yourself",
        {"count": 1, "version": 2},
    )


def test_each_is_judged_once_in_a_run_says_the_database(program):
    submission = verified(program)
    run = start(program)
    reverify(run_id=run.pk, now=LATER)
    with pytest.raises(IntegrityError), transaction.atomic():
        Rejudgement.objects.create(
            reverification=run, submission=submission, outcome=Finding.Outcome.MET, judged_at=LATER
        )
