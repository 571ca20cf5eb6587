"""How a Deployment, its ReplicaSets and their pods hang together: by owner uid, never by name or label."""

from collections.abc import Sequence
from typing import Any

from onboarding.languages import Text
from onboarding.rules.kinds.kubernetes import pods
from onboarding.rules.kinds.kubernetes.schemas import Object
from onboarding.rules.texts import fill

BLAME = (*pods.FAULTS[:-2], "unschedulable", "completed", "failed", *reversed(pods.PATIENCE))
"""Which of several pods' problems speaks for all of them: the first."""


def controller(obj: Object) -> Object:
    """The owner that controls this object, or an empty one."""
    owners = (owner for owner in obj["metadata"]["ownerReferences"] if owner["controller"])
    return next(owners, {"kind": "", "name": "", "uid": ""})


def owned_by(owner: Object, candidates: Sequence[Object]) -> list[Object]:
    uid = owner["metadata"]["uid"]
    return [each for each in candidates if uid and controller(each)["uid"] == uid]


def facts(deployment: Object, *, replicasets: Sequence[Object], all_pods: Sequence[Object]) -> Object:
    """The derived facts of one Deployment. The pods must have theirs already."""
    owned = owned_by(deployment, replicasets)
    current = _current(deployment, owned)
    its_pods = owned_by(current, all_pods) if current else []
    live = [pod for pod in its_pods if not pod["facts"]["terminating"]]
    return {
        "replica_sets": [each["metadata"]["name"] for each in owned],
        "replica_set": current["metadata"]["name"] if current else "",
        "replica_set_uid": current["metadata"]["uid"] if current else "",
        "pods": [pod["metadata"]["name"] for pod in live],
        "ready_pods": sum(pod["facts"]["ready"] for pod in live),
        "has_pods": bool(its_pods) or current is None or not current["status"]["replicas"],
        **_blame(live),
        **_rollout(deployment, live),
    }


def _current(deployment: Object, owned: list[Object]) -> Object | None:
    """The one ReplicaSet of the Deployment's own revision."""
    revision = deployment["metadata"]["revision"]
    of_revision = [each for each in owned if each["metadata"]["revision"] == revision]
    return of_revision[0] if len(of_revision) == 1 else None


def _blame(live: list[Object]) -> Object:
    unwell = [pod for pod in live if pod["facts"]["problem"]]
    guilty = min(unwell, key=lambda pod: BLAME.index(pod["facts"]["problem"]), default=None)
    known: Object = guilty["facts"] if guilty else {}
    return {
        "problem": known.get("problem", ""),
        "problem_pod": guilty["metadata"]["name"] if guilty else "",
        "problem_container": known.get("container", ""),
        "problem_image": known.get("image", ""),
        "problem_text": known.get("state_text", _all_ready(len(live))),
    }


def _all_ready(count: int) -> Text:
    return fill(pods.SENTENCES["all-ready"], {"count": count})


def _rollout(deployment: Object, live: list[Object]) -> Object:
    spec, status = deployment["spec"], deployment["status"]
    failure = pods.condition(deployment, "ReplicaFailure")
    counts: set[Any] = {spec["replicas"], len(live)}
    counts |= {status[name] for name in ("replicas", "updatedReplicas", "readyReplicas", "availableReplicas")}
    progressing = pods.condition(deployment, "Progressing")
    return {
        "observed": status["observedGeneration"] >= deployment["metadata"]["generation"],
        "failure": failure["message"] if failure["status"] == "True" else "",
        "late": progressing["reason"] == "ProgressDeadlineExceeded",
        "rolled_out": len(counts) == 1,
    }


def distance(deployment: Object) -> tuple[bool, int]:
    """The nearest Deployment to what we hope for is the one to talk about."""
    known = deployment["facts"]
    return not (known["rolled_out"] and known["pods"]), -known["ready_pods"]
