"""Text from outside as every database takes it: PostgreSQL refuses NUL, and UTF-8 has no lone surrogates."""

from typing import Any


def storable(value: Any) -> Any:
    """The same JSON value with what cannot be stored replaced by U+FFFD."""
    if isinstance(value, str):
        return value.replace("\x00", "\ufffd").encode("utf-8", "replace").decode() if _is_odd(value) else value
    if isinstance(value, dict):
        return {storable(key): storable(item) for key, item in value.items()}
    if isinstance(value, list):
        return [storable(item) for item in value]
    return value


def _is_odd(text: str) -> bool:
    return not text.isascii() or "\x00" in text
