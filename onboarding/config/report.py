"""What `manage.py config` prints: each effective value and where it came from, without secrets."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import SecretStr

from onboarding.config.secret_key import kept_in
from onboarding.config.sources import KEYS, Loaded

MASK = "********"
_PASSWORD = re.compile(r"(?<=://)([^/@:]*):[^/]*(?=@)")
"""Up to the last `@` before the host: whoever reads the address takes those before it for a part of the password."""


@dataclass(frozen=True)
class Row:
    """One setting, as it may be shown."""

    key: str
    value: str
    source: str


def rows(loaded: Loaded, *, played: Mapping[str, object] | None = None) -> list[Row]:
    """All settings in the order of the schema. In demo, ``played`` holds what the simulator stands in for."""
    config = loaded.config
    values: dict[str, object] = {key: getattr(config, key) for key in KEYS}
    values |= {"database_url": config.database, "broker_url": config.broker, **(played or {})}
    sources = {**loaded.sources, **dict.fromkeys(played or {}, "demo: the GitHub simulator")}
    if not config.secret_key.get_secret_value():
        values["secret_key"], sources["secret_key"] = SecretStr(MASK), f"made once, kept in {kept_in(config)}"
    return [Row(key, shown(values[key]), sources.get(key, "default")) for key in KEYS]


def shown(value: object) -> str:
    """A value without what nobody should read over a shoulder: secrets, and passwords inside addresses."""
    if isinstance(value, SecretStr):
        return MASK if value.get_secret_value() else ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return ":".join(str(part) for part in value)
    return _PASSWORD.sub(rf"\1:{MASK}", str(value))


def as_text(table: list[Row]) -> str:
    """Lines in columns: key, value, source."""
    keys, values = (max(len(getattr(row, name)) for row in table) for name in ("key", "value"))
    return "\n".join(f"{row.key:<{keys}}  {row.value:<{values}}  {row.source}".rstrip() for row in table)
