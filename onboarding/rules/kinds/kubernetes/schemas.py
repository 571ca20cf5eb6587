"""Kubernetes' own schemas for the kinds we take. Lax for live objects of any version, strict for written manifests.

``schemas.json`` is cut out of a package by ``python -m tools.kubernetes_schemas``.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import jsonschema_rs
import orjson

Object: TypeAlias = dict[str, Any]

DEFINITIONS: Mapping[tuple[str, str], str] = {
    ("v1", "Pod"): "io.k8s.api.core.v1.Pod",
    ("v1", "ConfigMap"): "io.k8s.api.core.v1.ConfigMap",
    ("v1", "Service"): "io.k8s.api.core.v1.Service",
    ("v1", "Namespace"): "io.k8s.api.core.v1.Namespace",
    ("apps/v1", "Deployment"): "io.k8s.api.apps.v1.Deployment",
    ("apps/v1", "ReplicaSet"): "io.k8s.api.apps.v1.ReplicaSet",
    ("discovery.k8s.io/v1", "EndpointSlice"): "io.k8s.api.discovery.v1.EndpointSlice",
}
LONGEST_PATH = 120
KINDS = frozenset(kind for _, kind in DEFINITIONS)


def first_fault(obj: Object, *, strict: bool = False) -> str | None:
    """Where the object first departs from its schema, such as ``spec.containers[0].imagee``, or None.

    The value that stands there is never quoted: it might be a secret.
    """
    definition = DEFINITIONS.get((str(obj.get("apiVersion")), str(obj.get("kind"))))
    if definition is None:
        return "apiVersion"
    error = next(iter(_validator(definition, strict).iter_errors(obj)), None)
    return None if error is None else _place(error)


def _place(error: jsonschema_rs.ValidationError) -> str:
    steps = list(error.instance_path)
    kind = error.kind
    if isinstance(kind, jsonschema_rs.ValidationErrorKind.AdditionalProperties):
        steps.append(kind.unexpected[0])
    elif isinstance(kind, jsonschema_rs.ValidationErrorKind.Required):
        steps.append(kind.property)
    path = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps).lstrip(".")
    return path[:LONGEST_PATH] or "object"


@cache
def _validator(definition: str, strict: bool) -> Any:
    definitions = _definitions()
    if strict:
        definitions = {name: closed(schema) for name, schema in definitions.items()}
    return jsonschema_rs.validator_for({"$ref": f"#/$defs/{definition}", "$defs": definitions})


@cache
def _definitions() -> dict[str, Object]:
    definitions: dict[str, Object] = orjson.loads(Path(__file__).with_name("schemas.json").read_bytes())
    return definitions


def closed(schema: Object) -> Object:
    """The strict form of a definition: no field that it does not name."""
    return {**schema, "additionalProperties": False} if "properties" in schema else schema
