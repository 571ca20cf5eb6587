"""The text of the Markdown that a pull request adds or changes: a few files, read once for each head commit.

Eight files cost one point, and only when somebody pushed: docs/adr/0018-which-files-are-read.md says why no more.
"""

from collections.abc import Collection, Iterable
from typing import Any, TypeAlias

from onboarding.github.client import Client
from onboarding.github.models import PullRequest

Node: TypeAlias = dict[str, Any]
Texts: TypeAlias = dict[str, str | None]

MARKDOWN = (".md", ".markdown")
LARGEST = 64 << 10
PLACES = tuple(f"file{number}" for number in range(1, 9))
"""What `queries/texts.graphql` calls the files that it asks for."""


def add_texts(client: Client, nodes: Collection[Node]) -> None:
    """Give files of these nodes of `details.graphql` their ``text``, in place. Raises GitHubUnavailable."""
    known = _known([node["id"] for node in nodes])
    for node in nodes:
        wanted = [file for file in _files(node) if _is_wanted(file)][: len(PLACES)]
        head_sha, texts = known.get(node["id"], ("", {}))
        if head_sha != node["headRefOid"] or any(file["path"] not in texts for file in wanted):
            texts = _read(client, node, [file["path"] for file in wanted]) if wanted else {}
        for file in wanted:
            file["text"] = texts[file["path"]]


def _files(node: Node) -> Iterable[Node]:
    return [file for file in (node["files"] or {}).get("nodes") or () if file]


def _is_wanted(file: Node) -> bool:
    path: str = file["path"]
    return file["changeType"] != "DELETED" and path.lower().endswith(MARKDOWN)


def _known(node_ids: Collection[str]) -> dict[str, tuple[str, Texts]]:
    """The head commit and the texts that we hold of each: what a commit holds never changes."""
    rows = PullRequest.objects.filter(node_id__in=node_ids)
    parts = rows.values_list("node_id", "evidence__pull_request__head_sha", "evidence__files")
    return {node_id: (sha, {file["path"]: file["text"] for file in files or ()}) for node_id, sha, files in parts}


def _read(client: Client, node: Node, paths: Collection[str]) -> Texts:
    commit = node["headRefOid"]
    asked = dict.fromkeys(PLACES, commit) | dict(zip(PLACES, (f"{commit}:{path}" for path in paths), strict=False))
    answer = client.graphql("texts", id=node["repository"]["id"], **asked)
    found = answer.data.get("node")
    if not found:
        raise client.incomplete()
    return {path: _text(found[place]) for path, place in zip(paths, PLACES, strict=False)}


def _text(blob: Node | None) -> str | None:
    """None where there is nothing to read: too large, binary, or a link to elsewhere."""
    if not blob or blob["__typename"] != "Blob" or blob["isTruncated"] or blob["byteSize"] > LARGEST:
        return None
    text: str | None = blob["text"]
    return text
