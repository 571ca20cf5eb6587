"""Written manifests: what does not fit together is told, and what fits is a draft for the mentor, never verified."""

import pytest

from onboarding.rules import rulesets
from onboarding.rules.engine import compile_rules
from onboarding.rules.judge import judge
from onboarding.rules.kinds.kubernetes.collect import collect_manifest
from onboarding.rules.types import Context, Outcome
from onboarding.rules.uploads import Refused
from tests.rules.kinds.kubernetes.recordings import FOLDER, LABEL, NONCE, RECEIVED, code
from tests.rules.world import finding

RULES = rulesets.load("kubernetes-draft")
SCENARIOS = {path.stem: path for path in (FOLDER / "scenarios").iterdir()}
MISFITS = {
    "cm-badkey": "draft-key-missing",
    "cm-missing": "draft-configmap-missing",
    "cm-missing-env": "draft-configmap-missing",
    "cm-notmounted": "draft-volume-not-mounted",
    "deploy-notemplatenonce": "template-nonce-missing",
    "pod-nononce": "nonce-missing",
    "svc-externalname": "draft-pods",
    "svc-named-port-missing": "draft-service-port",
    "svc-noselector": "draft-service-selector",
    "svc-selector-mismatch": "draft-service-selector",
    "svc-wrong-targetport": "draft-service-port",
}
POD = f"""
apiVersion: v1
kind: Pod
metadata: {{name: web, namespace: {NONCE}}}
spec:
  containers:
  - {{name: web, image: "nginx:1.29"}}
"""
DEPLOYMENT = f"""
apiVersion: apps/v1
kind: Deployment
metadata: {{name: web, namespace: {NONCE}}}
spec:
  selector: {{matchLabels: {{app: web}}}}
  template:
    metadata: {{labels: {{app: wbe}}}}
    spec: {{containers: [{{name: web, image: nginx}}]}}
"""


def judged(manifest):
    raw = manifest if isinstance(manifest, bytes) else manifest.encode()
    evidence = collect_manifest(raw=raw, nonce=NONCE, nonce_label=LABEL, received_at=RECEIVED)
    return judge(
        kind="kubernetes",
        evidence=evidence,
        rules=RULES,
        context=Context(now=RECEIVED, person_id=1, opened_after=RECEIVED),
    )


@pytest.mark.parametrize("name", sorted(SCENARIOS.keys() - {"deploy-quota"}))
def test_the_manifest_of_each_recording_is_a_draft_or_told_what_does_not_fit(name):
    judgement = judged(SCENARIOS[name].read_bytes())

    assert code(judgement) == MISFITS.get(name, "draft")
    assert all(found.outcome is not Outcome.UNKNOWN for found in judgement.findings)


def test_a_draft_waits_for_the_mentor_and_is_never_verified():
    judgement = judged(POD)

    assert judgement.primary.outcome is Outcome.WAITING
    assert judgement.primary.turn == "mentor"
    assert "not been shown to run" in judgement.primary.saw["en"]


@pytest.mark.parametrize(
    ("manifest", "expected", "told"),
    [
        (POD.replace("image:", "imagee:"), "malformed", "spec.containers[0].imagee"),
        (POD.replace("v1", "v2", 1), "malformed", "apiVersion"),
        (DEPLOYMENT, "draft-selector", "web"),
        (POD.replace('"nginx:1.29"', "a, volumeMounts: [{name: x, mountPath: /x}]"), "draft-volume-missing", "web: x"),
        ("# nothing", "not-a-list", ""),
    ],
)
def test_a_mistake_in_writing_is_told(manifest, expected, told):
    judgement = judged(manifest)

    assert code(judgement) == expected
    assert told in judgement.primary.saw["en"]


def test_a_secret_in_any_document_refuses_them_all():
    with pytest.raises(Refused, match="Secret"):
        judged(POD + "---\napiVersion: v1\nkind: Secret\nmetadata: {name: x}\n")


@pytest.mark.parametrize(
    ("image", "is_loose"),
    [
        ("nginx", True),
        ("nginx:latest", True),
        ("registry:5000/nginx", True),
        ("registry:5000/nginx:1", False),
        ("nginx:1.29", False),
        ("nginx@sha256:00", False),
    ],
)
def test_an_image_without_a_fixed_tag_is_told_and_does_not_count(image, is_loose):
    found = finding(judged(POD.replace("nginx:1.29", image)), "image-tag")

    assert found.outcome is Outcome.MET
    assert (image in found.saw["en"]) is is_loose


def test_the_rules_compile():
    compile_rules(kind="kubernetes", rules=RULES)
