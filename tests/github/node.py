"""One pull request as GraphQL answers it, with something in every field."""

import copy
from typing import Any


def user(login: str = "ada", number: int = 7) -> dict[str, Any]:
    return {"__typename": "User", "login": login, "databaseId": number}


def commit(message: str = "docs: mend (#1)", **fields: Any) -> dict[str, Any]:
    signature = {"name": "Ada", "email": "ada@example.org", "user": {"databaseId": 7, "login": "ada"}}
    return {
        "oid": "c0ffee",
        "message": message,
        "committedDate": "2026-03-02T11:00:00Z",
        "parents": {"totalCount": 1},
        "author": signature,
        "committer": signature,
        "authors": {"nodes": [signature]},
        **fields,
    }


_NODE: dict[str, Any] = {
    "__typename": "PullRequest",
    "id": "PR_1",
    "fullDatabaseId": "8000000001",
    "number": 12,
    "url": "https://github.com/kubernetes/website/pull/12",
    "title": "docs: mend",
    "body": "Fixes #1",
    "createdAt": "2026-03-02T11:30:00Z",
    "updatedAt": "2026-03-02T12:00:00Z",
    "state": "OPEN",
    "merged": False,
    "mergedAt": None,
    "closedAt": None,
    "lastEditedAt": None,
    "authorAssociation": "NONE",
    "mergeStateStatus": "BLOCKED",
    "isDraft": False,
    "locked": False,
    "mergeable": "MERGEABLE",
    "reviewDecision": None,
    "baseRefName": "main",
    "headRefOid": "c0ffee",
    "isCrossRepository": True,
    "headRepository": {"id": "R_fork"},
    "changedFiles": 2,
    "author": user(),
    "mergedBy": None,
    "mergeCommit": None,
    "repository": {
        "id": "R_1",
        "databaseId": 51,
        "nameWithOwner": "kubernetes/website",
        "isArchived": False,
        "isFork": False,
        "defaultBranchRef": {"name": "main"},
    },
    "labels": {"nodes": [{"name": "lgtm"}, {"name": "approved"}]},
    "closingIssuesReferences": {"nodes": [{"number": 1, "repository": {"nameWithOwner": "kubernetes/website"}}]},
    "latestOpinionatedReviews": {"nodes": []},
    "files": {
        "pageInfo": {"hasNextPage": False, "endCursor": "2"},
        "nodes": [
            {"path": "docs/install.md", "changeType": "ADDED", "additions": 3, "deletions": 0, "text": "# Install"},
            {"path": "main.go", "changeType": "DELETED", "additions": 0, "deletions": 9},
        ],
    },
    "commits": {
        "totalCount": 1,
        "pageInfo": {"hasNextPage": False, "endCursor": "1"},
        "nodes": [{"commit": commit()}],
    },
    "lastCommit": {"nodes": [{"commit": {"statusCheckRollup": None}}]},
    "reviews": {"nodes": []},
    "timelineItems": {"nodes": []},
}


def node(**fields: Any) -> dict[str, Any]:
    """An open pull request of Ada's, with these fields changed."""
    return {**copy.deepcopy(_NODE), **fields}
