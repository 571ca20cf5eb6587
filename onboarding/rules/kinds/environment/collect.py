"""From the report of a build to evidence. The commit's id is computed here; names, e-mails and paths are forgotten."""

import hashlib
import re
from datetime import datetime
from typing import Any, TypeAlias

from onboarding.rules import instants
from onboarding.rules.kinds.environment.report import read_report
from onboarding.rules.types import Evidence

Record: TypeAlias = dict[str, Any]

SHA1_DIGITS = 40
LONGEST_SUBJECT = 200
MOST_TOOLS = 20
VERSION = re.compile(r"(\d{1,6})\.(\d{1,6})(?:\.(\d{1,6}))?")
GO_VERSION = re.compile(r": (?:devel )?go(\d{1,6}\.\d{1,6}(?:\.\d{1,6})?)")
CREDENTIALS = re.compile(r"^[^/@]*@")


def collect(*, raw: bytes, nonce: str, received_at: datetime) -> Evidence:
    """The evidence in one upload. Raises ``Refused`` for what is not the report."""
    sections = read_report(raw)
    build = read_build(sections.get("build", ""))
    return {
        "nonce": nonce,
        "commit": read_commit(sections.get("commit", ""), nonce=nonce, revision=build["revision"]),
        "build": build,
        "remotes": read_remotes(sections.get("remotes", "")),
        "tools": read_tools(sections.get("tools", "")),
        "upload": {
            "missing": sorted({"commit", "build", "remotes"} - {name for name, text in sections.items() if text}),
            "received_at": instants.written(received_at),
        },
    }


def read_commit(text: str, *, nonce: str, revision: str) -> Record:
    """The commit that `git cat-file commit HEAD` printed, named by its id: the hash of what it says."""
    headers, _, message = text.partition("\n\n")
    fields = [line.partition(" ") for line in headers.split("\n") if line[:1] not in ("", " ")]
    return {
        "sha": commit_id(text, revision=revision) if text else "",
        "parents": [value for name, _, value in fields if name == "parent"],
        "subject": message.lstrip("\n").partition("\n")[0][:LONGEST_SUBJECT],
        "has_nonce": bool(nonce) and nonce in message,
    }


def commit_id(text: str, *, revision: str) -> str:
    """The id of the commit with this text. Its last line may lack an end, which a report cannot show: try both."""
    algorithm = "sha1" if len(revision) in (0, SHA1_DIGITS) else "sha256"
    candidates = [_hash(content.encode(), algorithm) for content in (text, text.removesuffix("\n"))]
    return revision if revision in candidates else candidates[0]


def _hash(content: bytes, algorithm: str) -> str:
    return hashlib.new(algorithm, b"commit %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def read_build(text: str) -> Record:
    """What `go version -m` printed: the toolchain, then lines of path, mod, dep and build settings."""
    first, _, rest = text.partition("\n")
    rows = [line.strip().split("\t") for line in rest.split("\n") if line.strip()]
    module = next((row for row in rows if row[0] == "mod" and len(row) > 1), ["mod", ""])
    package = next((row[1] for row in rows if row[0] == "path" and len(row) > 1), "")
    settings = dict(row[1].partition("=")[::2] for row in rows if row[0] == "build" and len(row) > 1)
    toolchain = GO_VERSION.search(first)
    return {
        "go": numbered(toolchain[1] if toolchain else ""),
        "module": module[1],
        "package": package,
        "vcs": settings.get("vcs", ""),
        "revision": settings.get("vcs.revision", ""),
        "modified": settings.get("vcs.modified") == "true",
        "trimpath": settings.get("-trimpath") == "true",
        "system": f"{settings.get('GOOS', '')}/{settings.get('GOARCH', '')}",
    }


def read_remotes(text: str) -> list[Record]:
    """Each remote once, with the plain address it is fetched from, and whether anything can be pushed to it."""
    remotes: dict[str, Record] = {}
    for line in text.split("\n"):
        words = line.split()
        if len(words) == 3:
            remote = remotes.setdefault(words[0], {"name": words[0], "fetch": "", "push": "", "can_push": False})
            direction = words[2].strip("()")
            remote["push" if direction == "push" else "fetch"] = plain_address(words[1])
            remote["can_push"] = "/" in remote["push"]
    return list(remotes.values())


def plain_address(url: str) -> str:
    """`https://name:password@github.com/a/b.git` and `git@github.com:a/b.git` are both `github.com/a/b`."""
    scheme, separator, rest = url.partition("://")
    address = CREDENTIALS.sub("", rest if separator else scheme)
    host, colon, path = address.partition(":")
    address = address if separator or not colon or "/" in host else f"{host}/{path}"
    return address.removesuffix("/").removesuffix(".git")


def read_tools(text: str) -> list[Record]:
    found = [line.partition(": ") for line in text.split("\n") if ": " in line]
    return [{"name": name[:20], **numbered(said)} for name, _, said in found[:MOST_TOOLS]]


def numbered(text: str) -> Record:
    """A version as text and as numbers, so that rules can compare it: 1.9 comes before 1.23."""
    version = VERSION.search(text)
    major, minor, patch = (int(part or 0) for part in version.groups()) if version else (0, 0, 0)
    return {"version": version[0] if version else "", "major": major, "minor": minor, "patch": patch}
