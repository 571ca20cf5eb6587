"""Uploads: read, reduced, stored and judged at once; the second step; whose objects they are; drafts."""

import json
from pathlib import Path

import pytest
from django.db.models import F

from onboarding.programs.models import Enrollment
from onboarding.rules.kinds.kubernetes.challenge import CHOICES
from onboarding.verification.models import EvidenceToken, SeenObject, Status, Submission, Turn
from onboarding.verification.operations import (
    Refused,
    Unreadable,
    find_token,
    forget_tokens,
    make_token,
    upload,
    withdraw,
)
from tests.cast import enroll, make_program, task_of
from tests.rules.kinds.kubernetes.recordings import NONCE
from tests.verification.kubectl import TASKS, document, printed, sent
from tests.verification.world import LATER, MINUTE, where

pytestmark = pytest.mark.django_db
EVIDENCE = Path(__file__).parents[2] / "evidence"


@pytest.fixture
def program():
    return make_program(tasks=TASKS)


@pytest.fixture
def ada(program):
    return enroll(program, "ada", now=LATER - MINUTE)


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


# The second step


def challenged(ada):
    submission = sent(ada, "v1.36.2-sequence/02-ready", "deployment")
    assert where(submission) == (Status.WAITING, Turn.NEWCOMER, "second-step")
    return submission


def scaled(ada, replicas, *, now=LATER + MINUTE):
    """The same Deployment with so many pods, all but one of the old ones gone."""
    listed = document("v1.36.2-sequence/02-ready", ada.nonce, now=now)
    items = [item for item in listed["items"] if item["kind"] != "Pod"]
    pods = [item for item in listed["items"] if item["kind"] == "Pod"]
    for item in items:
        if item["kind"] in ("Deployment", "ReplicaSet"):
            item["metadata"]["generation"] += 1
            item["spec"]["replicas"] = replicas
            item["status"] |= dict.fromkeys(("replicas", "readyReplicas", "availableReplicas"), replicas)
            item["status"]["observedGeneration"] += 1
            item["metadata"]["resourceVersion"] = str(int(item["metadata"]["resourceVersion"]) + 500)
        if item["kind"] == "Deployment":
            item["status"]["updatedReplicas"] = replicas
    for number in range(replicas):
        pod = json.loads(json.dumps(pods[0]))
        if number:
            pod["metadata"] |= {"uid": f"00000000-0000-4000-8000-00000000000{number}", "name": f"web-new-{number}"}
            for status in pod["status"]["containerStatuses"]:
                status["containerID"] = f"containerd://{number:064}"
        items.append(pod)
    return json.dumps({**listed, "items": items}).encode()


def test_the_second_step_asks_for_another_number_and_remembers_the_first(ada):
    submission = challenged(ada)
    finding = submission.findings.get(is_primary=True)
    asked = submission.asked["replicas"]
    assert asked in CHOICES
    assert f"--replicas={asked}" in finding.hint["en"]
    assert "kubectl delete pod web-" in finding.hint["zh-hans"]


def test_a_deployment_that_was_scaled_and_healed_is_verified_in_the_same_attempt(ada):
    submission = challenged(ada)
    raw = scaled(ada, submission.asked["replicas"])
    after = upload(enrollment=ada, task=submission.task, raw=raw, now=LATER + MINUTE)
    assert after.pk == submission.pk
    assert where(after) == (Status.VERIFIED, Turn.NOBODY, "")


def test_a_second_step_that_is_not_done_keeps_the_first(ada):
    submission = challenged(ada)
    again = sent(ada, "v1.36.2-sequence/02-ready", "deployment", now=LATER + MINUTE)
    assert again.pk == submission.pk
    assert where(again) == (Status.WAITING, Turn.NEWCOMER, "not-newer")
    raw = scaled(ada, submission.asked["replicas"], now=LATER + 2 * MINUTE)
    assert where(upload(enrollment=ada, task=submission.task, raw=raw, now=LATER + 2 * MINUTE))[0] == Status.VERIFIED


def test_an_attempt_that_was_taken_back_in_between_begins_with_the_first_step(ada):
    withdraw(submission=challenged(ada), actor=ada.user, now=LATER)
    again = sent(ada, "v1.36.2-sequence/02-ready", "deployment", now=LATER + MINUTE)
    assert (again.attempt, again.primary_code) == (2, "second-step")


# Whose objects they are


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


# Drafts

MANIFEST = """
apiVersion: v1
kind: Pod
metadata: {{name: web, namespace: {nonce}}}
spec:
  containers:
    - {{name: web, image: "nginx:1.29"}}
"""


