"""Text from outside as every database takes it: PostgreSQL refuses NUL, and UTF-8 has no lone surrogates."""

import re
from typing import Any

ODD = re.compile("[\x00\ud800-\udfff]")


def storable(value: Any) -> Any:
    """The same JSON value with what cannot be stored replaced by U+FFFD."""
    if isinstance(value, str):
        return ODD.sub("\ufffd", value)
    if isinstance(value, dict):
        return {storable(key): storable(item) for key, item in value.items()}
    if isinstance(value, list):
        return [storable(item) for item in value]
    return value
