"""What is kept of an upload: the documented shape, the person's own objects, and no value that might be secret."""

import json

import jsonschema_rs
import pytest

from onboarding.rules.facts import with_facts
from onboarding.rules.shapes import SHAPES
from onboarding.rules.types import Context
from tests.rules.kinds.kubernetes.recordings import EXPECTED, LABEL, NONCE, RECEIVED, bent, collected, judged, recording
from tests.rules.shapes.test_documents import closed

PLANTED = "hunter2"
NULLED = {
    "cm-projected": ["Pod"],
    "pod-badcommand": ["Pod"],
    "svc-probe": ["Deployment", "ReplicaSet", "ConfigMap", "Service", "EndpointSlice"],
}
CONTEXT = Context(now=RECEIVED, person_id=1, opened_after=RECEIVED)


def plant(by_kind):
    """Put a secret into every place where people keep them."""
    for items in by_kind.values():
        for item in items:
            item["metadata"]["annotations"] = {"kubectl.kubernetes.io/last-applied-configuration": PLANTED}
            item["metadata"]["managedFields"] = [{"manager": PLANTED, "fieldsV1": {f"f:{PLANTED}": {}}}]
    for workload in by_kind["Deployment"] + by_kind["ReplicaSet"]:
        plant_in_containers(workload["spec"]["template"]["spec"]["containers"])
    for pod in by_kind["Pod"]:
        plant_in_containers(pod["spec"]["containers"])
    by_kind["ConfigMap"] = [each for each in by_kind["ConfigMap"] if each["metadata"]["name"] == "page"]
    by_kind["ConfigMap"][0]["data"] = {"key": f"{PLANTED} {NONCE}"}


def plant_in_containers(containers):
    for container in containers:
        container["env"] = [{"name": "PASSWORD", "value": PLANTED}]
        container["command"] = container["args"] = [PLANTED]


def test_no_value_of_an_environment_a_command_an_annotation_or_a_configmap_is_kept():
    evidence = collected(bent("svc-probe", plant))

    assert PLANTED not in json.dumps(evidence)
    assert evidence["configmaps"][0]["keys"] == [{"name": "key", "length": 19, "has_nonce": True}]


@pytest.mark.parametrize("name", EXPECTED)
def test_evidence_with_its_facts_has_exactly_the_documented_shape(name):
    full = with_facts(kind="kubernetes", evidence=collected(recording(name)), context=CONTEXT)

    jsonschema_rs.validate(closed(SHAPES["kubernetes"]), full)


@pytest.mark.parametrize("name", EXPECTED)
def test_real_objects_leave_no_doubt_that_they_fit_together(name):
    assert collected(recording(name))["plausibility"]["doubts"] == []


def test_objects_that_do_not_fit_together_are_doubted_and_not_refused():
    def disturb(by_kind):
        for pod in by_kind["Pod"]:
            pod["metadata"]["creationTimestamp"] = "2026-11-23T07:00:00Z"
            pod["metadata"]["generateName"] = "other-"
            pod["metadata"]["labels"]["pod-template-hash"] = "0"
            pod["status"]["podIP"] = "192.0.2.1"
            pod["status"]["startTime"] = "2026-11-23T06:00:00Z"
            pod["status"]["containerStatuses"][0]["name"] = "other"
            pod["metadata"]["managedFields"] = [{"manager": "notepad", "subresource": "status"}]
        by_kind["Deployment"][0]["status"]["observedGeneration"] = 9
        by_kind["ReplicaSet"][0]["metadata"]["name"] = "other"

    assert collected(bent("deploy-ok", disturb))["plausibility"]["doubts"] == [
        "Deployment: observed before written",
        "Pod: has another hash than its ReplicaSet",
        "Pod: has status of other containers than its own",
        "Pod: its name does not begin as generated",
        "Pod: older than its owner",
        "Pod: started before it was created",
        "Pod: two running pods have one address",
        "Pod: written by an unusual manager",
        "ReplicaSet: named neither for its Deployment nor its hash",
    ]


def test_objects_of_others_are_not_kept():
    other = recording("pod-ok")["items"][0]
    other["metadata"] |= {"name": "others", "labels": {LABEL: "ob-somebody"}}
    document = recording("pod-ok")

    evidence = collected({**document, "items": [*document["items"], other]})

    assert [pod["metadata"]["name"] for pod in evidence["pods"]] == ["web"]
    assert "others" not in json.dumps(evidence)


def test_a_slice_belongs_to_whoever_owns_its_service():
    def unlabel(by_kind):
        del by_kind["EndpointSlice"][0]["metadata"]["labels"][LABEL]

    assert collected(bent("svc-ok", unlabel))["endpointslices"]


def test_the_newest_instant_is_the_clusters():
    assert collected(recording("pod-ok"))["upload"]["newest_at"] == "2026-11-23T07:16:25Z"


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        (("metadata", "name"), "Web;rm -rf /", "metadata.name"),
        (("metadata", "namespace"), "../etc", "metadata.namespace"),
        (("metadata", "creationTimestamp"), "yesterday", "creationTimestamp"),
        (("status", "phase"), "Fine", "status.phase"),
        (("spec", "containers", 0, "ports"), [{"containerPort": 70000}], "containerPort"),
        (("spec", "containers", 0, "name"), None, "spec.containers[0].name"),
        (("apiVersion",), "v9", "apiVersion"),
    ],
)
def test_what_no_cluster_would_write_is_a_fault(path, value, told):
    def change(by_kind):
        target = by_kind["Pod"][0]
        for step in path[:-1]:
            target = target[step]
        target[path[-1]] = value

    evidence = collected(bent("pod-ok", change))

    assert evidence["upload"]["faults"] == [f"Pod 1: {told}"]
    assert evidence["pods"] == []


def places(node, path=()):
    """Every place in a document, the first item standing for all of a list."""
    children = node.items() if isinstance(node, dict) else enumerate(node[:1]) if isinstance(node, list) else ()
    for step, child in children:
        yield (*path, step)
        yield from places(child, (*path, step))


@pytest.mark.parametrize(("name", "kind"), [(n, k) for n, kinds in NULLED.items() for k in kinds])
def test_a_null_in_any_place_is_a_fault_or_nothing(name, kind):
    document = recording(name)
    whole = next(index for index, item in enumerate(document["items"]) if item["kind"] == kind)

    for *path, last in places(document["items"][whole]):
        nulled = recording(name)
        target = nulled["items"][whole]
        for step in path:
            target = target[step]
        target[last] = None
        if [*path, last] == ["kind"]:
            continue
        assert judged(nulled, "service").findings