def drafted(ada, text=MANIFEST, now=LATER):
    raw = text.format(nonce=ada.nonce).encode()
    return upload(enrollment=ada, task=task_of(ada.program, "pod"), raw=raw, is_manifest=True, now=now)


def test_a_manifest_is_not_taken_where_the_program_has_not_said_so(ada):
    with pytest.raises(Refused, match="does not take manifests"):
        drafted(ada)
    assert not Submission.objects.exists()


def test_a_manifest_that_fits_together_is_a_draft_for_the_mentor_and_never_verified(program, ada):
    program.accepts_drafts = True
    program.save()
    submission = drafted(ada)
    assert where(submission) == (Status.IN_REVIEW, Turn.MENTOR, "draft")
    assert submission.is_draft
    assert submission.transitions.get(to_status=Status.IN_REVIEW).code == "draft"


def test_a_manifest_with_a_misspelt_field_is_returned(program, ada):
    program.accepts_drafts = True
    program.save()
    assert where(drafted(ada, MANIFEST.replace("image:", "imagee:"))) == (
        Status.RETURNED,
        Turn.NEWCOMER,
        "malformed",
    )


# Tokens


def test_a_token_takes_uploads_until_its_attempt_leaves_waiting(ada):
    task = task_of(ada.program, "pod")
    token = make_token(enrollment=ada, task=task, now=LATER)
    for name in ("pod-notready", "pod-notready", "pod-ok"):
        found = find_token(token.secret, now=LATER)
        upload(enrollment=ada, task=task, raw=printed(name, ada.nonce), token=found, now=LATER)
    with pytest.raises(Refused) as refused:
        upload(enrollment=ada, task=task, raw=b"{}", token=find_token(token.secret, now=LATER), now=LATER)
    assert refused.value.code == "spent"


def test_a_new_token_ends_the_one_before(ada):
    task = task_of(ada.program, "pod")
    first = make_token(enrollment=ada, task=task, now=LATER)
    stale = find_token(first.secret, now=LATER)
    second = make_token(enrollment=ada, task=task, now=LATER)
    assert find_token(first.secret, now=LATER) is None
    assert find_token(second.secret, now=LATER) == second
    with pytest.raises(Refused) as refused:
        upload(enrollment=ada, task=task, raw=printed("pod-ok", ada.nonce), token=stale, now=LATER)
    assert refused.value.code == "revoked"
    assert not Submission.objects.exists()


def test_a_token_lives_for_a_day_after_its_last_upload(ada):
    task = task_of(ada.program, "pod")
    token = make_token(enrollment=ada, task=task, now=LATER)
    day = 24 * 60 * MINUTE
    assert find_token(token.secret, now=LATER + day) is None
    upload(enrollment=ada, task=task, raw=printed("pod-notready", ada.nonce), token=token, now=LATER + 23 * 60 * MINUTE)
    assert find_token(token.secret, now=LATER + day) == token


def test_the_token_itself_is_not_in_the_database_and_is_useless_under_another_key(ada, settings):
    token = make_token(enrollment=ada, task=task_of(ada.program, "pod"), now=LATER)
    row = EvidenceToken.objects.values().get()
    assert token.secret
    assert token.secret not in str(row)
    settings.SECRET_KEY = "another"
    assert EvidenceToken.objects.get().secret == ""


def test_no_token_is_made_for_what_is_not_uploaded_or_not_open(program, ada):
    with pytest.raises(Refused) as refused:
        make_token(enrollment=ada, task=task_of(program, "service"), now=LATER)
    assert refused.value.code == "locked"


def test_tokens_that_ended_long_ago_are_forgotten_and_what_they_began_is_kept(ada):
    task, day = task_of(ada.program, "pod"), 24 * 60 * MINUTE
    used = make_token(enrollment=ada, task=task, now=LATER)
    begun = sent(ada, "pod-notready", token=used)
    revoked, kept = make_token(enrollment=ada, task=task, now=LATER), make_token(enrollment=ada, task=task, now=LATER)
    EvidenceToken.objects.filter(pk=kept.pk).update(expires_at=LATER + 2 * day)

    assert forget_tokens(now=LATER + 31 * day) == 0
    assert forget_tokens(now=LATER + 31 * day + MINUTE) == 2

    assert EvidenceToken.objects.get() == kept
    assert not EvidenceToken.objects.filter(pk__in=(used.pk, revoked.pk)).exists()
    assert Submission.objects.get() == begun
