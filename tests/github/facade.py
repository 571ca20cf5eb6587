"""What npm `emulate` lacks of GitHub: GraphQL, made from its REST data and held to GitHub's own schema, and `/api/v3`.

Everything else is handed through. Test-only, and as thin as it can be: it fills gaps, it decides nothing.
"""

import base64
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import requests
from graphql import GraphQLError, GraphQLSchema, build_schema, graphql_sync

from tests.github.npm import package

HANDED_ON = ("Content-Type", "Authorization", "Accept", "Cookie")
CHANGES = {"removed": "DELETED"}
HANDED_BACK = ("Content-Type", "Location", "Set-Cookie", "X-RateLimit-Limit", "X-RateLimit-Remaining")


@cache
def github_schema() -> GraphQLSchema:
    text = (package("@octokit/graphql-schema") / "schema.graphql").read_text(encoding="utf-8")
    return build_schema(text, assume_valid=True, assume_valid_sdl=True)


class Graph:
    """GraphQL's root, reading REST with the token of the request."""

    def __init__(self, url: str, repositories: tuple[str, ...], authorization: str) -> None:
        self._url = url
        self._repositories = repositories
        self._headers = {"Authorization": authorization}

    def rateLimit(self, info: Any) -> dict[str, Any]:  # noqa: N802 - GraphQL's name
        return {"cost": 1, "limit": 5000, "remaining": 4999, "resetAt": "2099-01-01T00:00:00Z"}

    def repository(self, info: Any, owner: str, name: str, **_: Any) -> dict[str, Any]:
        return self._repository(self._get(f"repos/{owner}/{name}"))

    def node(self, info: Any, id: str) -> dict[str, Any]:  # noqa: A002 - GraphQL's name
        kind, number = self._decoded(id)
        if kind == "Repository":
            return self._repository(self._get(f"repositories/{number}"))
        for full_name in self._repositories:
            for found in self._get(f"repos/{full_name}/pulls?state=all&per_page=100"):
                if found["node_id"] == id:
                    return self._pull_request(full_name, found["number"])
        raise _not_found(id)

    def nodes(self, info: Any, ids: list[str]) -> list[Any]:
        return [self._or_error(self.node, info, one) for one in ids]

    def _or_error(self, read: Callable[..., Any], *arguments: Any) -> Any:
        try:
            return read(*arguments)
        except GraphQLError as error:
            return error

    def _decoded(self, node_id: str) -> tuple[str, str]:
        """Its node ids are GitHub's old ones: base64 of `0:PullRequest7`."""
        try:
            text = base64.b64decode(node_id + "=" * (-len(node_id) % 4)).decode().partition(":")[2]
        except ValueError:
            raise _not_found(node_id) from None
        kind = text.rstrip("0123456789")
        return kind, text[len(kind) :]

    def _get(self, path: str) -> Any:
        response = requests.get(f"{self._url}/{path}", headers=self._headers)
        if not response.ok:
            raise _not_found(path)
        return response.json()

    def _repository(self, rest: dict[str, Any]) -> dict[str, Any]:
        full_name = rest["full_name"]
        return {
            "__typename": "Repository",
            "id": rest["node_id"],
            "databaseId": rest["id"],
            "nameWithOwner": full_name,
            "isArchived": rest["archived"],
            "isFork": rest["fork"],
            "defaultBranchRef": {"name": rest["default_branch"], "target": None},
            "object": lambda info, expression: self._object(full_name, expression),
            "issueOrPullRequest": lambda info, number: self._pull_request(full_name, number),
            "issues": lambda info, **_: self._issues(full_name),
            "pullRequests": lambda info, **_: self._recent(full_name),
        }

    def _issues(self, full_name: str) -> dict[str, Any]:
        found = [one for one in self._get(f"repos/{full_name}/issues?state=open") if "pull_request" not in one]
        return _connection([_issue(one) for one in found if one["labels"]])

    def _recent(self, full_name: str) -> dict[str, Any]:
        found = self._get(f"repos/{full_name}/pulls?state=all&sort=updated&direction=desc&per_page=100")
        found.sort(key=lambda rest: rest["updated_at"], reverse=True)
        return _connection([{"id": rest["node_id"], "updatedAt": rest["updated_at"]} for rest in found])

    def _pull_request(self, full_name: str, number: int) -> dict[str, Any]:
        rest = self._get(f"repos/{full_name}/pulls/{number}")
        reviews = self._get(f"repos/{full_name}/pulls/{number}/reviews")
        commits = self._get(f"repos/{full_name}/pulls/{number}/commits")
        files = self._get(f"repos/{full_name}/pulls/{number}/files?per_page=100")
        repository = self._repository(rest["base"]["repo"])
        return _pull_request(rest, reviews, commits) | {"repository": repository, "files": _files(files)}

    def _object(self, full_name: str, expression: str) -> dict[str, Any] | None:
        commit, _, path = expression.partition(":")
        if not path:
            return {"__typename": "Commit"}
        rest = self._get(f"repos/{full_name}/contents/{path}?ref={commit}")
        text = base64.b64decode(rest["content"]).decode()
        return {"__typename": "Blob", "byteSize": rest["size"], "isTruncated": False, "text": text}


