"""GitHub's record of a release → the evidence that rules are asked about. Pure functions."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from onboarding.rules.kinds.release.checksums import is_checksum_file, read_checksums

Json: TypeAlias = dict[str, Any]
Node: TypeAlias = Mapping[str, Any]

MOST_ASSETS = 200
MOST_CHECKSUM_FILES = 10
LONGEST_NOTES = 64 << 10


def checksum_files(release: Node) -> list[str]:
    """The addresses of its checksum files; some tools write one for each archive."""
    named = [asset for asset in release["assets"] if is_checksum_file(asset["name"])]
    return [asset["browser_download_url"] for asset in named[:MOST_CHECKSUM_FILES]]


def document(release: Node, repository: Node, checksums: Sequence[str]) -> Json:
    """The evidence document of kind `release`, from REST's answers and the texts of the checksum files."""
    return {
        "release": {
            "github_id": release["id"],
            "url": release["html_url"],
            "tag": release["tag_name"],
            "name": release["name"] or "",
            "notes": (release["body"] or "")[:LONGEST_NOTES],
            "is_draft": release["draft"],
            "is_prerelease": release["prerelease"],
            "created_at": release["created_at"],
            "published_at": release["published_at"],
            "author": _account(release["author"]) if release["author"] else None,
            "assets": [_asset(asset) for asset in release["assets"][:MOST_ASSETS]],
        },
        "repository": {
            "github_id": repository["id"],
            "full_name": repository["full_name"],
            "owner": _account(repository["owner"]),
            "is_fork": repository["fork"],
        },
        "checksums": [line for text in checksums for line in read_checksums(text)],
    }


def digest(evidence: Node) -> str:
    return hashlib.sha256(json.dumps(evidence, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _account(account: Node) -> Json:
    return {"github_id": account["id"], "login": account["login"]}


def _asset(asset: Node) -> Json:
    """GitHub computes digests since the middle of 2025; older files have none."""
    return {"name": asset["name"], "size": asset["size"], "digest": asset.get("digest") or ""}
