"""What somebody uploaded, as a mentor reads it: the things it names, what each is like, and what seems odd."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext

from onboarding.curriculum.models import EvidenceKind
from onboarding.languages import pick
from onboarding.mentoring.reader import language
from onboarding.mentoring.words import DOUBTS
from onboarding.rules.facts import with_facts
from onboarding.rules.types import Context, Evidence
from onboarding.verification.models import Submission

MOST_THINGS = 40
_NOBODY = Context(now=datetime.min.replace(tzinfo=UTC), person_id=0, opened_after=datetime.min.replace(tzinfo=UTC))
"""Facts for reading need nothing of the person."""


@dataclass(frozen=True)
class Thing:
    """One object, or one thing that was shown: what it is, its name, and what it says of itself."""

    kind: str
    name: str
    says: str
    created_at: datetime | None = None


@dataclass(frozen=True)
class UploadedEvidence:
    """``checks`` relations between objects were looked at; ``doubts`` are those that do not hold."""

    things: tuple[Thing, ...]
    left: int
    place: str
    received_at: datetime | None
    is_draft: bool
    checks: int
    doubts: tuple[str, ...]


def uploaded(submission: Submission) -> UploadedEvidence | None:
    """None for kinds that are not uploaded, and where there is nothing to show."""
    tell = _TELL.get(submission.kind)
    if tell is None or "upload" not in submission.evidence:
        return None
    evidence = with_facts(kind=submission.kind, evidence=submission.evidence, context=_NOBODY)
    things = tuple(tell(evidence))
    plausibility = evidence.get("plausibility", {})
    return UploadedEvidence(
        things=things[:MOST_THINGS],
        left=max(len(things) - MOST_THINGS, 0),
        place=evidence["upload"].get("namespace", ""),
        received_at=parse_datetime(evidence["upload"]["received_at"]),
        is_draft=submission.is_draft,
        checks=0 if submission.is_draft else plausibility.get("checks", 0),
        doubts=tuple(map(_doubt, plausibility.get("doubts", ()))),
    )


def _doubt(said: str) -> str:
    """As the evidence holds it, "Pod: ready before it started", in the reader's language."""
    kind, _, doubt = said.partition(": ")
    return f"{kind}: {DOUBTS.get(doubt, doubt)}"


def _of_a_cluster(evidence: Evidence) -> Iterator[Thing]:
    for deployment in evidence["deployments"]:
        wanted, ready = deployment["spec"]["replicas"], deployment["facts"]["ready_pods"]
        yield _thing(
            "Deployment", deployment, gettext("%(ready)d of %(wanted)d pods ready"), ready=ready, wanted=wanted
        )
    for pod in evidence["pods"]:
        images = ", ".join(container["image"] for container in pod["spec"]["containers"])
        node = pod["spec"]["nodeName"] or "–"
        state = pick(pod["facts"]["state_text"], language())
        says = gettext("%(state)s · image %(images)s · node %(node)s")
        yield _thing("Pod", pod, says, state=state, images=images, node=node)
    for service in evidence["services"]:
        ready = len(service["facts"]["ready_pods"])
        says = gettext("%(type)s, selects %(selector)s; pods that answer: %(ready)d")
        kind, selector = service["spec"]["type"], service["facts"]["selector"]
        yield _thing("Service", service, says, type=kind, selector=selector or "–", ready=ready)
    for configmap in evidence["configmaps"]:
        keys = ", ".join(key["name"] for key in configmap["keys"])
        yield _thing("ConfigMap", configmap, gettext("Keys: %(keys)s"), keys=keys or "–")
    for replica_set in evidence["replicasets"]:
        owner = replica_set["facts"]["owner"]
        yield _thing("ReplicaSet", replica_set, gettext("Belongs to %(owner)s"), owner=owner or "–")


def _thing(kind: str, obj: Any, says: str, **values: object) -> Thing:
    created_at = parse_datetime(obj["metadata"]["creationTimestamp"])
    return Thing(kind, obj["metadata"]["name"], says % values, created_at)


def _of_etcd(evidence: Evidence) -> Iterator[Thing]:
    versions, watch, lease = evidence["versions"], evidence["watch"], evidence["lease"]
    swap, election = evidence["swap"], evidence["election"]
    yield Thing(gettext("Versions"), versions["key"], gettext("version %(number)d") % {"number": versions["version"]})
    yield Thing(gettext("Watch"), watch["key"], ", ".join(watch["types"]) or "–")
    said = gettext("expired") if lease["expired"] else gettext("not seen to expire")
    yield Thing(gettext("Lease"), lease["id"], f"{lease['key'] or '–'}, {said}")
    won = gettext("one succeeded, one did not") if swap["won"] and swap["lost"] else gettext("not shown both ways")
    yield Thing(gettext("Compare-and-swap"), swap["key"], won)
    yield Thing(
        gettext("Election"), election["leader"], gettext("then: %(name)s") % {"name": election["successor"] or "–"}
    )


def _of_a_build(evidence: Evidence) -> Iterator[Thing]:
    commit, build = evidence["commit"], evidence["build"]
    yield Thing(gettext("Commit"), commit["sha"][:10], commit["subject"])
    matches = gettext("of this commit") if evidence["facts"]["built_from_commit"] else gettext("of another revision")
    yield Thing(gettext("Binary"), build["module"], f"{matches}, Go {build['go']['version'] or '–'}, {build['system']}")
    for remote in evidence["remotes"]:
        push = gettext("can push") if remote["can_push"] else gettext("cannot push")
        yield Thing(gettext("Remote"), remote["name"], f"{remote['fetch']} ({push})")
    tools: Sequence[Any] = evidence["tools"]
    for tool in tools:
        yield Thing(gettext("Tool"), tool["name"], tool["version"] or "–")


_TELL: dict[str, Callable[[Evidence], Iterator[Thing]]] = {
    EvidenceKind.KUBERNETES: _of_a_cluster,
    EvidenceKind.ETCD: _of_etcd,
    EvidenceKind.ENVIRONMENT: _of_a_build,
}