def _pull_request(rest: dict[str, Any], reviews: list[Any], commits: list[Any]) -> dict[str, Any]:
    fork = rest["head"]["repo"]
    opinions = {one["user"]["login"]: one for one in reviews if one["state"] in ("APPROVED", "CHANGES_REQUESTED")}
    own_commits = [one for one in commits if one["parents"]]  # emulate counts the base's first commit among them
    states = {one["state"] for one in opinions.values()}
    return {
        "__typename": "PullRequest",
        "id": rest["node_id"],
        "fullDatabaseId": str(rest["id"]),
        "number": rest["number"],
        "url": rest["html_url"],
        "title": rest["title"],
        "body": rest["body"] or "",
        "createdAt": rest["created_at"],
        "updatedAt": rest["updated_at"],
        "state": "MERGED" if rest["merged"] else rest["state"].upper(),
        "merged": rest["merged"],
        "mergedAt": rest["merged_at"],
        "closedAt": rest["closed_at"],
        "isDraft": rest["draft"],
        "locked": rest["locked"],
        "lastEditedAt": None,
        "authorAssociation": rest["author_association"],
        "mergeStateStatus": (rest.get("mergeable_state") or "unknown").upper(),
        "mergeable": {True: "MERGEABLE", False: "CONFLICTING", None: "UNKNOWN"}[rest["mergeable"]],
        "reviewDecision": "CHANGES_REQUESTED" if "CHANGES_REQUESTED" in states else next(iter(states), None),
        "baseRefName": rest["base"]["ref"],
        "headRefOid": rest["head"]["sha"],
        "isCrossRepository": fork is None or fork["id"] != rest["base"]["repo"]["id"],
        "headRepository": {"id": fork["node_id"]} if fork else None,
        "changedFiles": rest["changed_files"],
        "author": _actor(rest["user"]),
        "mergedBy": _actor(rest["merged_by"]),
        "mergeCommit": _merge_commit(rest),
        "labels": lambda info, **_: _connection([{"name": one["name"]} for one in rest["labels"]]),
        "closingIssuesReferences": lambda info, **_: _connection([]),
        "latestOpinionatedReviews": lambda info, **_: _connection([_review(one) for one in opinions.values()]),
        "commits": lambda info, **_: _connection([{"commit": _commit(one)} for one in own_commits]),
        "reviews": lambda info, **_: _connection([]),
        "timelineItems": lambda info, **_: _connection([]),
    }


def _files(rest: list[dict[str, Any]]) -> Callable[..., Any]:
    nodes = [
        {
            "path": one["filename"],
            "changeType": CHANGES.get(one["status"], one["status"].upper()),
            "additions": one["additions"],
            "deletions": one["deletions"],
        }
        for one in rest
    ]
    return lambda info, **_: _connection(nodes)


def _issue(rest: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": rest["node_id"],
        "number": rest["number"],
        "title": rest["title"],
        "updatedAt": rest["updated_at"],
        "labels": lambda info, **_: _connection([{"name": one["name"]} for one in rest["labels"]]),
        "assignees": lambda info, **_: {"totalCount": len(rest["assignees"])},
    }


def _merge_commit(rest: dict[str, Any]) -> dict[str, Any] | None:
    if not rest["merged"]:
        return None
    return {"oid": rest["merge_commit_sha"], "message": rest["title"], "committedDate": rest["merged_at"]}


def _actor(rest: dict[str, Any] | None) -> dict[str, Any] | None:
    return {"__typename": rest["type"], "login": rest["login"], "databaseId": rest["id"]} if rest else None


def _review(rest: dict[str, Any]) -> dict[str, Any]:
    return {"state": rest["state"], "submittedAt": rest["submitted_at"], "author": _actor(rest["user"])}


def _commit(rest: dict[str, Any]) -> dict[str, Any]:
    author, committer = ({"name": one["name"], "email": one["email"], "user": None} for one in _signers(rest))
    return {
        "oid": rest["sha"],
        "message": rest["commit"]["message"],
        "committedDate": rest["commit"]["committer"]["date"],
        "parents": {"totalCount": len(rest["parents"])},
        "author": author,
        "committer": committer,
        "authors": {"nodes": [author]},
        "statusCheckRollup": None,
    }


def _signers(rest: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    return rest["commit"]["author"], rest["commit"]["committer"]


def _connection(nodes: list[Any]) -> dict[str, Any]:
    return {"nodes": nodes, "totalCount": len(nodes), "pageInfo": {"hasNextPage": False, "endCursor": None}}


def _not_found(what: str) -> GraphQLError:
    message = f"Could not resolve to '{what}'."
    return GraphQLError(message, extensions={"type": "NOT_FOUND"})


class _Handler(BaseHTTPRequestHandler):
    behind: str
    repositories: tuple[str, ...]

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.path == "/api/graphql":
            self._graphql(json.loads(body))
            return
        headers = {name: self.headers[name] for name in HANDED_ON if name in self.headers}
        url = f"{self.behind}{self.path.removeprefix('/api/v3')}"
        response = requests.request(self.command, url, data=body, headers=headers, allow_redirects=False)
        back = {name: response.headers[name] for name in HANDED_BACK if name in response.headers}
        self._send(response.status_code, back, response.content)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _answer  # noqa: N815 - http.server's names

    def _graphql(self, asked: dict[str, Any]) -> None:
        root = Graph(self.behind, self.repositories, self.headers.get("Authorization", ""))
        result = graphql_sync(github_schema(), asked["query"], root, variable_values=asked["variables"])
        errors = [{**dict(error.formatted), **(error.extensions or {})} for error in result.errors or ()]
        body = {"data": result.data, **({"errors": errors} if errors else {})}
        self._send(200, {"Content-Type": "application/json"}, json.dumps(body).encode())

    def _send(self, status: int, headers: dict[str, str], content: bytes) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(content))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args: Any) -> None:
        """Be quiet."""


@contextmanager
def running(*, behind: str, repositories: tuple[str, ...]) -> Iterator[str]:
    """The address of a façade before the emulator at this address; it need not be there yet."""
    handler = type("Handler", (_Handler,), {"behind": behind, "repositories": repositories})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
