"""Uploads: read, reduced, stored and judged at once; and whose objects they are."""

import json
from pathlib import Path

import pytest
from django.db.models import F

from onboarding.programs.models import Enrollment
from onboarding.verification.models import SeenObject, Status, Submission, Turn
from onboarding.verification.operations import Refused, Unreadable, upload
from tests.cast import enroll, task_of
from tests.rules.kinds.kubernetes.recordings import NONCE
from tests.verification.kubectl import printed, sent
from tests.verification.world import LATER, MINUTE, where

pytestmark = pytest.mark.django_db
EVIDENCE = Path(__file__).parents[3] / "evidence"


def test_a_good_pod_is_verified_at_once(ada):
    submission = sent(ada, "pod-ok")
    assert where(submission) == (Status.VERIFIED, Turn.NOBODY, "")
    assert submission.evidence["pod" if "pod" in submission.evidence else "pods"]


def test_a_broken_pod_is_returned_with_its_fault_first(ada):
    assert where(sent(ada, "pod-imagepull")) == (Status.RETURNED, Turn.NEWCOMER, "image-pull")


def test_what_is_not_ready_waits_and_the_next_upload_joins_the_same_attempt(ada):
    first = sent(ada, "pod-notready")
    assert where(first) == (Status.WAITING, Turn.NEWCOMER, "not-ready")
    second = sent(ada, "pod-ok", now=LATER + MINUTE)
    assert second.pk == first.pk
    assert where(second)[0] == Status.VERIFIED


def test_what_waits_takes_no_evidence_of_the_kind_that_the_task_has_become(ada):
    waiting = sent(ada, "pod-notready")
    pinned = ada.program.program_tasks
    pinned.filter(task=waiting.task).update(version=pinned.get(task__slug="etcd").version)
    raw = (EVIDENCE / "etcd/3.5.jsonl").read_bytes()

    with pytest.raises(Refused) as refused:
        upload(enrollment=ada, task=waiting.task, raw=raw, now=LATER + MINUTE)
    assert refused.value.code == "other-kind"
    waiting.refresh_from_db()
    assert where(waiting) == (Status.WAITING, Turn.NEWCOMER, "not-ready")


def test_a_returned_attempt_is_followed_by_another(ada):
    first = sent(ada, "pod-crashloop")
    second = sent(ada, "pod-ok", now=LATER + MINUTE)
    assert (second.attempt, where(first)[0], where(second)[0]) == (2, Status.RETURNED, Status.VERIFIED)


def test_an_upload_with_a_secret_in_it_stores_nothing(ada):
    raw = json.dumps({"kind": "List", "items": [{"kind": "Secret", "data": {"key": "aHVudGVyMg=="}}]}).encode()
    with pytest.raises(Unreadable) as refused:
        upload(enrollment=ada, task=task_of(ada.program, "pod"), raw=raw, now=LATER)
    assert refused.value.code == "forbidden-kind"
    assert "Secret" in refused.value.message["zh-hans"]
    assert not Submission.objects.exists()
    assert not SeenObject.objects.exists()


def test_objects_that_are_much_older_than_the_task_are_stale(ada):
    raw = printed("pod-ok", ada.nonce, now=LATER - 26 * 60 * MINUTE)
    submission = upload(enrollment=ada, task=task_of(ada.program, "pod"), raw=raw, now=LATER)
    assert where(submission) == (Status.RETURNED, Turn.NEWCOMER, "stale")


def test_a_task_opens_with_the_verification_of_what_it_needs(ada):
    sent(ada, "pod-ok", now=LATER)
    a_day_later = LATER + 30 * 60 * MINUTE
    raw = printed("svc-probe", ada.nonce, now=LATER - 25 * 60 * MINUTE)
    submission = upload(enrollment=ada, task=task_of(ada.program, "service"), raw=raw, now=a_day_later)
    assert submission.primary_code == "stale"


def test_what_the_rules_cannot_tell_goes_to_the_mentor(program, ada):
    task = task_of(program, "pod")
    version = task.current_version
    version.content["rules"][0]["expression"] = "pods[77].facts.ready"
    version.save()
    assert where(sent(ada, "pod-ok"))[:2] == (Status.IN_REVIEW, Turn.MENTOR)


@pytest.mark.parametrize("version", ["3.4", "3.5"])
def test_etcd_is_verified_the_same_way(ada, version):
    ada.nonce = NONCE
    ada.save()
    raw = (EVIDENCE / f"etcd/{version}.jsonl").read_bytes()
    submission = upload(enrollment=ada, task=task_of(ada.program, "etcd"), raw=raw, now=LATER)
    assert where(submission) == (Status.VERIFIED, Turn.NOBODY, "")


def test_a_lease_of_somebody_else_goes_to_the_mentor(program, ada):
    mary = enroll(program, "mary", now=LATER - MINUTE)
    raw = (EVIDENCE / "etcd/3.5.jsonl").read_bytes()
    for person in (ada, mary):
        Enrollment.objects.update(nonce=F("public_id"))
        Enrollment.objects.filter(pk=person.pk).update(nonce=NONCE)
        person.refresh_from_db()
        submission = upload(enrollment=person, task=task_of(program, "etcd"), raw=raw, now=LATER)
    assert where(submission) == (Status.IN_REVIEW, Turn.MENTOR, "lease-reused")


def test_a_local_build_is_verified_the_same_way(ada):
    ada.nonce = NONCE
    ada.save()
    raw = (EVIDENCE / "environment/report.txt").read_bytes()
    submission = upload(enrollment=ada, task=task_of(ada.program, "dev-environment"), raw=raw, now=LATER)
    assert where(submission) == (Status.VERIFIED, Turn.NOBODY, "")


def test_whoever_sends_somebody_elses_objects_is_told_and_a_mentor_sees_it(program, ada):
    first = sent(ada, "pod-ok")
    mary = enroll(program, "mary", now=LATER - MINUTE)
    second = sent(mary, "pod-ok", now=LATER + MINUTE)
    assert where(first) == (Status.VERIFIED, Turn.NOBODY, "")
    assert where(second) == (Status.IN_REVIEW, Turn.MENTOR, "reused")
    assert "already sent by somebody else" in second.findings.get(is_primary=True).saw["en"]


def test_the_same_person_may_send_the_same_objects_again(ada):
    sent(ada, "pod-notready")
    again = sent(ada, "pod-notready", now=LATER + MINUTE)
    assert where(again) == (Status.WAITING, Turn.NEWCOMER, "not-ready")


def test_nobody_can_take_objects_that_do_not_carry_their_own_mark(program, ada):
    mary = enroll(program, "mary", now=LATER - MINUTE)
    raw = printed("pod-ok", ada.nonce)
    stolen = upload(enrollment=mary, task=task_of(program, "pod"), raw=raw, now=LATER)
    assert stolen.primary_code == "nonce-missing"
    assert where(sent(ada, "pod-ok", now=LATER + MINUTE))[0] == Status.VERIFIED
