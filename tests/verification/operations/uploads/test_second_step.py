"""A task of two steps: the second asks for a number of its own and remembers the first."""

import json

import pytest

from onboarding.rules.kinds.kubernetes.challenge import CHOICES
from onboarding.verification.models import Status, Turn
from onboarding.verification.operations import upload, withdraw
from tests.verification.kubectl import document, sent
from tests.verification.world import LATER, MINUTE, where

pytestmark = pytest.mark.django_db


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
