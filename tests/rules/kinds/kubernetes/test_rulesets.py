"""Each rule of the Kubernetes sets fails for at least one example: a recording, or a recording bent a little."""

import pytest

from onboarding.languages import CODES
from onboarding.rules import rulesets
from onboarding.rules.engine import compile_rules
from onboarding.rules.types import Outcome
from tests.rules.kinds.kubernetes.recordings import EXPECTED, bent, code, judged, recording

TASKS = ("pod", "deployment", "configmap", "service")
INIT_STATUS = {
    "name": "init",
    "image": "x",
    "imageID": "",
    "ready": False,
    "restartCount": 0,
    "state": {"running": {"startedAt": "2026-11-23T07:16:25Z"}},
}


def wait_with(reason, message=""):
    """Every container of every pod waits for this reason."""

    def change(by_kind):
        for pod in by_kind["Pod"]:
            unready(pod)
            for status in pod["status"]["containerStatuses"]:
                status["state"] = {"waiting": {"reason": reason, "message": message}}

    return change


def end_with(reason, exit_code, phase="Running"):
    """Every container of every pod has ended for this reason."""

    def change(by_kind):
        for pod in by_kind["Pod"]:
            unready(pod)
            pod["status"]["phase"] = phase
            for status in pod["status"]["containerStatuses"]:
                status["state"] = {"terminated": {"reason": reason, "exitCode": exit_code}}

    return change


def unready(pod):
    pod["status"]["conditions"] = [each for each in pod["status"]["conditions"] if each["type"] != "Ready"]
    for status in pod["status"]["containerStatuses"]:
        status["ready"] = False


def initialise(by_kind):
    for pod in by_kind["Pod"]:
        unready(pod)
        pod["status"]["initContainerStatuses"] = [INIT_STATUS]


def unschedule(by_kind):
    for pod in by_kind["Pod"]:
        pod["status"]["conditions"] = [{"type": "PodScheduled", "status": "False", "message": "no node"}]


def delete(by_kind):
    by_kind["Pod"][0]["metadata"]["deletionTimestamp"] = "2026-11-23T07:20:00Z"


def without(*kinds):
    def change(by_kind):
        for kind in kinds:
            by_kind.pop(kind)

    return change


def set_in(kind, *path_and_value):
    """Set a field, given by its path, of every object of the kind."""
    *path, last, value = path_and_value

    def change(by_kind):
        for node in by_kind[kind]:
            target = node
            for step in path:
                target = target[step]
            target[last] = value

    return change


def disown(kind):
    return set_in(kind, "metadata", "ownerReferences", [])


def time_out(by_kind):
    by_kind["Deployment"][0]["status"]["conditions"] = [
        {"type": "Progressing", "status": "False", "reason": "ProgressDeadlineExceeded"}
    ]


def unmount_all(by_kind):
    by_kind["Pod"][0]["spec"]["volumes"] = []


def strange_endpoint(by_kind):
    by_kind["EndpointSlice"][0]["endpoints"].append({"addresses": ["192.0.2.7"], "conditions": {"ready": True}})


def client(phase=None, **ended):
    def change(by_kind):
        pod = next(pod for pod in by_kind["Pod"] if pod["metadata"]["name"] == "client")
        pod["status"]["phase"] = phase or pod["status"]["phase"]
        pod["status"]["containerStatuses"][0]["state"]["terminated"].update(ended)

    return change


