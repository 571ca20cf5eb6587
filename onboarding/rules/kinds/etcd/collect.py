"""Lines of `etcdctl -w json`, sorted by what they are and written alike for every version. Only the person's own keys.

Ids are 64 bits wide, more than a double or CEL's int can hold, so they are kept as etcdctl shows them: in hexadecimal.
"""

import base64
import binascii
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, TypeAlias

from onboarding.rules import instants
from onboarding.rules.types import Evidence
from onboarding.rules.uploads import Limits, Refused, parse_json, read_text

Record: TypeAlias = dict[str, Any]

LIMITS = Limits(size=256 << 10, depth=12, string=64 << 10)
MOST_LINES = 500
LONGEST_VALUE = 200
HIGHEST_REVISION = 2**53
SHOWN = 5
DELETE = ("DELETE", 1)


def collect(*, raw: bytes, nonce: str, received_at: datetime) -> Evidence:
    """The evidence in one upload. Raises ``Refused`` for what is not lines of JSON."""
    lines = [line.strip() for line in read_text(raw, limits=LIMITS).splitlines()]
    if len(lines) > MOST_LINES:
        raise Refused(code="too-many-lines", limit=MOST_LINES)
    documents = [
        (number, parse_json(line, limits=LIMITS, line=number)) for number, line in enumerate(lines, start=1) if line
    ]
    answers, faults = _answers(documents, prefix=f"/ob/{nonce}/")
    return {
        "nonce": nonce,
        "prefix": f"/ob/{nonce}/",
        "answers": answers,
        "upload": {
            "lines": len(documents),
            "faults": faults[:SHOWN],
            "received_at": instants.written(received_at),
        },
    }


def _answers(documents: Sequence[tuple[int, Any]], *, prefix: str) -> tuple[list[Record], list[str]]:
    answers: list[Record] = []
    faults: list[str] = []
    for number, document in documents:
        try:
            answer = _answer(number, document, prefix)
        except (AttributeError, KeyError, TypeError, ValueError, binascii.Error):
            faults.append(str(number))
        else:
            answers.extend([answer] if answer else [])
    return answers, faults


def _answer(number: int, document: Any, prefix: str) -> Record | None:
    """One line's answer, or None for lines that are JSON but nothing we ask about, such as `endpoint status`."""
    if isinstance(document, list):
        return None
    header = document.get("header") or document.get("Header") or document
    if "cluster_id" not in header:
        raise ValueError(number)
    return {
        "line": number,
        "what": _what(document),
        "cluster": f"{int(header['cluster_id']):x}",
        "revision": _revision(header.get("revision")),
        "keys": [_key(kv, prefix) for kv in _own(document.get("kvs"), prefix)],
        "events": [_event(event, prefix) for event in document.get("Events") or () if _is_own(event["kv"], prefix)],
        "lease": _lease(document, prefix),
        "succeeded": document.get("succeeded") is True,
        "responses": [_response(response, prefix) for response in document.get("responses") or ()],
    }


def _what(document: Record) -> str:
    """What was asked, by the fields of the answer. A put and a get that finds nothing look the same: `plain`."""
    marks = {
        "Events": "watch",
        "responses": "txn",
        "succeeded": "txn",
        "granted-ttl": "timetolive",
        "ID": "grant",
        "kvs": "range",
        "deleted": "delete",
    }
    return next((what for mark, what in marks.items() if mark in document), "plain")


def _own(kvs: Iterable[Record] | None, prefix: str) -> list[Record]:
    return [kv for kv in kvs or () if _is_own(kv, prefix)]


def _is_own(kv: Record, prefix: str) -> bool:
    return _text(kv["key"]).startswith(prefix)


def _key(kv: Record, prefix: str) -> Record:
    """One key with its value, where it is one of the person's own."""
    value = _text(kv.get("value", ""))
    lease = int(kv.get("lease") or 0)
    return {
        "name": _text(kv["key"]),
        "value": value[:LONGEST_VALUE],
        "has_nonce": prefix.split("/")[2] in value,
        "create_revision": _revision(kv.get("create_revision")),
        "mod_revision": _revision(kv.get("mod_revision")),
        "version": _revision(kv.get("version")),
        "lease": f"{lease:x}" if lease else "",
    }


def _event(event: Record, prefix: str) -> Record:
    """A put has no type at all; a deletion is `1`, and its key has only a name and a mod_revision."""
    return {"type": "DELETE" if event.get("type") in DELETE else "PUT", "key": _key(event["kv"], prefix)}


def _lease(document: Record, prefix: str) -> Record:
    """`lease grant` writes ID and TTL, `lease timetolive` writes id, ttl and granted-ttl; other answers have none."""
    number = document.get("ID") or document.get("id") or 0
    names = [_text(name) for name in document.get("keys") or ()]
    return {
        "id": f"{int(number):x}" if number else "",
        "granted": _revision(document.get("granted-ttl", document.get("TTL"))),
        "ttl": int(document.get("ttl") or document.get("TTL") or 0),
        "keys": [name for name in names if name.startswith(prefix)],
    }


def _response(response: Record, prefix: str) -> Record:
    """3.4 writes ResponsePut, 3.5 writes response_put."""
    name, answer = next(iter(response["Response"].items()))
    return {
        "what": name.lower().removeprefix("response").removeprefix("_"),
        "keys": [_key(kv, prefix) for kv in _own((answer or {}).get("kvs"), prefix)],
    }


def _revision(number: Any) -> int:
    """A count, which no honest etcd brings beyond what a double holds."""
    value = int(number or 0)
    if not 0 <= value < HIGHEST_REVISION:
        raise ValueError(value)
    return value


def _text(encoded: str) -> str:
    return base64.b64decode(encoded, validate=True).decode("utf-8", "replace")
