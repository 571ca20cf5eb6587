"""Pull requests and issues as the mirror of GitHub holds them: their evidence, and the rows that keep it."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from onboarding.github.models import Issue, PullRequest, Repository
from onboarding.programs.models import Program
from tests.cast import NOON, REPOSITORY_ID, number_of


def instant(at: datetime | None) -> str | None:
    """As evidence writes instants: ISO 8601 in UTC, ending in Z."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if at else None


def actor(login: str, **fields: Any) -> dict[str, Any]:
    return {"github_id": number_of(login), "login": login, "is_bot": False, **fields}


def commit(
    message: str = "docs(readme): mend a link (#3)\n\nSigned-off-by: Ada <ada@example.org>",
    *,
    login: str = "ada",
    now: datetime = NOON,
    **fields: Any,
) -> dict[str, Any]:
    """One commit as evidence holds it, authored and committed by this person."""
    name, email = login.capitalize(), f"{login}@example.org"
    person = {"name": name, "email": email, **actor(login)}
    return {
        "sha": f"{number_of(message):08x}" * 5,
        "message": message,
        "subject": message.split("\n", 1)[0],
        "is_merge": False,
        "committed_at": instant(now),
        "author": person,
        "committer": person,
        "authors": [{key: person[key] for key in ("name", "email", "github_id", "login")}],
        **fields,
    }


def changed_file(path: str = "README.md", **fields: Any) -> dict[str, Any]:
    """A file of a pull request as evidence; a Markdown file with a line of text unless said otherwise."""
    text = "# Guide\n" if path.endswith(".md") else None
    return {"path": path, "change": "modified", "additions": 1, "deletions": 1, "text": text, **fields}


def pull_request_evidence(
    number: int = 7,
    *,
    login: str = "ada",
    state: str = "open",
    created_at: datetime = NOON + timedelta(hours=1),
    repository: Mapping[str, Any] | None = None,
    commits: Sequence[Mapping[str, Any]] | None = None,
    checks: str = "success",
    files: Sequence[Mapping[str, Any]] = (),
    **fields: Any,
) -> dict[str, Any]:
    """The evidence of a pull request by this person; further fields go into its `pull_request` part."""
    full_name = (repository or {}).get("full_name", "demo-community/guide")
    commits = [commit(login=login)] if commits is None else list(commits)
    ended = instant(created_at + timedelta(hours=2))
    merged = state == "merged"
    return {
        "pull_request": {
            "node_id": f"PR_{full_name}_{number}",
            "github_id": number_of(f"{full_name}#{number}"),
            "number": number,
            "url": f"https://github.com/{full_name}/pull/{number}",
            "title": "docs(readme): mend a link (#3)",
            "body": "Fixes #3",
            "state": state,
            "is_draft": False,
            "created_at": instant(created_at),
            "updated_at": instant(created_at),
            "merged_at": ended if merged else None,
            "closed_at": ended if state != "open" else None,
            "base_branch": "main",
            "head_sha": "c0ffee" * 6 + "c0ff",
            "is_cross_repository": True,
            "is_fork_gone": False,
            "mergeable": "mergeable",
            "merge_state": "clean",
            "review_decision": "approved" if merged else "review_required",
            "author": actor(login),
            "merged_by": actor("demo-maintainer") if merged else None,
            "merge_commit": {"sha": "ab" * 20, "message": "docs: mend", "committed_at": ended} if merged else None,
            "labels": [],
            "is_locked": False,
            "closed_by_commit": None,
            "base_change": None,
            **fields,
        },
        "repository": {
            "github_id": REPOSITORY_ID,
            "node_id": f"R_{REPOSITORY_ID}",
            "full_name": full_name,
            "default_branch": "main",
            "is_archived": False,
            "is_fork": False,
            **(repository or {}),
        },
        "commits": commits,
        "commits_total": len(commits),
        "checks": {"state": checks, "items": []},
        "reviews": [],
        "closing_issues": [{"number": 3, "repository": full_name}],
        "files": list(files) or [changed_file()],
        "reverts": [],
        "changed_files": len(files) or 1,
    }


def make_pull_request(evidence: Mapping[str, Any] | None = None, *, now: datetime = NOON) -> PullRequest:
    """A tracked pull request, as the mirror would hold it after looking at this evidence."""
    evidence = evidence or pull_request_evidence()
    pull, author = evidence["pull_request"], evidence["pull_request"]["author"] or {}
    return PullRequest.objects.create(
        node_id=pull["node_id"],
        github_id=pull["github_id"],
        repository=Repository.objects.filter(github_id=evidence["repository"]["github_id"]).first(),
        repository_name=evidence["repository"]["full_name"],
        number=pull["number"],
        title=pull["title"],
        author_github_id=author.get("github_id"),
        author_login=author.get("login", ""),
        state=pull["state"],
        head_sha=pull["head_sha"],
        evidence=evidence,
        evidence_hash=f"{number_of(repr(evidence)):064x}",
        updated_at=now,
        looked_at=now,
    )


def make_issue(program: Program, number: int = 1, *, now: datetime = NOON, **fields: Any) -> Issue:
    """An open issue for newcomers in the program's first repository."""
    repository = program.repositories.order_by("pk")[0]
    defaults = {"title": f"Issue {number}", "labels": ["good first issue"], "updated_at": now}
    return Issue.objects.create(
        node_id=f"I_{repository.pk}_{number}", repository=repository, number=number, **{**defaults, **fields}
    )