BENT = {
    "pod": {
        "no-pod": ("pod-ok", lambda by_kind: by_kind.update(Pod=[], Service=recording("svc-noselector")["items"][-1:])),
        "config-error": ("pod-ok", wait_with("CreateContainerConfigError", 'configmap "x" not found')),
        "oom": ("pod-ok", end_with("OOMKilled", 137)),
        "pod-terminating": ("pod-ok", delete),
        "container-creating": ("pod-ok", wait_with("ContainerCreating")),
    },
    "deployment": {
        "no-deployment": ("cm-ok", without("Pod")),
        "not-observed": ("deploy-ok", set_in("Deployment", "metadata", "generation", 2)),
        "too-few-replicas": ("deploy-ok", set_in("Deployment", "spec", "replicas", 1)),
        "chain-broken-rs": ("deploy-ok", disown("ReplicaSet")),
        "chain-broken-pod": ("deploy-ok", disown("Pod")),
        "pods-invalid-image-name": ("deploy-ok", wait_with("InvalidImageName")),
        "pods-image-never-pull": ("deploy-ok", wait_with("ErrImageNeverPull")),
        "pods-config-error": ("deploy-ok", wait_with("CreateContainerConfigError")),
        "pods-oom": ("deploy-ok", end_with("OOMKilled", 137)),
        "pods-run-error": ("deploy-ok", wait_with("RunContainerError")),
        "pods-unschedulable": ("deploy-ok", unschedule),
        "pods-completed": ("deploy-ok", end_with("Completed", 0, "Succeeded")),
        "pods-failed": ("deploy-ok", end_with("Error", 1, "Failed")),
        "pods-init-running": ("deploy-ok", initialise),
        "progress-deadline": ("deploy-ok", time_out),
        "rolling": ("deploy-ok", set_in("Deployment", "status", "updatedReplicas", 1)),
    },
    "configmap": {
        "no-configmap": ("pod-ok", lambda by_kind: None),
        "cm-not-used": ("cm-ok", unmount_all),
        "cm-nonce-not-in-data": ("cm-ok", set_in("ConfigMap", "data", {"app.properties": "color=blue"})),
        "container-creating": ("cm-ok", wait_with("ContainerCreating")),
        "init-running": ("cm-ok", initialise),
        "pod-broken": ("cm-ok", wait_with("ImagePullBackOff")),
        "not-ready": ("cm-ok", lambda by_kind: unready(by_kind["Pod"][0])),
    },
    "service": {
        "no-service": ("svc-ok", without("Service")),
        "endpoint-not-a-pod": ("svc-ok", strange_endpoint),
        "probe-failed": ("svc-probe", client("Failed")),
        "probe-empty": ("svc-probe", client(message="")),
        "probe-without-nonce": ("svc-probe", client(message="hello")),
        "probe-too-early": ("svc-probe", client(startedAt="2026-11-23T07:00:00Z")),
    },
}
ROWS = [(task, code, name, change) for task, rows in BENT.items() for code, (name, change) in rows.items()]


@pytest.mark.parametrize(("task", "expected", "name", "change"), ROWS)
def test_a_bent_recording_fails_its_rule(task, expected, name, change):
    judgement = judged(bent(name, change), task)

    assert code(judgement) == expected
    assert all(judgement.primary.saw[language] for language in CODES)


@pytest.mark.parametrize("task", TASKS)
def test_every_rule_has_a_bad_example(task):
    recorded = {row["verdict"] for row in EXPECTED.values() if row["task"] == task}

    assert {rule.code for rule in rulesets.load(f"kubernetes-{task}")} <= recorded | set(BENT[task])


@pytest.mark.parametrize("task", TASKS)
def test_a_set_compiles_and_speaks_both_languages(task):
    rules = rulesets.load(f"kubernetes-{task}")

    compile_rules(kind="kubernetes", rules=rules)
    for rule in rules:
        assert set(rule.expect) == set(rule.hint) == set(CODES)


@pytest.mark.parametrize("task", TASKS)
def test_an_empty_cluster_does_not_pass(task):
    judgement = judged(recording("v1.36.2-formats/empty-list"), task)

    assert judgement.primary.code == "nothing-found"
    assert not all(found.outcome is Outcome.MET for found in judgement.findings if not found.is_guard)


def test_one_good_object_is_enough_beside_a_leftover():
    good, crashed = recording("pod-ok"), recording("pod-crashloop")
    leftover = crashed["items"][0]
    leftover["metadata"] |= {"name": "old", "namespace": "pod-ok"}

    assert code(judged({**good, "items": [leftover, *good["items"]]}, "pod")) == "pass"


def test_a_pod_that_was_restarted_must_stay_ready_for_a_while():
    def flap(by_kind):
        by_kind["Pod"][0]["status"]["containerStatuses"][0]["restartCount"] = 3
        ready = next(each for each in by_kind["Pod"][0]["status"]["conditions"] if each["type"] == "Ready")
        ready["lastTransitionTime"] = "2026-11-23T07:29:55Z"

    judgement = judged(bent("pod-ok", flap), "pod")

    assert (code(judgement), judgement.primary.outcome) == ("not-ready", Outcome.WAITING)
    assert "ten seconds" in judgement.primary.saw["en"]
