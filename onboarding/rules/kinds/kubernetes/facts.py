"""The derived facts of Kubernetes evidence: every relation between objects, so that rules need no loops in loops."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from onboarding.rules import instants
from onboarding.rules.kinds.kubernetes import challenge, drafts, files, network, pods, workloads
from onboarding.rules.kinds.kubernetes.projection import project
from onboarding.rules.kinds.kubernetes.schemas import Object
from onboarding.rules.types import Context, Evidence


def derive(evidence: Evidence, context: Context) -> dict[str, Any]:
    """The same objects with their facts; and of each kind the one nearest to the goal, which rules talk about."""
    if "pods" not in evidence:
        return {}
    its_pods = [_pod(each, _latest(evidence)) for each in evidence["pods"]]
    replicasets = [_with(each, _owner_facts(each)) for each in evidence["replicasets"]]
    deployments = [_deployment(each, replicasets, its_pods) for each in evidence["deployments"]]
    services = [_service(each, its_pods, evidence["endpointslices"]) for each in evidence["services"]]
    volumes = files.files(its_pods, evidence["configmaps"])
    nearest = max(volumes, key=files.nearness, default=files.NO_FILE)
    derived = {
        "pods": its_pods,
        "replicasets": replicasets,
        "deployments": deployments,
        "services": services,
        "files": volumes,
        "variables": files.variables(its_pods),
        "pod": min(its_pods, key=pods.distance, default=_pod(_empty("Pod"), None)),
        "deployment": min(deployments, key=workloads.distance, default=_deployment(_empty("Deployment"), [], [])),
        "service": max(services, key=network.nearness, default=_service(_empty("Service"), [], [])),
        "file": files.with_suggestion(nearest, evidence["configmaps"]),
    }
    related = {**evidence, **derived}
    return {**derived, "challenge": challenge.facts(related), "draft": drafts.facts(evidence)}


def identities(evidence: Evidence) -> dict[str, str]:
    """What no two people can have in common: uid or container id, with the name to show for it."""
    names = ("pods", "replicasets", "deployments", "configmaps", "services", "endpointslices")
    objects = [obj for name in names for obj in evidence[name]]
    found = {obj["metadata"]["uid"]: obj["metadata"]["name"] for obj in objects}
    for pod in evidence["pods"]:
        containers = (status["containerID"] for status in pod["status"]["containerStatuses"])
        found |= {container: pod["metadata"]["name"] for container in containers if container}
    return found


def _latest(evidence: Evidence) -> datetime | None:
    """The newest instant known: the cluster's own, or ours where its clock lags."""
    known: Iterable[str] = (evidence["upload"]["newest_at"], evidence["upload"]["received_at"])
    return max((each for each in map(instants.parse, known) if each), default=None)


def _pod(pod: Object, latest: datetime | None) -> Object:
    return _with(pod, {**pods.facts(pod, latest=latest), **_owner_facts(pod)})


def _owner_facts(obj: Object) -> Object:
    owner = workloads.controller(obj)
    return {"owner_kind": owner["kind"], "owner": owner["name"]}


def _deployment(deployment: Object, replicasets: list[Object], its_pods: list[Object]) -> Object:
    return _with(deployment, workloads.facts(deployment, replicasets=replicasets, all_pods=its_pods))


def _service(service: Object, its_pods: list[Object], slices: list[Object]) -> Object:
    return _with(service, network.facts(service, pods=its_pods, slices=slices))


def _with(obj: Object, facts: Object) -> Object:
    return {**obj, "facts": facts}


def _empty(kind: str) -> Object:
    return project({"kind": kind}, nonce="")
