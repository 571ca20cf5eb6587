"""Writing what GitHub answered: the pull request's row, its evidence, and the events that are new."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from django.db import transaction

from onboarding.github import evidence as evidences
from onboarding.github import timeline
from onboarding.github.models import PullRequest, PullRequestEvent, Repository
from onboarding.github.operations.reverting import reverts_of

Json: TypeAlias = dict[str, Any]

FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=1)


@dataclass(frozen=True)
class Stored:
    """``changed``: the evidence is another than before. ``is_new``: nobody tracked it until now."""

    pull_request: PullRequest
    changed: bool
    is_new: bool = False


@transaction.atomic
def store(node: Mapping[str, Any], *, now: datetime) -> Stored:
    """Keep what GitHub says of one pull request. An answer older than what we know changes nothing.

    ``now`` is when the operation began, that is before GitHub was asked.
    """
    document = evidences.document(node)
    document["reverts"] = reverts_of(document)
    known = PullRequest.objects.select_for_update().filter(github_id=document["pull_request"]["github_id"]).first()
    updated_at = datetime.fromisoformat(document["pull_request"]["updated_at"])
    if known and (known.updated_at, known.looked_at) > (updated_at, now):
        return Stored(known, changed=False)
    fields = _fields(document, updated_at=updated_at, now=now)
    fields["ask_again_at"] = _ask_again_at(document["pull_request"], known, now=now)
    pull_request, is_new = PullRequest.objects.update_or_create(
        github_id=document["pull_request"]["github_id"], defaults=fields
    )
    _store_events(pull_request, [*timeline.events(node), *timeline.checked(document, seen_at=now)])
    before = (known.evidence_hash, known.vanished_at) if known else None
    return Stored(pull_request, changed=before != (fields["evidence_hash"], None), is_new=is_new)


def _fields(document: Json, *, updated_at: datetime, now: datetime) -> Json:
    pull_request, author = document["pull_request"], document["pull_request"]["author"] or {}
    return {
        "node_id": pull_request["node_id"],
        "repository": _repository(document["repository"]),
        "repository_name": document["repository"]["full_name"],
        "number": pull_request["number"],
        "title": pull_request["title"],
        "author_github_id": author.get("github_id"),
        "author_login": author.get("login", ""),
        "state": pull_request["state"],
        "head_sha": pull_request["head_sha"],
        "evidence": document,
        "evidence_hash": evidences.digest(document),
        "updated_at": updated_at,
        "looked_at": now,
        "vanished_at": None,
    }


def _ask_again_at(pull_request: Json, known: PullRequest | None, *, now: datetime) -> datetime | None:
    """GitHub works out lazily whether one can be merged: in a minute, then after twice as long as it took so far."""
    undecided = "unknown" in (pull_request["mergeable"], pull_request["merge_state"])
    if pull_request["state"] != "open" or not undecided:
        return None
    asked_before = known is not None and known.ask_again_at is not None
    waited = now - known.looked_at if asked_before and known else timedelta()
    return now + min(max(2 * waited, FIRST_PAUSE), LONGEST_PAUSE)


def _repository(part: Json) -> Repository | None:
    """The repository if some program follows it, told what it is called today."""
    repository = Repository.objects.filter(github_id=part["github_id"]).first()
    if repository:
        repository.is_now({key: part[key] for key in ("full_name", "node_id", "default_branch", "is_archived")})
    return repository


def _store_events(pull_request: PullRequest, events: list[timeline.Event]) -> None:
    known = set(pull_request.events.values_list("node_id", flat=True))
    PullRequestEvent.objects.bulk_create(
        (
            PullRequestEvent(
                pull_request=pull_request,
                node_id=event.node_id,
                kind=event.kind,
                actor_login=event.actor_login,
                data=event.data,
                happened_at=event.happened_at,
            )
            for event in events
            if event.node_id not in known
        ),
        ignore_conflicts=True,
    )
