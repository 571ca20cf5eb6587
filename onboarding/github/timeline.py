"""GitHub's timeline of a pull request → what happened, once each. Pure functions."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

Node: TypeAlias = Mapping[str, Any]

LONGEST_BODY = 1000
LONGEST_LINE = 300
MOST_LINES = 20
WORD = re.compile(r"(?<!^)(?=[A-Z])")


@dataclass(frozen=True)
class Event:
    """Something that happened. ``kind`` is GitHub's type as a word: `closed`, `labeled`, `ready_for_review`, …"""

    node_id: str
    kind: str
    actor_login: str
    happened_at: datetime
    data: dict[str, Any]


def events(node: Node) -> list[Event]:
    """The events of a node of `queries/details.graphql`, oldest first, beginning with its opening."""
    found = [item for item in _nodes(node["timelineItems"]) if "createdAt" in item]
    on_lines = [item for review in _nodes(node["reviews"]) for item in _nodes(review["comments"])]
    told = [_event(item) for item in (*found, *on_lines)]
    return [_opening(node), *sorted(told, key=lambda event: event.happened_at)]


def _nodes(connection: Node | None) -> list[Node]:
    """The items of a connection; GitHub leaves holes where it may not show one."""
    return [item for item in (connection or {}).get("nodes") or () if item]


def _opening(node: Node) -> Event:
    """GitHub's timeline leaves it out; the pull request itself says when."""
    return Event(
        node_id=f"{node['id']}:opened",
        kind="opened",
        actor_login=_login(node["author"]),
        happened_at=datetime.fromisoformat(node["createdAt"]),
        data=_said(node),
    )


def checked(document: Node, *, seen_at: datetime) -> list[Event]:
    """What all checks together said of the newest commit, once for each answer: GitHub's timeline leaves it out."""
    state, head = document["checks"]["state"], document["pull_request"]["head_sha"]
    if state == "none" or document["pull_request"]["state"] != "open":
        return []
    failed = [item["name"] for item in document["checks"]["items"] if item["state"] == "failure"]
    node_id = f"{document['pull_request']['node_id'][:60]}:{state}:{head}"
    return [Event(node_id, "checks", "", seen_at, {"state": state, "failed": failed[:20], "sha": head})]


def _event(item: Node) -> Event:
    typename = item["__typename"]
    details = DETAILS.get(typename)
    return Event(
        node_id=item["id"],
        kind=WORD.sub("_", typename.removesuffix("Event")).lower(),
        actor_login=_login(item.get("actor")),
        happened_at=datetime.fromisoformat(_told_at(item)),
        data=details(item) if details else {},
    )


def _told_at(item: Node) -> str:
    """When others could see it: what belongs to a review is written before that is submitted."""
    return str(item.get("publishedAt") or item["createdAt"])


def _login(actor: Node | None) -> str:
    return actor["login"] if actor else ""


def _sha(commit: Node | None) -> str:
    return commit["oid"] if commit else ""


def _said(item: Node) -> dict[str, Any]:
    """What somebody wrote, as long as one reads it, and after that the lines that may be commands.

    ``edited``: it is no longer what others first saw, and what an edit adds commands nothing.
    """
    lines = [line[:LONGEST_LINE] for line in item["body"].replace("\r\n", "\n").split("\n")]
    text = "\n".join(lines)
    rest = [line for line in text[LONGEST_BODY:].split("\n")[1:] if line.startswith("/")][:MOST_LINES]
    body = "\n".join([text[:LONGEST_BODY], *rest])
    edited_at = item["lastEditedAt"]
    edited = edited_at is not None and datetime.fromisoformat(edited_at) >= datetime.fromisoformat(_told_at(item))
    return {"body": body, "edited": edited, "association": item["authorAssociation"].lower()}


def _said_of_line(item: Node) -> dict[str, Any]:
    return {**_said(item), "path": item["path"]}


def _reviewed(item: Node) -> dict[str, Any]:
    return {**_said(item), "state": item["state"].lower()}


def _label(item: Node) -> dict[str, Any]:
    return {"label": item["label"]["name"]}


def _closed(item: Node) -> dict[str, Any]:
    closer = item["closer"] or {}
    return {"by": closer.get("__typename", ""), "sha": closer.get("oid", ""), "number": closer.get("number")}


def _merged(item: Node) -> dict[str, Any]:
    return {"branch": item["mergeRefName"], "sha": _sha(item["commit"])}


def _base_changed(item: Node) -> dict[str, Any]:
    return {"from": item["previousRefName"], "to": item["currentRefName"]}


def _force_pushed(item: Node) -> dict[str, Any]:
    return {"from": _sha(item["beforeCommit"]), "to": _sha(item["afterCommit"])}


def _cross_referenced(item: Node) -> dict[str, Any]:
    source = item["source"]
    if source["__typename"] != "PullRequest":
        return {"source": source["__typename"]}
    return {
        "source": "PullRequest",
        "number": source["number"],
        "title": source["title"],
        "merged": source["merged"],
        "repository_id": source["repository"]["databaseId"],
    }


def _referenced(item: Node) -> dict[str, Any]:
    commit = item["commit"] or {}
    return {"sha": commit.get("oid", ""), "message": commit.get("message", "")[:2000]}


DETAILS: dict[str, Callable[[Node], dict[str, Any]]] = {
    "LabeledEvent": _label,
    "UnlabeledEvent": _label,
    "ClosedEvent": _closed,
    "MergedEvent": _merged,
    "BaseRefChangedEvent": _base_changed,
    "HeadRefForcePushedEvent": _force_pushed,
    "CrossReferencedEvent": _cross_referenced,
    "ReferencedEvent": _referenced,
    "IssueComment": _said,
    "PullRequestReview": _reviewed,
    "PullRequestReviewComment": _said_of_line,
}
