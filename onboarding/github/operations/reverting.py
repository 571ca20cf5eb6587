"""Which commits of default branches take back which: found in their messages, kept, and told in the evidence."""

import re
from collections.abc import Iterable
from typing import Any, TypeAlias

from django.db import transaction

from onboarding.github import evidence as evidences
from onboarding.github.client import Client
from onboarding.github.models import PullRequest, Repository, Revert

Json: TypeAlias = dict[str, Any]

REVERTS = re.compile(r"\bThis reverts commit ([0-9a-f]{40})\b")
"""What `git revert` and GitHub's button write."""

MOST_PAGES = 5
MOST_LINKS = 20
"""Of a chain of reverts of reverts. Nobody goes on for so long."""


def read_history(client: Client, repository: Repository, head: Json | None) -> list[int]:
    """Read the commits since the newest one that we know; gives the keys of pull requests that they take back.

    ``head`` is the newest commit with the first page of its history. Further pages are asked for only when that does
    not reach back to what we know. A page holds a hundred, so it reaches further: a merge brings in commits that are
    older than it. Raises GitHubUnavailable.
    """
    if not head or head["oid"] == repository.head_sha:
        return []
    page = head["history"]
    commits: list[Json] = [*page["nodes"]]
    for _ in range(MOST_PAGES - 1):
        seen = {commit["oid"] for commit in commits}
        if not repository.head_sha or repository.head_sha in seen or not page["pageInfo"]["hasNextPage"]:
            break
        page = _page(client, repository, page["pageInfo"]["endCursor"])
        commits += page["nodes"]
    changed = note_reverts(repository, commits)
    repository.is_now({"head_sha": head["oid"]})
    return changed


def _page(client: Client, repository: Repository, after: str) -> Json:
    answer = client.graphql("history", id=repository.node_id, after=after)
    branch = (answer.data.get("node") or {}).get("defaultBranchRef")
    if not branch or not branch["target"]:
        raise client.incomplete()
    page: Json = branch["target"]["history"]
    return page


def note_reverts(repository: Repository, commits: Iterable[Json]) -> list[int]:
    """Keep which of these commits take which back; gives the keys of pull requests whose evidence that changes."""
    found = [
        Revert(repository=repository, sha=commit["oid"], reverted_sha=sha, committed_at=commit["committedDate"])
        for commit in commits
        for sha in dict.fromkeys(REVERTS.findall(commit["message"]))
    ]
    known = set(repository.reverts.values_list("sha", "reverted_sha"))
    new = [one for one in found if (one.sha, one.reverted_sha) not in known]
    Revert.objects.bulk_create(new, ignore_conflicts=True)
    return _retell(repository, {one.reverted_sha for one in new}) if new else []


def reverts_of(document: Json) -> list[Json]:
    """Who took the merge commit back, and who took that back, oldest first. The last word counts."""
    merge_commit = document["pull_request"]["merge_commit"]
    if merge_commit is None:
        return []
    found: dict[str, Json] = {}
    shas, undoes = {merge_commit["sha"]}, False
    for _ in range(MOST_LINKS):
        here = Revert.objects.filter(
            repository__github_id=document["repository"]["github_id"], reverted_sha__in=shas
        ).exclude(sha__in=found)
        links = {one.sha: _told(one, undoes=undoes) for one in here}
        if not links:
            break
        found |= links
        shas, undoes = set(links), not undoes
    return sorted(found.values(), key=lambda one: str(one["at"]))


def _told(revert: Revert, *, undoes: bool) -> Json:
    return {"sha": revert.sha, "at": f"{revert.committed_at:%Y-%m-%dT%H:%M:%SZ}", "undoes": undoes}


def _retell(repository: Repository, shas: set[str]) -> list[int]:
    """Write the evidence anew of the pull requests whose merge commit is among these, or at the root of their chain."""
    roots = set(shas)
    for _ in range(MOST_LINKS):
        earlier = set(repository.reverts.filter(sha__in=roots).values_list("reverted_sha", flat=True))
        if earlier <= roots:
            break
        roots |= earlier
    rows = repository.pull_requests.filter(evidence__pull_request__merge_commit__sha__in=sorted(roots))
    return [key for key in rows.values_list("pk", flat=True) if _retell_one(key)]


@transaction.atomic
def _retell_one(key: int) -> bool:
    row = PullRequest.objects.select_for_update(of=("self",)).get(pk=key)
    row.evidence["reverts"] = reverts_of(row.evidence)
    before, row.evidence_hash = row.evidence_hash, evidences.digest(row.evidence)
    row.save(update_fields=("evidence", "evidence_hash"))
    return row.evidence_hash != before


def is_told_by(messages: Iterable[object]) -> bool:
    """Whether one of these messages says that its commit takes another one back."""
    return any(isinstance(message, str) and REVERTS.search(message) for message in messages)
