"""What a Service reaches: pods by its selector, endpoints by its slices, and whether a client really got an answer."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from onboarding.languages import CODES, Text
from onboarding.rules import instants
from onboarding.rules.kinds.kubernetes import pods as pod_states
from onboarding.rules.kinds.kubernetes import workloads
from onboarding.rules.kinds.kubernetes.schemas import Object

APP_LABELS = ("app", "app.kubernetes.io/name", "k8s-app", "run")
"""The labels by which people and kubectl name an application."""
SERVICE_NAME = "kubernetes.io/service-name"
NO_PROBE: Object = {"pod": "", "result": "none"}
ENDED = ("Succeeded", "Failed")
SHOWN = 10
PROBE_RESULTS = ("ok", "too-early", "no-nonce", "empty", "failed")


def facts(service: Object, *, pods: Sequence[Object], slices: Sequence[Object]) -> Object:
    """The derived facts of one Service. The pods must have theirs already."""
    chosen = [pod for pod in pods if not pod["facts"]["terminating"] and _selects(service, pod)]
    its_slices = [each for each in workloads.owned_by(service, slices) if _is_for(each, service)]
    endpoints = [endpoint for each in its_slices for endpoint in each["endpoints"]]
    by_pod = _by_pod(endpoints)
    backends = [pod for pod in chosen if _is_backend(pod, by_pod.get(pod["metadata"]["uid"], ()))]
    declared = {port for pod in chosen for port in pod["facts"]["ports"]}
    targets = [port["targetPort"] for port in service["spec"]["ports"]]
    clients = [pod for pod in pods if pod["status"]["phase"] in ENDED and not _selects(service, pod)]
    return {
        "selector": _labels(service["spec"]["selector"]),
        "pod_labels": sorted({_labels(pod["metadata"]["labels"]) for pod in pods[:SHOWN]}),
        "pods": [pod["metadata"]["name"] for pod in chosen],
        "endpoints": len(endpoints),
        "ready_pods": [pod["metadata"]["name"] for pod in backends],
        "waiting_text": _waiting(chosen),
        "strangers": [
            address for each in endpoints if each["target"]["kind"] != "Pod" for address in each["addresses"]
        ],
        "foreign_pods": _foreign(chosen, endpoints, pods),
        "ports": [port["port"] for each in its_slices for port in each["ports"]],
        "target_ports": targets,
        "container_ports": sorted(declared),
        "target_declared": not declared or declared.issuperset(targets),
        "probe": _probe(clients, backends),
    }


def nearness(service: Object) -> tuple[bool, int, int]:
    """The Service nearest to what we hope for is the one to talk about."""
    known = service["facts"]
    return known["probe"]["result"] == "ok", len(known["ready_pods"]), len(known["pods"])


def _waiting(chosen: Sequence[Object]) -> Text:
    """What the pods say that are not ready yet, joined for each language."""
    sentences: list[Text] = [pod["facts"]["state_text"] for pod in chosen if not pod["facts"]["ready"]]
    return {code: " ".join(sentence[code] for sentence in sentences) for code in CODES}


def _selects(service: Object, pod: Object) -> bool:
    selector = service["spec"]["selector"]
    return bool(selector) and selector.items() <= pod["metadata"]["labels"].items()


def _is_for(each: Object, service: Object) -> bool:
    return bool(each["metadata"]["labels"].get(SERVICE_NAME) == service["metadata"]["name"])


def _by_pod(endpoints: Sequence[Object]) -> dict[str, list[Object]]:
    """The endpoints that requests are sent to, by the uid of the pod they stand for."""
    found: dict[str, list[Object]] = {}
    for endpoint in endpoints:
        if endpoint["ready"]:
            found.setdefault(endpoint["target"]["uid"], []).append(endpoint)
    return found


def _is_backend(pod: Object, endpoints: Sequence[Object]) -> bool:
    addresses = set(pod["status"]["podIPs"])
    return pod["facts"]["ready"] and any(addresses.issuperset(each["addresses"]) for each in endpoints)


def _foreign(chosen: Sequence[Object], endpoints: Sequence[Object], pods: Sequence[Object]) -> list[str]:
    """Pods behind the Service that are not the person's, or that are another application's."""
    mine = {pod["metadata"]["uid"] for pod in pods}
    others = [each["target"]["name"] for each in endpoints if _is_foreign(each, mine)]
    apps = {_app(pod) for pod in chosen}
    bare = [pod["metadata"]["name"] for pod in chosen if not workloads.controller(pod)["uid"]]
    mixed = [pod["metadata"]["name"] for pod in chosen] if len(apps) > 1 else []
    return others or (bare or mixed if mixed else [])


def _is_foreign(endpoint: Object, mine: set[Any]) -> bool:
    return endpoint["target"]["kind"] == "Pod" and endpoint["ready"] and endpoint["target"]["uid"] not in mine


def _app(pod: Object) -> tuple[str, str] | None:
    labels = pod["metadata"]["labels"]
    return next(((name, labels[name]) for name in APP_LABELS if name in labels), None)


def _probe(clients: Sequence[Object], backends: Sequence[Object]) -> Object:
    since = min((ready for ready in map(_ready_at, backends) if ready), default=None)
    probes = [{"pod": pod["metadata"]["name"], "result": _result(pod, since)} for pod in clients]
    return min(probes, key=lambda probe: PROBE_RESULTS.index(probe["result"]), default=NO_PROBE)


def _result(pod: Object, since: datetime | None) -> str:
    ended = [status["state"] for status in pod["status"]["containerStatuses"]]
    if pod["status"]["phase"] == "Failed":
        return "failed"
    if not any(each["message"] for each in ended):
        return "empty"
    answered = [each for each in ended if each["has_nonce"]]
    if not answered:
        return "no-nonce"
    started = [instants.parse(each["startedAt"]) for each in answered]
    return "ok" if since and any(each and each >= since for each in started) else "too-early"


def _ready_at(pod: Object) -> datetime | None:
    return instants.parse(pod_states.condition(pod, "Ready")["lastTransitionTime"])


def _labels(labels: Object) -> str:
    return ", ".join(f"{name}={value}" for name, value in sorted(labels.items()))
