"""The front matter of a Markdown file: YAML between `---`, or TOML between `+++` as Hugo writes it. Strangers wrote it.

Both readers build plain values only. TOML may be 4 kB, YAML 16 kB: the standard library's reader of TOML takes four
times as long for twice as long a key.
"""

import json
import tomllib
from typing import Any, TypeAlias

from onboarding.rules.uploads import Refused
from onboarding.rules.yaml_uploads import read_yaml

Front: TypeAlias = dict[str, str]

FENCES = ("---", "+++")
LARGEST = {"---": 16 << 10, "+++": 4 << 10}
MOST_KEYS = 100
LONGEST_VALUE = 1000


def read(text: str | None) -> tuple[Front, str]:
    """Its values as texts, and what is wrong: nothing (empty), `no-text`, `missing` or `unreadable`."""
    if text is None:
        return {}, "no-text"
    source, fence = _between_fences(text)
    if not fence:
        return {}, "missing"
    try:
        return _as_texts(_parse(source, fence)), ""
    except (Refused, ValueError, RecursionError):
        return {}, "unreadable"


def _between_fences(text: str) -> tuple[str, str]:
    """What stands between the first line and the next like it, and that line; empty where there is no such thing."""
    first, *lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    fence = first.rstrip()
    if fence not in FENCES:
        return "", ""
    end = next((number for number, line in enumerate(lines) if line.rstrip() == fence), None)
    return ("", "") if end is None else ("\n".join(lines[:end]), fence)


def _parse(source: str, fence: str) -> Any:
    if len(source) > LARGEST[fence]:
        msg = "too large"
        raise ValueError(msg)
    if fence == "+++":
        return tomllib.loads(source)
    documents = read_yaml(source.encode())
    return documents[0] if len(documents) == 1 else None


def _as_texts(found: Any) -> Front:
    if not isinstance(found, dict):
        msg = "no record"
        raise ValueError(msg)
    return {str(key): _as_text(value)[:LONGEST_VALUE] for key, value in list(found.items())[:MOST_KEYS]}


def _as_text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool | int | float | list | dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)  # TOML's dates and times
