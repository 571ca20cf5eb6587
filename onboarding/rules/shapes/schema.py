"""A small vocabulary for writing JSON Schema: every field says what it means, and is required."""

from typing import Any, TypeAlias

Schema: TypeAlias = dict[str, Any]


def text(about: str) -> Schema:
    return {"type": "string", "description": about}


def whole(about: str) -> Schema:
    return {"type": "integer", "description": about}


def truth(about: str) -> Schema:
    return {"type": "boolean", "description": about}


def instant(about: str) -> Schema:
    return {"type": "string", "format": "date-time", "description": f"{about} ISO 8601, UTC, ending in `Z`."}


def one_of(about: str, *words: str) -> Schema:
    return {"type": "string", "enum": list(words), "description": about}


def by_language(about: str) -> Schema:
    """A text in every language: `.en`, `["zh-hans"]`."""
    return {"type": "object", "additionalProperties": {"type": "string"}, "description": about}


def by_name(about: str) -> Schema:
    """Texts by names that people choose, such as labels."""
    return {**by_language(about), "propertyNames": {"minLength": 1}}


def several(about: str, items: Schema) -> Schema:
    return {"type": "array", "items": items, "description": about}


def record(about: str, **fields: Schema) -> Schema:
    return {"type": "object", "properties": fields, "required": list(fields), "description": about}


def maybe(schema: Schema) -> Schema:
    """The same, or null."""
    return {**schema, "type": [schema["type"], "null"]}
