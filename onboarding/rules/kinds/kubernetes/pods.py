"""What a pod is doing, and what is wrong with it: one code, one sentence, from its own status."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from onboarding.languages import Text
from onboarding.rules import instants
from onboarding.rules.kinds.kubernetes.schemas import Object
from onboarding.rules.texts import fill, load_texts

SENTENCES = load_texts(Path(__file__).with_name("states.yaml"))
STEADY = timedelta(seconds=10)
"""How long a pod that was restarted must have been ready before we believe it."""

FAULTS = (
    "invalid-image-name",
    "image-never-pull",
    "image-pull",
    "config-error",
    "oom",
    "run-error",
    "crashloop",
    "failed",
    "init-running",
    "container-creating",
)
"""What can be wrong with a container, the most telling first."""

WAITING_REASONS = {
    "InvalidImageName": "invalid-image-name",
    "ErrImageNeverPull": "image-never-pull",
    "ErrImagePull": "image-pull",
    "ImagePullBackOff": "image-pull",
    "ImageInspectError": "image-pull",
    "RegistryUnavailable": "image-pull",
    "CreateContainerConfigError": "config-error",
    "CreateContainerError": "run-error",
    "RunContainerError": "run-error",
    "CrashLoopBackOff": "crashloop",
}
NEVER_STARTED = ("StartError", "ContainerCannotRun")
PATIENCE = ("not-ready", "container-creating", "init-running")
"""States that pass by themselves, if all is well."""
DISTANCES = {"": 0, **dict.fromkeys(PATIENCE, 1), "completed": 3, "failed": 3, "pod-terminating": 4, "no-pod": 5}


@dataclass(frozen=True)
class Fault:
    """Why a pod is not ready. ``status`` is the container's, where one is to blame."""

    code: str
    status: Object
    detail: str = ""


def facts(pod: Object, *, latest: datetime | None) -> Object:
    """The derived facts of one pod. ``latest`` is the newest instant known, to tell a restart from a recovery."""
    fault = _fault(pod, latest)
    return {
        "ready": fault.code == "ready",
        "problem": "" if fault.code == "ready" else fault.code.replace("just-restarted", "not-ready"),
        "state_text": _sentence(pod, fault),
        "container": fault.status.get("name", ""),
        "image": _image(pod, fault),
        "detail": fault.detail,
        "restarts": sum(status.get("restartCount", 0) for status in pod["status"]["containerStatuses"]),
        "containers": [container["name"] for container in pod["spec"]["containers"]],
        "ports": declared_ports(pod["spec"]),
        "terminating": bool(pod["metadata"]["deletionTimestamp"]),
    }


def declared_ports(spec: Object) -> list[str]:
    """What a pod says that it listens on, as numbers and as names."""
    ports = [port for container in spec["containers"] for port in container["ports"]]
    return sorted({str(word) for port in ports for word in (port["containerPort"], port["name"]) if word})


def condition(obj: Object, kind: str) -> Object:
    """The condition of this type, or an empty one."""
    found = (each for each in obj["status"]["conditions"] if each.get("type") == kind)
    return next(found, {"status": "", "reason": "", "message": ""})


def distance(pod: Object) -> int:
    """How far a pod is from what we hope for; the nearest is the one to talk about."""
    problem: str = pod["facts"]["problem"]
    return DISTANCES.get(problem, 2)


def _fault(pod: Object, latest: datetime | None) -> Fault:
    nothing: Object = {}
    if not pod["metadata"]["name"]:
        return Fault("no-pod", nothing)
    if pod["metadata"]["deletionTimestamp"]:
        return Fault("pod-terminating", nothing)
    scheduled = condition(pod, "PodScheduled")
    if scheduled["status"] == "False":
        return Fault("unschedulable", nothing, scheduled["message"])
    return _finished(pod) or _container_fault(pod) or _unready(pod, latest) or Fault("ready", nothing)


