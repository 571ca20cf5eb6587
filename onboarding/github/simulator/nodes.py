"""The world as GraphQL sees it: plain dicts whose connections are functions of their arguments."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from graphql import GraphQLError

from onboarding.github.simulator import conversation
from onboarding.github.simulator.conversation import Account, actor
from onboarding.github.simulator.payloads import instant
from onboarding.github.simulator.people import BY_LOGIN
from onboarding.github.simulator.world import ChangedFile, Commit, Event, PullRequest, Repository, World

Json: TypeAlias = dict[str, Any]

CLOSES = re.compile(r"\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?\s+#(\d{1,9})\b", re.IGNORECASE)
STATES = {"pending": "PENDING", "success": "SUCCESS", "failure": "FAILURE"}
WORD = re.compile(r"(?<!^)(?=[A-Z])")


def not_found(what: str) -> GraphQLError:
    """As GitHub says that there is no such thing, or that one may not see it."""
    message = f"Could not resolve to '{what}'."
    return GraphQLError(message, extensions={"type": "NOT_FOUND"})


class Nodes:
    """Makes the nodes of one request. Hidden repositories, and what is in them, are not there."""

    def __init__(self, world: World, *, base_url: str) -> None:
        self._world = world
        self._base_url = base_url

    def by_id(self, node_id: str) -> Json | None:
        if pull := self._world.pull_request_by_node(node_id):
            repository = self._world.repository_of(pull)
            return None if repository.is_hidden else self.pull_request(pull, repository)
        visible = (one for one in self._world.repositories if one.node_id == node_id and not one.is_hidden)
        return next((self.repository(one) for one in visible), None)

    def repository_named(self, full_name: str) -> Json | None:
        found = self._world.repository(full_name)
        return self.repository(found) if found and not found.is_hidden else None

    def repository(self, repository: Repository) -> Json:
        def numbered(info: object, *, number: int) -> Json:
            pull = self._world.pull_request(repository, number)
            found = self.pull_request(pull, repository) if pull else self.issue(repository, number)
            if found is None:
                name = f"{repository.full_name}#{number}"
                raise not_found(name)
            return found

        def pull_requests(info: object, *, first: int, after: str | None = None, **_: object) -> Json:
            pulls = sorted(self._world.pull_requests_of(repository), key=lambda one: one.updated_at, reverse=True)
            page = _page(pulls, first=first, after=after)
            return {**page, "nodes": [self.pull_request(one, repository) for one in page["nodes"]]}

        return {
            "__typename": "Repository",
            "id": repository.node_id,
            "databaseId": repository.github_id,
            "nameWithOwner": repository.full_name,
            "isArchived": repository.is_archived,
            "isFork": False,
            "defaultBranchRef": {
                "name": repository.default_branch,
                "target": _head(self._world.history(repository), self._world.account),
            },
            "issueOrPullRequest": numbered,
            "pullRequests": pull_requests,
            "issues": self._issues(repository),
            "object": lambda info, expression: _blob(self._world.file_at(repository, expression)),
        }

    def _issues(self, repository: Repository) -> Callable[..., Json]:
        def page(info: object, *, first: int, labels: Sequence[str], states: Sequence[str], **_: object) -> Json:
            here = (one for one in self._world.issues if one.repository_id == repository.github_id and one.is_open)
            wanted = sorted(
                (one for one in here if set(one.labels) & set(labels)), key=lambda one: one.updated_at, reverse=True
            )
            return _page([self.issue(repository, one.number) for one in wanted], first=first, after=None)

        return page

    def issue(self, repository: Repository, number: int) -> Json | None:
        found = self._world.issue(repository, number)
        if found is None:
            return None
        return {
            "__typename": "Issue",
            "id": found.node_id,
            "number": found.number,
            "title": found.title,
            "updatedAt": instant(found.updated_at),
            "labels": _connection([{"name": name} for name in found.labels]),
            "assignees": lambda info, first: {"totalCount": int(bool(found.assignee))},
            "repository": lambda info: self.repository(repository),
        }

    def pull_request(self, pull: PullRequest, repository: Repository) -> Json:
        account = self._world.account
        opinions = [conversation.review(pull, 0, one, account) for one in pull.opinions()]
        return {
            "__typename": "PullRequest",
            "id": pull.node_id,
            "fullDatabaseId": str(pull.github_id),
            "number": pull.number,
            "url": f"{self._base_url}/{repository.full_name}/pull/{pull.number}",
            "title": pull.title,
            "body": pull.body,
            "createdAt": instant(pull.created_at),
            "updatedAt": instant(pull.updated_at),
            "state": pull.state.upper(),
            "merged": pull.state == "merged",
            "mergedAt": instant(pull.merged_at),
            "closedAt": instant(pull.closed_at),
            "isDraft": pull.is_draft,
            "locked": False,
            "lastEditedAt": None,
            "mergeable": pull.mergeable,
            "mergeStateStatus": pull.merge_state,
            "reviewDecision": pull.decision,
            "baseRefName": pull.base,
            "headRefOid": pull.head_sha,
            "isCrossRepository": True,
            "headRepository": None if pull.is_fork_gone else {"id": f"R_fork{pull.github_id}"},
            "changedFiles": len(pull.files),
            "author": actor(account(pull.author)),
            "authorAssociation": conversation.association(pull.author),
            "mergedBy": actor(account(pull.merged_by)),
            "mergeCommit": _commit(pull.merge_commit, account) if pull.merge_commit else None,
            "repository": lambda info: self.repository(repository),
            "labels": _connection([{"name": name} for name in pull.labels]),
            "closingIssuesReferences": _connection(self._closing(pull, repository)),
            "latestOpinionatedReviews": _connection(opinions),
            "reviews": lambda info, last: {"nodes": conversation.reviews(pull, account)[-last:]},
            "commits": _commits(pull, account),
            "files": _files(pull),
            "timelineItems": self._timeline(pull),
        }

    def _closing(self, pull: PullRequest, repository: Repository) -> list[Json]:
        numbers = {int(number) for number in CLOSES.findall(pull.body)}
        found = [self.issue(repository, number) for number in sorted(numbers)]
        return [issue for issue in found if issue]

    def _timeline(self, pull: PullRequest) -> Callable[..., Json]:
        def items(info: object, *, last: int, itemTypes: Sequence[str]) -> Json:  # noqa: N803 - GraphQL's name
            happened = [*(self._event(one) for one in pull.events), *conversation.items(pull, self._world.account)]
            wanted = [one for one in happened if _item_type(one) in itemTypes]
            wanted.sort(key=lambda one: str(one["createdAt"]))
            return {"nodes": wanted[-last:]}

        return items

    def _event(self, event: Event) -> Json:
        node = {
            **event.data,
            "__typename": event.typename,
            "id": event.id,
            "createdAt": instant(event.created_at),
            "actor": actor(self._world.account(event.actor)),
        }
        if event.typename == "CrossReferencedEvent":
            pull = next(one for one in self._world.pull_requests if one.github_id == event.data["source"])
            node |= {
                "isCrossRepository": False,
                "source": self.pull_request(pull, self._world.repository_of(pull)),
            }
        return node


def _item_type(item: Json) -> str:
    return WORD.sub("_", item["__typename"]).upper()


def _git_actor(login: str, account: Account) -> Json:
    """A signature stays as it was written; only the account behind its address may be gone."""
    found = BY_LOGIN[login]
    return {"name": found.name, "email": found.email, "user": actor(account(login))}


def _commit(commit: Commit, account: Account, checks: Mapping[str, str] | None = None) -> Json:
    signature = _git_actor(commit.author, account)
    return {
        "__typename": "Commit",
        "oid": commit.sha,
        "message": commit.message,
        "committedDate": instant(commit.committed_at),
        "author": signature,
        "committer": signature,
        "authors": _connection([signature]),
        "parents": {"totalCount": commit.parents},
        "statusCheckRollup": _rollup(checks) if checks else None,
    }


def _head(newest_first: Sequence[Commit], account: Account) -> Json | None:
    """The newest commit of a branch, with those before it."""
    if not newest_first:
        return None

    def history(info: object, *, first: int, after: str | None = None) -> Json:
        page = _page(newest_first, first=first, after=after)
        return {**page, "nodes": [_commit(one, account) for one in page["nodes"]]}

    return {**_commit(newest_first[0], account), "history": history}


def _rollup(checks: Mapping[str, str]) -> Json:
    worst = next(state for state in ("failure", "pending", "success") if state in checks.values())
    return {"state": STATES[worst], "contexts": _connection([_run(name, state) for name, state in checks.items()])}


def _run(name: str, state: str) -> Json:
    is_done = state != "pending"
    return {
        "__typename": "CheckRun",
        "name": name,
        "status": "COMPLETED" if is_done else "IN_PROGRESS",
        "conclusion": STATES[state] if is_done else None,
        "detailsUrl": None,
    }


def _commits(pull: PullRequest, account: Account) -> Callable[..., Json]:
    def page(info: object, *, first: int = 0, after: str | None = None, last: int = 0) -> Json:
        checks = {name: state for name, state in {"build": pull.checks, **pull.named_checks}.items() if state in STATES}
        nodes = [{"commit": _commit(one, account, checks)} for one in pull.commits]
        if last:
            return {"nodes": nodes[-last:], "totalCount": len(nodes), "pageInfo": {"hasNextPage": False}}
        return _page(nodes, first=first, after=after)

    return page


def _files(pull: PullRequest) -> Callable[..., Json]:
    def page(info: object, *, first: int, after: str | None = None) -> Json:
        return _page([_file(one) for one in pull.files], first=first, after=after)

    return page


def _file(file: ChangedFile) -> Json:
    return {
        "path": file.path,
        "changeType": file.change,
        "additions": file.additions,
        "deletions": file.deletions,
    }


def _blob(file: ChangedFile | None) -> Json | None:
    if file is None:
        return None
    return {"__typename": "Blob", "byteSize": len(file.text.encode()), "isTruncated": False, "text": file.text}


def _connection(nodes: list[Json]) -> Callable[..., Json]:
    return lambda info, first, after=None: _page(nodes, first=first, after=after)


def _page(nodes: Sequence[Any], *, first: int, after: str | None) -> Json:
    """The items after a cursor, which is the number of items before it."""
    start = int(after or 0)
    end = start + first
    return {
        "nodes": nodes[start:end],
        "totalCount": len(nodes),
        "pageInfo": {"hasNextPage": end < len(nodes), "endCursor": str(min(end, len(nodes)))},
    }
