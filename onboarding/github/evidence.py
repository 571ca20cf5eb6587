"""GitHub's answer about a pull request → the evidence that rules are asked about, and its history. Pure functions."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]
Node: TypeAlias = Mapping[str, Any]

CHECKS = {"SUCCESS": "success", "FAILURE": "failure", "ERROR": "failure", "PENDING": "pending", "EXPECTED": "pending"}
PASSED = frozenset({"SUCCESS", "NEUTRAL", "SKIPPED"})


def document(node: Node) -> Json:
    """The evidence document of kind `pull_request`, from a node of `queries/details.graphql`."""
    return {
        "pull_request": _pull_request(node),
        "repository": _repository(node["repository"]),
        "commits": [_commit(item["commit"]) for item in _nodes(node["commits"])],
        "commits_total": node["commits"]["totalCount"],
        "checks": _checks(node),
        "reviews": [_review(item) for item in _nodes(node["latestOpinionatedReviews"])],
        "closing_issues": [
            {"number": item["number"], "repository": item["repository"]["nameWithOwner"]}
            for item in _nodes(node["closingIssuesReferences"])
        ],
        "files": [_file(item) for item in _nodes(node["files"])],
        "changed_files": node["changedFiles"],
    }


def status(node: Node) -> Json:
    """The part of `document(…)["pull_request"]` that `queries/status.graphql` asks for."""
    return {
        "title": node["title"],
        "updated_at": _instant(node["updatedAt"]),
        "state": "merged" if node["merged"] else node["state"].lower(),
        "is_draft": node["isDraft"],
        "mergeable": node["mergeable"].lower(),
        "merge_state": node["mergeStateStatus"].lower(),
        "review_decision": (node["reviewDecision"] or "none").lower(),
        "base_branch": node["baseRefName"],
        "head_sha": node["headRefOid"],
        "author": _actor(node["author"]),
    }


def digest(evidence: Node) -> str:
    """Changes when anything changes that a rule could be asked about; a mere "touched at" is not such a thing."""
    pull_request = {key: value for key, value in evidence["pull_request"].items() if key != "updated_at"}
    text = json.dumps({**evidence, "pull_request": pull_request}, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _pull_request(node: Node) -> Json:
    return {
        "node_id": node["id"],
        "github_id": int(node["fullDatabaseId"]),
        "number": node["number"],
        "url": node["url"],
        "body": node["body"],
        "created_at": _instant(node["createdAt"]),
        "merged_at": _instant(node["mergedAt"]),
        "closed_at": _instant(node["closedAt"]),
        "is_cross_repository": node["isCrossRepository"],
        "is_fork_gone": node["headRepository"] is None,
        "merged_by": _actor(node["mergedBy"]),
        "merge_commit": _merge_commit(node["mergeCommit"]),
        "labels": sorted(label["name"] for label in _nodes(node["labels"])),
        "is_locked": node["locked"],
        "closed_by_commit": _closed_by_commit(node),
        "base_change": _base_change(node),
        **status(node),
    }


def _closed_by_commit(node: Node) -> str | None:
    """The commit that closed it without a merge: some projects' bots land changes so, and GitHub calls it closed."""
    closed = _last(node, "ClosedEvent")
    closer = (closed and closed["closer"]) or {}
    is_closed = node["state"] == "CLOSED" and closer.get("__typename") == "Commit"
    return str(closer["oid"]) if is_closed else None


def _base_change(node: Node) -> Json | None:
    """The last time that somebody chose another branch for it."""
    change = _last(node, "BaseRefChangedEvent")
    if change is None:
        return None
    return {"from": change["previousRefName"], "to": change["currentRefName"], "at": _instant(change["createdAt"])}


def _last(node: Node, typename: str) -> Node | None:
    found = [item for item in _nodes(node["timelineItems"]) if item["__typename"] == typename]
    return found[-1] if found else None


def _repository(node: Node) -> Json:
    branch = node["defaultBranchRef"]
    return {
        "github_id": node["databaseId"],
        "node_id": node["id"],
        "full_name": node["nameWithOwner"],
        "default_branch": branch["name"] if branch else "",
        "is_archived": node["isArchived"],
        "is_fork": node["isFork"],
    }


def _actor(node: Node | None) -> Json | None:
    """Null for an account that was deleted."""
    if node is None:
        return None
    return {
        "github_id": node.get("databaseId"),
        "login": node["login"],
        "is_bot": node["__typename"] == "Bot",
    }


def _merge_commit(node: Node | None) -> Json | None:
    if node is None:
        return None
    return {"sha": node["oid"], "message": node["message"], "committed_at": _instant(node["committedDate"])}


def _commit(node: Node) -> Json:
    return {
        "sha": node["oid"],
        "message": node["message"],
        "subject": node["message"].split("\n", 1)[0],
        "is_merge": node["parents"]["totalCount"] > 1,
        "committed_at": _instant(node["committedDate"]),
        "author": _signature(node["author"]),
        "committer": _signature(node["committer"]),
        "authors": [_co_author(item) for item in _nodes(node["authors"])],
    }


def _signature(node: Node | None) -> Json:
    """Who git says it was. GitHub has no user for a bot's commit, only the name that bots end with."""
    person = _co_author(node or {})
    is_bot = person["name"].endswith("[bot]") or "[bot]@" in person["email"]
    return {**person, "is_bot": is_bot}


def _co_author(node: Node) -> Json:
    user = node.get("user") or {}
    return {
        "name": node.get("name") or "",
        "email": node.get("email") or "",
        "github_id": user.get("databaseId"),
        "login": user.get("login") or "",
    }


def _file(node: Node) -> Json:
    """``text`` is there where `operations.texts` has put it."""
    return {
        "path": node["path"],
        "change": node["changeType"].lower(),
        "additions": node["additions"],
        "deletions": node["deletions"],
        "text": node.get("text"),
    }


def _review(node: Node) -> Json:
    author = node["author"] or {}
    return {
        "author": author.get("login", ""),
        "state": node["state"].lower(),
        "submitted_at": _instant(node["submittedAt"]),
    }


def _checks(node: Node) -> Json:
    last = _nodes(node["lastCommit"])
    rollup = last[0]["commit"]["statusCheckRollup"] if last else None
    if rollup is None:
        return {"state": "none", "items": []}
    items = [_check(item) for item in _nodes(rollup["contexts"])]
    return {"state": CHECKS.get(rollup["state"], "pending"), "items": items}


def _check(node: Node) -> Json:
    if node["__typename"] == "StatusContext":
        return {
            "name": node["context"],
            "state": CHECKS.get(node["state"], "pending"),
            "conclusion": node["state"].lower(),
            "url": node["targetUrl"] or "",
        }
    return {
        "name": node["name"],
        "state": _check_run_state(node),
        "conclusion": (node["conclusion"] or "").lower(),
        "url": node["detailsUrl"] or "",
    }


def _check_run_state(node: Node) -> str:
    if node["status"] != "COMPLETED":
        return "pending"
    return "success" if node["conclusion"] in PASSED else "failure"


def _nodes(connection: Mapping[str, Any] | None) -> Sequence[Any]:
    """The items of a connection; GitHub leaves holes where it may not show one."""
    return [item for item in (connection or {}).get("nodes") or () if item is not None]


def _instant(text: str | None) -> str | None:
    """The instant in UTC, to the second, ending in Z."""
    if text is None:
        return None
    return datetime.fromisoformat(text).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
