"""The page of each evidence kind, `docs/evidence/<kind>.md`, written from its shape."""

from collections.abc import Iterator

from onboarding.rules.shapes import SHAPES
from onboarding.rules.shapes.schema import Schema
from onboarding.rules.shapes.typed import type_of

_HEAD = """# Evidence: `{kind}`

{about} Each top-level name is a variable in a rule's CEL expression. `[]` stands for every item of a list.
Fields of `facts` and `program` are derived by Waymark; everything else is as it was collected.

<!-- Written by `manage.py write_docs` from onboarding/rules/shapes/; a test compares them. -->

| Field | Type | Meaning |
|---|---|---|
"""


def document(kind: str) -> str:
    """The whole page as Markdown."""
    shape = SHAPES[kind]
    rows = (row for name, schema in shape["properties"].items() for row in _rows(name, schema))
    return _HEAD.format(kind=kind, about=shape["description"]) + "\n".join(rows) + "\n"


def _rows(path: str, schema: Schema) -> Iterator[str]:
    meaning = schema["description"].replace("|", "\\|")
    yield f"| `{path}` | {_type(schema)} | {meaning}{_words(schema)} |"
    inner = schema["items"] if type_of(schema) == "array" else schema
    prefix = f"{path}[]" if type_of(schema) == "array" else path
    for name, field in inner.get("properties", {}).items():
        yield from _rows(f"{prefix}.{name}", field)


def _type(schema: Schema) -> str:
    kind = type_of(schema)
    names = {
        "object": "record",
        "array": "list",
        "string": "text",
        "integer": "whole number",
        "boolean": "true or false",
    }
    name = "text by language" if "additionalProperties" in schema else names[kind]
    name = "text by name" if "propertyNames" in schema else name
    return f"{name}, or null" if isinstance(schema["type"], list) else name


def _words(schema: Schema) -> str:
    words = [word for word in schema.get("enum", ()) if word]
    return " One of " + ", ".join(f"`{word}`" for word in words) + "." if words else ""
