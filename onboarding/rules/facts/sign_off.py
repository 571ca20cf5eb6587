"""The Developer Certificate of Origin: a `Signed-off-by` line with the name and e-mail of author or committer."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

_LINE = re.compile(r"^signed-off-by:(?P<name>[^<\n]*)<(?P<email>[^>\n]*)>[ \t\r]*$", re.IGNORECASE | re.MULTILINE)
"""No two parts of it match the same blanks: a message of a thousand of them would keep a worker busy for minutes."""


def read(commit: Mapping[str, Any]) -> dict[str, Any]:
    """The sign-offs of a commit, and whether one of them is the author's or the committer's own."""
    found = _LINE.finditer(commit["message"])
    sign_offs = [{"name": line["name"].strip(" \t"), "email": line["email"]} for line in found]
    people = {_identity(commit["author"]), _identity(commit["committer"])}
    signed_off = any(_identity(each) in people for each in sign_offs)
    return {
        "sign_offs": sign_offs,
        "signed_off": signed_off,
        "sign_off_problem": "" if signed_off else "mismatch" if sign_offs else "missing",
        "sign_offs_text": ", ".join(_line(each) for each in sign_offs),
        "trailer": _line(commit["author"]),
    }


def _identity(person: Mapping[str, Any]) -> tuple[str, str]:
    """Name and e-mail as compared: case, spacing and Unicode form make no difference."""
    return _folded(person["name"]), _folded(person["email"])


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _line(person: Mapping[str, Any]) -> str:
    return f"Signed-off-by: {person['name']} <{person['email']}>"
