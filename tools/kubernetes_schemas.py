"""Cut the schemas of the kinds we take out of the dev-only package kubernetes-validate (108 MB installed).

Run ``python -m tools.kubernetes_schemas`` after raising that package's version; a test fails until you do.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import kubernetes_validate

VERSION = "1.37.0"
ROOTS = (
    "io.k8s.api.apps.v1.Deployment",
    "io.k8s.api.apps.v1.ReplicaSet",
    "io.k8s.api.core.v1.ConfigMap",
    "io.k8s.api.core.v1.Namespace",
    "io.k8s.api.core.v1.Pod",
    "io.k8s.api.core.v1.Service",
    "io.k8s.api.discovery.v1.EndpointSlice",
)
SOURCE = Path(kubernetes_validate.__file__).parent / "kubernetes-json-schema"
TARGET = Path(__file__).parent.parent / "onboarding/rules/kinds/kubernetes/schemas.json"


def definitions(*, strict: bool = False) -> dict[str, Any]:
    """The definitions that the kinds need, without prose, in the order of their names."""
    folder = f"v{VERSION}-local{'-strict' if strict else ''}"
    everything = json.loads((SOURCE / folder / "_definitions.json").read_text())["$defs"]
    names: set[str] = set()
    waiting = list(ROOTS)
    while waiting:
        name = waiting.pop()
        if name not in names:
            names.add(name)
            waiting.extend(_references(everything[name]))
    return {name: _prune(everything[name]) for name in sorted(names)}


def written(schemas: dict[str, Any]) -> str:
    """One definition a line, so that a new version's difference can be read."""
    lines = ",\n".join(f"{json.dumps(name)}: {json.dumps(schema, sort_keys=True)}" for name, schema in schemas.items())
    return f"{{\n{lines}\n}}\n"


def _references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "$ref":
                yield value.rsplit("/", 1)[1]
            else:
                yield from _references(value)
    elif isinstance(node, list):
        for value in node:
            yield from _references(value)


def _prune(schema: dict[str, Any]) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for key, value in schema.items():
        if key == "properties":
            kept[key] = {name: _prune(each) for name, each in value.items()}
        elif key == "$ref":
            kept[key] = "#/$defs/" + value.rsplit("/", 1)[1]
        elif key == "oneOf":
            kept[key] = [_prune(each) for each in value]
        elif key != "description" and not key.startswith("x-"):
            kept[key] = _prune(value) if isinstance(value, dict) else value
    return kept


if __name__ == "__main__":
    TARGET.write_text(written(definitions()))
