"""Step two of the Deployment task: scale to N, delete a pod, send again. Faking it costs more than doing it."""

from typing import Any

from onboarding.rules.kinds.kubernetes import workloads
from onboarding.rules.kinds.kubernetes.schemas import Object
from onboarding.rules.types import Evidence

CHOICES = (3, 4, 5)
"""How many replicas may be asked for."""

UNKNOWN: Object = {
    "replicas": 0,
    "deployment": "",
    "replica_set": "",
    "generation": 0,
    "version": 0,
    "pods": [],
}


def remember(evidence: Evidence, *, draw: int) -> Object:
    """What to keep of step 1, and the number of replicas to ask for: never the one there is. ``draw`` is any number.

    ``evidence`` must have its facts. The result is stored, and stands as ``first`` in the evidence of step 2.
    """
    deployment = evidence["deployment"]
    choices = [number for number in CHOICES if number != deployment["spec"]["replicas"]]
    return {
        "replicas": choices[draw % len(choices)],
        "deployment": deployment["metadata"]["uid"],
        "replica_set": deployment["facts"]["replica_set_uid"],
        "generation": deployment["metadata"]["generation"],
        "version": _version(evidence),
        "pods": [{"name": pod["metadata"]["name"], "uid": pod["metadata"]["uid"]} for pod in _pods(evidence)],
    }


def facts(evidence: Evidence) -> Object:
    """How step 2's evidence differs from what was remembered of step 1. Without a first step, nothing is the same."""
    first: Object = evidence.get("first") or UNKNOWN
    deployment = evidence["deployment"]
    before = {pod["uid"]: pod["name"] for pod in first["pods"]}
    now = {pod["metadata"]["uid"]: pod["metadata"]["name"] for pod in _pods(evidence)}
    return {
        "replicas": first["replicas"],
        "same_deployment": _same(first["deployment"], deployment["metadata"]["uid"]),
        "same_replica_set": _same(first["replica_set"], deployment["facts"]["replica_set_uid"]),
        "changed": deployment["metadata"]["generation"] > first["generation"],
        "newer": _version(evidence) > first["version"],
        "gone": [name for uid, name in before.items() if uid not in now],
        "fresh": [name for uid, name in now.items() if uid not in before],
        "kept": [name for uid, name in before.items() if uid in now],
    }


def _same(before: Any, now: Any) -> bool:
    return bool(before) and before == now


def _pods(evidence: Evidence) -> list[Object]:
    """The pods of the present ReplicaSet that are not being deleted."""
    uid = evidence["deployment"]["facts"]["replica_set_uid"]
    pods = [pod for pod in evidence["pods"] if uid and workloads.controller(pod)["uid"] == uid]
    return [pod for pod in pods if not pod["metadata"]["deletionTimestamp"]]


def _version(evidence: Evidence) -> int:
    """The newest resourceVersion. Kubernetes calls it opaque, but since etcd counts revisions it only ever grows."""
    objects = [obj for name in ("pods", "replicasets", "deployments") for obj in evidence[name]]
    versions = [obj["metadata"]["resourceVersion"] for obj in objects]
    return max((int(version) for version in versions if version.isdecimal()), default=0)