def _finished(pod: Object) -> Fault | None:
    statuses = pod["status"]["containerStatuses"]
    first: Object = next(iter(statuses), {})
    if pod["status"]["phase"] == "Succeeded":
        return Fault("completed", first)
    if pod["status"]["phase"] != "Failed":
        return None
    killed = next((status for status in statuses if _ended(status).get("reason") == "OOMKilled"), None)
    guilty = next((status for status in statuses if _ended(status).get("exitCode")), first)
    detail = _ended(guilty).get("message") or pod["status"]["reason"]
    return Fault("oom", killed) if killed else Fault("failed", guilty, detail)


def _container_fault(pod: Object) -> Fault | None:
    policy = pod["spec"]["restartPolicy"]
    sidecars = {each["name"] for each in pod["spec"]["initContainers"] if each.get("restartPolicy") == "Always"}
    found = [_init_fault(status, sidecars) for status in pod["status"]["initContainerStatuses"]]
    found += [_status_fault(status, policy) for status in pod["status"]["containerStatuses"]]
    faults = [fault for fault in found if fault is not None]
    return min(faults, key=lambda fault: FAULTS.index(fault.code), default=None)


def _init_fault(status: Object, sidecars: set[str]) -> Fault | None:
    if _ended(status).get("exitCode") == 0:
        return None
    if status["state"]["name"] == "running":
        return None if status.get("name") in sidecars else Fault("init-running", status)
    fault = _status_fault(status, "Always")
    return Fault("init-running", status) if fault is None or fault.code == "container-creating" else fault


def _status_fault(status: Object, policy: str) -> Fault | None:
    if status["state"]["name"] == "running":
        return None
    if _ended(status):
        return _ended_fault(status, policy)
    waiting = status["state"]
    code = WAITING_REASONS.get(waiting["reason"], "container-creating")
    if code == "crashloop":
        return _ended_fault({**status, "state": status["lastState"]}, policy) or Fault(code, status)
    return Fault(code, status, waiting["message"])


def _ended_fault(status: Object, policy: str) -> Fault | None:
    ended = _ended(status)
    if "OOMKilled" in (ended.get("reason"), status["lastState"]["reason"]):
        return Fault("oom", status)
    if ended.get("reason") in NEVER_STARTED:
        return Fault("run-error", status, ended.get("message", ""))
    if policy == "Always" or status.get("restartCount"):
        return Fault("crashloop", status)
    return Fault("failed", status, ended.get("message", "")) if ended.get("exitCode") else None


def _ended(status: Object) -> Object:
    return _if_ended(status["state"])


def _if_ended(state: Object) -> Object:
    return state if state["name"] == "terminated" else {}


def _unready(pod: Object, latest: datetime | None) -> Fault | None:
    status = pod["status"]
    ready = condition(pod, "Ready")
    if status["phase"] != "Running" or not pod["spec"]["nodeName"] or not status["podIP"]:
        return Fault("container-creating", {}, ready["message"])
    unready = next((each for each in status["containerStatuses"] if not each.get("ready")), None)
    if ready["status"] != "True" or unready is not None or not status["containerStatuses"]:
        return Fault("not-ready", unready or {}, ready["message"])
    restarted = any(each.get("restartCount") for each in status["containerStatuses"])
    since = instants.parse(ready.get("lastTransitionTime", ""))
    if restarted and since and latest and latest - since < STEADY:
        return Fault("just-restarted", {})
    return None


def _image(pod: Object, fault: Fault) -> str:
    containers: Iterable[Any] = [*pod["spec"]["initContainers"], *pod["spec"]["containers"]]
    named = (each.get("image", "") for each in containers if each.get("name") == fault.status.get("name"))
    return next(named, "")


def _sentence(pod: Object, fault: Fault) -> Text:
    ended = _ended(fault.status) if fault.status else {}
    previous = _if_ended(fault.status["lastState"]) if fault.status else {}
    values = {
        "pod": pod["metadata"]["name"],
        "image": _image(pod, fault),
        "container": fault.status.get("name", ""),
        "detail": fault.detail,
        "exit_code": (ended or previous).get("exitCode", "?"),
        "restarts": fault.status.get("restartCount", 0),
    }
    return {language: text.strip() for language, text in fill(SENTENCES[fault.code], values).items()}
