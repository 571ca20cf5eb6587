"""Guards of Kubernetes evidence: real kubectl output, a live cluster, this person's own objects, made for this task."""

from datetime import datetime, timedelta

from onboarding.rules import instants
from onboarding.rules.guards.answers import Answer
from onboarding.rules.kinds.kubernetes.facts import identities
from onboarding.rules.types import Context, Evidence, Outcome

GRACE = timedelta(hours=24)
SKEW = timedelta(minutes=10)
"""Clocks of virtual machines stop while the laptop sleeps. Within the grace we only warn; the nonce proves the rest."""

WORKLOADS = ("deployments", "replicasets")
OBJECTS = ("pods", *WORKLOADS, "configmaps", "services", "endpointslices")


def not_a_list(evidence: Evidence, context: Context) -> Answer | None:
    if _is_written(evidence):
        return None
    return Answer.met() if evidence["upload"]["form"] != "other" else Answer.unmet("unmet", final=False)


def nothing_found(evidence: Evidence, context: Context) -> Answer:
    found = evidence["upload"]["total"] > 0 or evidence["upload"]["form"] == "other"
    return Answer.met() if found else Answer.unmet("unmet", final=False, namespace=evidence["nonce"])


def malformed(evidence: Evidence, context: Context) -> Answer:
    """Every object passes Kubernetes' own schema, and could have been written by a cluster."""
    faults = evidence["upload"]["faults"]
    return Answer.unmet("unmet", final=False, objects="; ".join(faults)) if faults else Answer.met()


def not_live(evidence: Evidence, context: Context) -> Answer | None:
    """A cluster has stored the objects. A dry run on the server gives everything but a resourceVersion."""
    if _is_written(evidence):
        return None
    names = evidence["upload"]["not_live"]
    return Answer.unmet("unmet", final=False, objects=", ".join(names)) if names else Answer.met()


def nonce_missing(evidence: Evidence, context: Context) -> Answer:
    """The objects are in the person's namespace, or carry the person's label."""
    upload = evidence["upload"]
    if not upload["names"] or any(evidence[name] for name in OBJECTS):
        return Answer.met()
    return Answer.unmet(
        "unmet",
        final=False,
        objects=", ".join(upload["names"]),
        namespaces=", ".join(upload["namespaces"]),
        nonce=evidence["nonce"],
        label=upload["label"],
    )


def template_nonce_missing(evidence: Evidence, context: Context) -> Answer:
    """Where the label is the mark, pods carry it too: they get theirs from the template, not from the Deployment."""
    nonce, label = evidence["nonce"], evidence["upload"]["label"]
    unmarked = [
        workload["metadata"]["name"]
        for name in WORKLOADS
        for workload in evidence[name]
        if workload["metadata"]["namespace"] != nonce and workload["spec"]["template"]["labels"].get(label) != nonce
    ]
    if not unmarked:
        return Answer.met()
    return Answer.unmet("unmet", final=False, objects=", ".join(unmarked), label=label, nonce=nonce)


def several_namespaces(evidence: Evidence, context: Context) -> Answer:
    spaces = {obj["metadata"]["namespace"] for name in OBJECTS for obj in evidence[name]}
    return Answer.met() if len(spaces) < 2 else Answer.unmet("unmet", final=False, namespaces=", ".join(sorted(spaces)))


def stale(evidence: Evidence, context: Context) -> Answer | None:
    """Nothing is much older than the task's opening. A day of grace, since clocks lag."""
    if _is_written(evidence):
        return None
    born, name = _oldest(evidence)
    if born is None or context.opened_at is None or born >= context.opened_at - GRACE:
        return Answer.met()
    return Answer.unmet("unmet", final=False, objects=name, created_at=_shown(born))


def clock(evidence: Evidence, context: Context) -> Answer | None:
    """Never unmet: a clock that is off is told, and does not count against anybody."""
    if _is_written(evidence):
        return None
    born, name = _oldest(evidence)
    if born is None:
        return Answer.met()
    early = context.opened_at is not None and born < context.opened_at - SKEW
    if not early and born <= context.now + SKEW:
        return Answer.met()
    return Answer(Outcome.MET, "off", {"objects": name, "created_at": _shown(born)}, turn="nobody")


def reused(evidence: Evidence, context: Context) -> Answer | None:
    """No uid and no container id was ever sent by somebody else. A shared cluster is possible, so a mentor looks."""
    if _is_written(evidence):
        return None
    names = sorted({name for identity, name in identities(evidence).items() if identity in context.taken})
    return Answer.unmet("unmet", final=False, turn="mentor", objects=", ".join(names)) if names else Answer.met()


def image_tag(evidence: Evidence, context: Context) -> Answer:
    """Never unmet: an image without a fixed tag changes under one's feet, and is told."""
    images = evidence["draft"]["loose_images"]
    return Answer(Outcome.MET, "loose" if images else "met", {"images": ", ".join(images)}, turn="nobody")


def draft(evidence: Evidence, context: Context) -> Answer:
    """A manifest shows what was written, never that it ran. Whether that is enough is the mentor's to say."""
    return Answer.waiting("accepted", turn="mentor") if _is_written(evidence) else Answer.met()


def _is_written(evidence: Evidence) -> bool:
    """A manifest: what only a cluster can say is not asked of it, and so not said to be in order either."""
    return bool(evidence["upload"]["form"] == "manifest")


def _oldest(evidence: Evidence) -> tuple[datetime | None, str]:
    metadata = [obj["metadata"] for name in OBJECTS for obj in evidence[name] if obj["metadata"]["creationTimestamp"]]
    oldest = min(metadata, key=lambda each: each["creationTimestamp"], default=None)
    return (instants.parse(oldest["creationTimestamp"]), oldest["name"]) if oldest else (None, "")


def _shown(instant: datetime) -> str:
    return f"{instant:%Y-%m-%d %H:%M} UTC"


BEFORE = (
    not_a_list,
    nothing_found,
    malformed,
    not_live,
    nonce_missing,
    template_nonce_missing,
    several_namespaces,
    stale,
    clock,
    reused,
    image_tag,
)
AFTER = (draft,)
