"""From an upload's bytes to the evidence that is stored: the person's own objects, and only what we need of them."""

from collections.abc import Sequence
from datetime import datetime

from onboarding.rules import instants
from onboarding.rules.kinds.kubernetes import sanity
from onboarding.rules.kinds.kubernetes.files import OF_THE_CLUSTER
from onboarding.rules.kinds.kubernetes.intake import Upload, open_upload, refuse_too_many
from onboarding.rules.kinds.kubernetes.plausibility import plausibility
from onboarding.rules.kinds.kubernetes.projection import LISTS, each, project
from onboarding.rules.kinds.kubernetes.schemas import Object, first_fault
from onboarding.rules.kinds.kubernetes.workloads import controller
from onboarding.rules.types import Evidence
from onboarding.rules.uploads import read_json
from onboarding.rules.yaml_uploads import read_yaml

SHOWN = 5
"""How many objects a message names at most."""


def collect(*, raw: bytes, nonce: str, nonce_label: str, received_at: datetime) -> Evidence:
    """The evidence in one upload. Raises ``Refused`` when none of it may be kept."""
    upload = open_upload(read_json(raw), nonce=nonce)
    return _evidence(upload, nonce=nonce, nonce_label=nonce_label, received_at=received_at)


def collect_manifest(*, raw: bytes, nonce: str, nonce_label: str, received_at: datetime) -> Evidence:
    """The evidence in a written manifest: what it says fits together or not, and nothing of it has run."""
    uploads = [open_upload(document, nonce=nonce) for document in read_yaml(raw)]
    objects = tuple(obj for upload in uploads for obj in upload.objects)
    form = "manifest" if objects and all(upload.form != "other" for upload in uploads) else "other"
    refuse_too_many(objects, nonce=nonce)
    upload = Upload(form, objects)
    return _evidence(upload, nonce=nonce, nonce_label=nonce_label, received_at=received_at)


def _evidence(upload: Upload, *, nonce: str, nonce_label: str, received_at: datetime) -> Evidence:
    known, faults = _checked(upload, nonce)
    mine = _mine(known, nonce, nonce_label)
    shown = mine or known
    return {
        "nonce": nonce,
        "upload": {
            "namespace": next((obj["metadata"]["namespace"] for _, obj in mine), nonce),
            "form": upload.form,
            "label": nonce_label,
            "total": len(known) + len(faults),
            "names": [named(kind, obj) for kind, obj in shown[:SHOWN]],
            "namespaces": sorted({obj["metadata"]["namespace"] for _, obj in shown})[:SHOWN],
            "faults": faults[:SHOWN],
            "not_live": [named(kind, obj) for kind, obj in shown if not sanity.is_live(obj)][:SHOWN],
            "received_at": instants.written(received_at),
            "newest_at": max((instant for _, obj in mine for instant in sanity.instants_of(obj)), default=""),
        },
        "plausibility": plausibility(mine, managers=_managers(upload.objects, mine)),
        **{name: [obj for kind, obj in mine if LISTS.get(kind) == name] for name in LISTS.values()},
    }


def named(kind: str, obj: Object) -> str:
    return f"{kind} {obj['metadata']['name']}"


def _checked(upload: Upload, nonce: str) -> tuple[list[tuple[str, Object]], list[str]]:
    """The people's objects, projected; and where those go wrong that Kubernetes would not take."""
    known: list[tuple[str, Object]] = []
    faults: list[str] = []
    for number, obj in enumerate(upload.objects, start=1):
        fault = first_fault(obj, strict=upload.form == "manifest")
        projected = {} if fault else project(obj, nonce=nonce)
        fault = fault or sanity.first_oddity(projected)
        if fault:
            faults.append(f"{obj['kind']} {number}: {fault}")
        elif obj["kind"] in LISTS and not _is_cluster_s(obj["kind"], projected):
            known.append((obj["kind"], projected))
    return known, faults


def _mine(known: Sequence[tuple[str, Object]], nonce: str, nonce_label: str) -> list[tuple[str, Object]]:
    """The objects in the person's namespace, or, where namespaces are fixed, those that carry the person's label."""
    marked = [obj["metadata"] for _, obj in known if _is_marked(obj, nonce, nonce_label)]
    spaces = {metadata["namespace"] for metadata in marked}
    owners = {metadata["uid"] for metadata in marked}
    return [
        (kind, obj)
        for kind, obj in known
        if _is_marked(obj, nonce, nonce_label)
        or (kind == "ConfigMap" and obj["metadata"]["namespace"] in spaces)
        or (kind == "EndpointSlice" and controller(obj)["uid"] in owners)
    ]


def _managers(objects: Sequence[Object], mine: Sequence[tuple[str, Object]]) -> list[tuple[str, Object]]:
    """Who wrote the person's objects, where kubectl was told to show it: kind and entry of managedFields."""
    uids = {obj["metadata"]["uid"] for _, obj in mine}
    return [
        (obj["kind"], entry)
        for obj in objects
        if isinstance(obj.get("metadata"), dict) and obj["metadata"].get("uid") in uids
        for entry in each(obj["metadata"], "managedFields")
        if isinstance(entry, dict)
    ]


def _is_marked(obj: Object, nonce: str, nonce_label: str) -> bool:
    metadata = obj["metadata"]
    return bool(nonce) and nonce in (metadata["namespace"], metadata["labels"].get(nonce_label))


def _is_cluster_s(kind: str, obj: Object) -> bool:
    """ConfigMaps of the cluster's certificate authority, and the Service by which pods reach the API server."""
    name, namespace = obj["metadata"]["name"], obj["metadata"]["namespace"]
    if kind == "ConfigMap":
        return name in OF_THE_CLUSTER
    return kind in ("Service", "EndpointSlice") and (namespace, name) == ("default", "kubernetes")
