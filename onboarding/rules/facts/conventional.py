"""A commit's subject read as `type(scope): description (#issue)`."""

import re
from typing import Any

TYPES = ("feat", "fix", "docs", "style", "refactor", "test", "chore", "perf", "revert", "build", "ci")

_SUBJECT = re.compile(
    r"(?P<type>[A-Za-z]+)(?:\((?P<scope>[^()\s](?:[^()]*[^()\s])?)\))?(?P<breaking>!)?: "
    r"(?P<description>\S.*?)(?: \(#(?P<issue>[1-9][0-9]{0,17})\))?"
)
_TO_ASCII = str.maketrans({"：": ": ", "（": "(", "）": ")", "＃": "#", "！": "!", "\u3000": " "})


def parse(subject: str) -> dict[str, Any]:
    """The parts of the subject, and as `problem` the first thing wrong with it: punctuation, format or type."""
    found = _SUBJECT.fullmatch(subject)
    parts = found.groupdict() if found else {}
    return {
        "problem": _problem(subject, parts),
        "type": parts.get("type") or "",
        "scope": parts.get("scope") or "",
        "description": parts.get("description") or "",
        "issue": int(parts.get("issue") or 0),
        "is_breaking": bool(parts.get("breaking")),
    }


def _problem(subject: str, parts: dict[str, Any]) -> str:
    if not parts:
        return "punctuation" if _is_full_width(subject) else "format"
    if "（#" in parts["description"]:
        return "punctuation"
    return "" if parts["type"] in TYPES else "type"


def _is_full_width(subject: str) -> bool:
    """Whether only Chinese punctuation, as an input method writes it, keeps the subject from having the form."""
    translated = subject.translate(_TO_ASCII)
    return translated != subject and _SUBJECT.fullmatch(re.sub(r":\s+", ": ", translated).strip()) is not None
