"""The bodies of webhooks, with the fields of GitHub's that anybody is likely to read."""

from datetime import UTC, datetime
from typing import Any, TypeAlias

from onboarding.github.simulator.happened import Happened
from onboarding.github.simulator.people import BY_LOGIN, MAINTAINER, Person
from onboarding.github.simulator.world import Commit, Delivery, PullRequest, Repository, World, person

Json: TypeAlias = dict[str, Any]


def payload(world: World, happened: Happened, *, base_url: str) -> Json:
    """The whole body of one webhook. A comment's names its pull request as an issue, as GitHub does."""
    repository = world.repository_of(happened.pull)
    body: Json = {
        "action": happened.action,
        "repository": repository_json(repository, base_url=base_url),
        "sender": user_json(happened.actor, base_url=base_url),
        **happened.extra,
    }
    whole = pull_request_json(world, happened.pull, base_url=base_url)
    if happened.event == "issue_comment":
        body["issue"] = {"number": happened.pull.number, "pull_request": {"html_url": whole["html_url"]}}
    elif happened.event.startswith("pull_request"):
        body |= {"number": happened.pull.number, "pull_request": whole}
    return body


def repository_event_json(repository: Repository, action: str, *, base_url: str) -> Json:
    """The body of the webhook that tells of something done to a repository as a whole."""
    return {
        "action": action,
        "repository": repository_json(repository, base_url=base_url),
        "sender": user_json(MAINTAINER, base_url=base_url),
    }


def push_json(repository: Repository, commit: Commit, *, base_url: str) -> Json:
    """The body of a push of one commit to the default branch. It has no action."""
    return {
        "ref": f"refs/heads/{repository.default_branch}",
        "after": commit.sha,
        "commits": [{"id": commit.sha, "message": commit.message, "timestamp": instant(commit.committed_at)}],
        "repository": repository_json(repository, base_url=base_url),
        "sender": user_json(person(commit.author), base_url=base_url),
    }


def delivery_json(delivery: Delivery) -> Json:
    """One line of the log of what was sent."""
    arrived = delivery.status is not None and 200 <= delivery.status < 300
    return {
        "id": delivery.number,
        "guid": delivery.guid,
        "delivered_at": instant(delivery.sent_at),
        "redelivery": False,
        "status": "OK" if arrived else delivery.error or "Invalid HTTP Response",
        "status_code": delivery.status or 0,
        "event": delivery.event,
        "action": delivery.action or None,
    }


def user_json(who: Person, *, base_url: str) -> Json:
    return {
        "login": who.login,
        "id": who.github_id,
        "node_id": who.node_id,
        "avatar_url": "",
        "html_url": f"{base_url}/{who.login}",
        "name": who.name,
        "type": "User",
        "site_admin": False,
    }


def repository_json(repository: Repository, *, base_url: str) -> Json:
    return {
        "id": repository.github_id,
        "node_id": repository.node_id,
        "name": repository.name,
        "full_name": repository.full_name,
        "private": False,
        "owner": _owner_json(repository.owner, base_url=base_url),
        "html_url": f"{base_url}/{repository.full_name}",
        "default_branch": repository.default_branch,
        "archived": repository.is_archived,
        "fork": False,
    }


def _owner_json(login: str, *, base_url: str) -> Json:
    """A person of the cast, or the demo community."""
    if login in BY_LOGIN:
        return user_json(BY_LOGIN[login], base_url=base_url)
    return {"login": login, "id": 500, "type": "Organization"}


def pull_request_json(world: World, pull: PullRequest, *, base_url: str) -> Json:
    repository = world.repository_of(pull)
    author, merged_by = world.account(pull.author), world.account(pull.merged_by)
    return {
        "id": pull.github_id,
        "node_id": pull.node_id,
        "number": pull.number,
        "html_url": f"{base_url}/{repository.full_name}/pull/{pull.number}",
        "state": "open" if pull.state == "open" else "closed",
        "title": pull.title,
        "body": pull.body,
        "draft": pull.is_draft,
        "user": user_json(author, base_url=base_url) if author else None,
        "labels": [{"name": name} for name in pull.labels],
        "created_at": instant(pull.created_at),
        "updated_at": instant(pull.updated_at),
        "closed_at": instant(pull.closed_at),
        "merged_at": instant(pull.merged_at),
        "merged": pull.state == "merged",
        "merged_by": user_json(merged_by, base_url=base_url) if merged_by else None,
        "merge_commit_sha": pull.merge_commit.sha if pull.merge_commit else None,
        "head": {"ref": pull.head, "sha": pull.head_sha, **({"repo": None} if pull.is_fork_gone else {})},
        "base": {"ref": pull.base, "repo": repository_json(repository, base_url=base_url)},
    }


def instant(at: datetime | None) -> str | None:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if at else None
