"""What was uploaded, as a mentor reads it."""

import re
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation

from onboarding.mentoring.queries.uploads import uploaded
from onboarding.mentoring.words import DOUBTS
from onboarding.rules.kinds.kubernetes import plausibility
from onboarding.verification.models import Submission
from onboarding.verification.operations import upload
from tests.cast import enroll, make_person, make_program, task_of
from tests.verification.kubectl import TASKS, sent
from tests.verification.world import LATER, MINUTE

pytestmark = pytest.mark.django_db
EVIDENCE = Path(__file__).parents[2] / "evidence"
MANIFEST = """
apiVersion: v1
kind: Pod
metadata: {{name: web, namespace: {0}}}
spec: {{containers: [{{name: web, image: "nginx:1.29"}}]}}
"""


@pytest.fixture
def ada():
    return enroll(make_program(tasks=TASKS, accepts_drafts=True), "ada", now=LATER - MINUTE)


@pytest.fixture
def grace(ada, client: Client) -> Client:
    client.force_login(make_person("grace"))
    return client


def test_a_cluster_shows_each_object_and_what_it_says_of_itself(ada):
    found = uploaded(sent(ada, "v1.36.2-sequence/02-ready", "deployment"))
    says = {(thing.kind, thing.name): thing.says for thing in found.things}
    assert says["Deployment", "web"] == "2 of 2 pods ready"
    assert len([kind for kind, _ in says if kind == "Pod"]) == 2
    assert (found.checks > 10, found.doubts) == (True, ())


def test_a_chinese_mentor_reads_it_in_chinese(ada):
    submission = sent(ada, "pod-imagepull")
    with translation.override("zh-hans"):
        (pod,) = [thing for thing in uploaded(submission).things if thing.kind == "Pod"]
    assert "节点无法拉取" in pod.says


def test_what_does_not_fit_together_is_told_in_words():
    evidence = {
        "upload": {"namespace": "ob-1", "received_at": "2026-03-02T12:00:00Z"},
        "plausibility": {"checks": 3, "doubts": ["Pod: ready before it started"]},
        **dict.fromkeys(("pods", "replicasets", "deployments", "configmaps", "services", "endpointslices"), ()),
    }
    evidence["upload"]["newest_at"] = ""
    with translation.override("zh-hans"):
        found = uploaded(Submission(kind="kubernetes", evidence=evidence))
    assert found.doubts == ("Pod: 在启动之前就已就绪",)


def test_every_doubt_has_its_words():
    source = Path(plausibility.__file__).read_text()
    assert set(re.findall(r'"(?:\{kind\}|Pod|ReplicaSet): ([^"]+)"', source)) == set(DOUBTS)


@pytest.mark.parametrize(
    ("slug", "file", "kinds"),
    [
        ("etcd", "etcd/3.5.jsonl", {"Versions", "Watch", "Lease", "Compare-and-swap", "Election"}),
        ("dev-environment", "environment/report.txt", {"Commit", "Binary", "Remote", "Tool"}),
    ],
)
def test_etcd_and_builds_show_what_was_shown(ada, slug, file, kinds):
    raw = (EVIDENCE / file).read_bytes()
    submission = upload(enrollment=ada, task=task_of(ada.program, slug), raw=raw, now=LATER)
    assert {thing.kind for thing in uploaded(submission).things} == kinds


def test_the_review_page_warns_of_a_draft_and_the_newcomers_does_not_show_plausibility(ada, grace):
    raw = MANIFEST.format(ada.nonce).encode()
    submission = upload(enrollment=ada, task=task_of(ada.program, "pod"), raw=raw, now=LATER, is_manifest=True)
    text = grace.get(f"/mentor/review/{submission.public_id}/").content.decode()
    assert "A draft, not a running cluster" in text
    other = sent(ada, "v1.36.2-sequence/02-ready", "deployment")
    assert "Plausible: all" in grace.get(f"/mentor/review/{other.public_id}/").content.decode()
    grace.force_login(ada.user)
    assert "Plausible" not in grace.get(f"/journey/{ada.public_id}/deployment/").content.decode()


def test_reused_objects_wait_for_the_mentor(ada, grace):
    sent(ada, "pod-ok")
    mary = enroll(ada.program, "mary", now=LATER - MINUTE)
    submission = sent(mary, "pod-ok", now=LATER + MINUTE)
    assert submission.public_id in grace.get("/mentor/today/").content.decode()
    text = grace.get(f"/mentor/review/{submission.public_id}/").content.decode()
    assert "already sent by somebody else" in text
