"""What Kubernetes' schemas leave open: the form of names and instants, and the words of a phase."""

import re
from collections.abc import Iterator
from typing import Any

from onboarding.rules import instants
from onboarding.rules.kinds.kubernetes.schemas import Object

NAME = re.compile(r"[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?")
UID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
PHASES = frozenset({"", "Pending", "Running", "Succeeded", "Failed", "Unknown"})
INSTANTS = frozenset({"creationTimestamp", "deletionTimestamp", "lastTransitionTime", "startTime"})
INSTANTS |= {"startedAt", "finishedAt"}
PORTS = frozenset({"port", "containerPort"})
WATCHED = INSTANTS | PORTS
HIGHEST_PORT = 65535


def first_oddity(obj: Object) -> str | None:
    """The first field of a projected object that no cluster would have written so, or None."""
    metadata = obj["metadata"]
    if not NAME.fullmatch(metadata["name"]):
        return "metadata.name"
    if metadata["namespace"] and not NAME.fullmatch(metadata["namespace"]):
        return "metadata.namespace"
    if obj.get("status", {}).get("phase", "") not in PHASES:
        return "status.phase"
    return next((name for name, value in _watched(obj) if _is_odd(name, value)), None)


def is_live(obj: Object) -> bool:
    """Whether an API server has stored it. A dry run on the server leaves the resourceVersion out."""
    metadata = obj["metadata"]
    return bool(
        UID.fullmatch(metadata["uid"]) and metadata["resourceVersion"].isdecimal() and metadata["creationTimestamp"]
    )


def instants_of(obj: Object) -> Iterator[str]:
    """Every instant that a projected object mentions."""
    return (value for name, value in _watched(obj) if name in INSTANTS and value)


def _is_odd(name: str, value: Any) -> bool:
    if name in INSTANTS:
        return bool(value) and instants.parse(value) is None
    return name in PORTS and not 0 <= value <= HIGHEST_PORT


def _watched(obj: Object) -> list[tuple[str, Any]]:
    """Every instant and port in a projected object, however deep. Called for each of many: no generators."""
    found: list[tuple[str, Any]] = []
    waiting: list[Object] = [obj]
    while waiting:
        for name, value in waiting.pop().items():
            if isinstance(value, dict):
                waiting.append(value)
            elif isinstance(value, list):
                waiting.extend(item for item in value if isinstance(item, dict))
            elif name in WATCHED:
                found.append((name, value))
    return found
