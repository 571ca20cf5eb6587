"""What kubectl printed, as a flat list of objects; or refused, so that nothing of it is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from onboarding.rules.kinds.kubernetes.schemas import KINDS, Object
from onboarding.rules.uploads import Refused

MOST_OBJECTS = 200
LONGEST_KIND = 60


@dataclass(frozen=True)
class Upload:
    """``form`` is ``list``, ``single``, ``manifest`` or ``other``; the last has no objects."""

    form: str
    objects: tuple[Object, ...]


def open_upload(document: Any, *, nonce: str) -> Upload:
    """The objects of one JSON document. Raises ``Refused`` for any kind that is not on the allow-list."""
    form, objects = _unwrap(document)
    _refuse_other_kinds(objects)
    refuse_too_many(objects, nonce=nonce)
    return Upload(form, () if form == "other" else tuple(_modern(obj) for obj in objects))


def refuse_too_many(objects: Sequence[Any], *, nonce: str) -> None:
    if len(objects) > MOST_OBJECTS:
        raise Refused(code="too-many-objects", count=len(objects), limit=MOST_OBJECTS, namespace=nonce)


def _unwrap(document: Any) -> tuple[str, list[Any]]:
    if isinstance(document, list):
        return "other", document
    if not isinstance(document, dict) or not isinstance(document.get("kind"), str):
        return "other", []
    items = document.get("items")
    if not document["kind"].endswith("List"):
        return "single", [document]
    if not isinstance(items, list):
        return "other", []
    return "list", [_named(item, document) for item in items]


def _named(item: Any, document: Object) -> Any:
    """The items of `kubectl get --raw` do not say their kind; the list does: a PodList holds Pods."""
    kind = document["kind"].removesuffix("List")
    if not isinstance(item, dict) or not kind or "kind" in item:
        return item
    return {"kind": kind, "apiVersion": document.get("apiVersion"), **item}


def _refuse_other_kinds(objects: list[Any]) -> None:
    for obj in objects:
        kind = obj.get("kind") if isinstance(obj, dict) else None
        if not isinstance(kind, str) or kind not in KINDS:
            name = kind if isinstance(kind, str) else type(obj).__name__
            raise Refused(code="forbidden-kind", kind=name[:LONGEST_KIND])


def _modern(obj: Object) -> Object:
    """Clusters back to 1.20 call their slices v1beta1; what we read of them is the same."""
    if obj.get("apiVersion") == "discovery.k8s.io/v1beta1":
        return {**obj, "apiVersion": "discovery.k8s.io/v1"}
    return obj
