"""How well the objects fit together, as a score for mentors. Never a reason to refuse: clusters differ, clocks lag.

In 721 recorded objects of two Kubernetes versions none of these relations was violated.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from onboarding.rules import instants
from onboarding.rules.kinds.kubernetes.pods import condition
from onboarding.rules.kinds.kubernetes.schemas import Object
from onboarding.rules.kinds.kubernetes.workloads import controller

Mine: TypeAlias = Sequence[tuple[str, Object]]
Answers: TypeAlias = Iterator[tuple[str, bool]]

HASH = "pod-template-hash"
MANAGERS = {
    "Pod": ("kube-controller-manager", "kubectl", "kubelet"),
    "ReplicaSet": ("kube-controller-manager", "kubectl"),
    "Deployment": ("kube-controller-manager", "kubectl"),
}
"""Who writes an object of this kind, by the beginning of the manager's name. Other tools are possible, and rare."""


def plausibility(mine: Mine, *, managers: Mine) -> Object:
    """``checks`` relations were looked at; ``doubts`` names those that do not hold.

    ``managers`` are the entries of managedFields, where kubectl was told to show them.
    """
    answers = [answer for check in _CHECKS for answer in check(mine)]
    answers += [(f"{kind}: written by an unusual manager", _is_usual(kind, entry)) for kind, entry in managers]
    return {"checks": len(answers), "doubts": sorted({doubt for doubt, holds in answers if not holds})}


def _generations(mine: Mine) -> Answers:
    for kind, obj in mine:
        if kind in ("Deployment", "ReplicaSet"):
            yield (
                f"{kind}: observed before written",
                (obj["status"]["observedGeneration"] <= obj["metadata"]["generation"]),
            )


def _births(mine: Mine) -> Answers:
    born = {obj["metadata"]["uid"]: obj["metadata"]["creationTimestamp"] for _, obj in mine}
    for kind, obj in mine:
        owner = controller(obj)["uid"]
        if owner in born:
            yield f"{kind}: older than its owner", not _before(obj["metadata"]["creationTimestamp"], born[owner])


def _starts(mine: Mine) -> Answers:
    for kind, obj in mine:
        if kind == "Pod" and obj["status"]["startTime"]:
            started, ready = obj["status"]["startTime"], condition(obj, "Ready")
            yield "Pod: started before it was created", not _before(started, obj["metadata"]["creationTimestamp"])
            if ready["status"] == "True":
                yield "Pod: ready before it started", not _before(ready["lastTransitionTime"], started)


def _addresses(mine: Mine) -> Answers:
    pods = [obj for kind, obj in mine if kind == "Pod" and obj["status"]["podIP"] and not obj["spec"]["hostNetwork"]]
    addresses = [pod["status"]["podIP"] for pod in pods if pod["status"]["phase"] == "Running"]
    if addresses:
        yield "Pod: two running pods have one address", len(addresses) == len(set(addresses))


def _names(mine: Mine) -> Answers:
    for kind, obj in mine:
        prefix = obj["metadata"]["generateName"]
        if prefix:
            yield f"{kind}: its name does not begin as generated", obj["metadata"]["name"].startswith(prefix)
        owner = controller(obj)
        if kind == "ReplicaSet" and owner["kind"] == "Deployment":
            expected = f"{owner['name']}-{obj['metadata']['labels'].get(HASH, '')}"
            yield "ReplicaSet: named neither for its Deployment nor its hash", obj["metadata"]["name"] == expected


def _hashes(mine: Mine) -> Answers:
    sets = {obj["metadata"]["uid"]: obj["metadata"]["labels"].get(HASH) for kind, obj in mine if kind == "ReplicaSet"}
    for kind, obj in mine:
        if kind == "ReplicaSet":
            yield "ReplicaSet: selects another hash", obj["spec"]["selector"].get(HASH) == sets[obj["metadata"]["uid"]]
        if kind == "Pod" and controller(obj)["uid"] in sets:
            same = obj["metadata"]["labels"].get(HASH) == sets[controller(obj)["uid"]]
            yield "Pod: has another hash than its ReplicaSet", same


def _containers(mine: Mine) -> Answers:
    for kind, obj in mine:
        if kind == "Pod" and obj["status"]["containerStatuses"]:
            wanted = {container["name"] for container in obj["spec"]["containers"]}
            found = {status["name"] for status in obj["status"]["containerStatuses"]}
            yield "Pod: has status of other containers than its own", wanted == found


def _is_usual(kind: str, entry: Object) -> bool:
    manager = str(entry.get("manager") or "")
    if kind == "Pod" and entry.get("subresource") == "status":
        return manager in ("kubelet", "kube-scheduler", "kube-controller-manager")
    return manager.startswith(MANAGERS.get(kind, ("",)))


def _before(earlier: str, later: str) -> bool:
    first, second = instants.parse(earlier), instants.parse(later)
    return first is not None and second is not None and first < second


_CHECKS: Sequence[Callable[[Mine], Answers]] = (
    _generations,
    _births,
    _starts,
    _addresses,
    _names,
    _hashes,
    _containers,
)
