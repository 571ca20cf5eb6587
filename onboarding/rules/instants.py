"""Instants as evidence writes them: ISO 8601 with a zone, compared in UTC."""

from datetime import UTC, datetime


def parse(text: str) -> datetime | None:
    """The instant, or None for anything that isn't one."""
    try:
        instant = datetime.fromisoformat(text)
        return instant.astimezone(UTC) if instant.tzinfo else None
    except (ValueError, TypeError, OverflowError):
        return None


def written(instant: datetime) -> str:
    """As evidence stores it: UTC, whole seconds, ending in Z."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
