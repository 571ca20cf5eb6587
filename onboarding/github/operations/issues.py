"""Reading the issues that newcomers may pick: one question for each repository, four times an hour."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from django.db import transaction
from django.db.models import Q

from onboarding.github.client import Client, GitHubUnavailable
from onboarding.github.credentials import connect
from onboarding.github.models import Issue, Repository

Json: TypeAlias = dict[str, Any]

EVERY = timedelta(minutes=15)


def read_issues(*, labels: Mapping[int, Sequence[str]], now: datetime) -> None:
    """Read the open issues of each repository that is due, by its key, with one of these labels.

    Several workers may do it at once: each repository is read by one. What GitHub did not tell stays as it was.
    """
    due = Repository.objects.filter(Q(next_issues_at=None) | Q(next_issues_at__lte=now), pk__in=labels)
    with suppress(GitHubUnavailable):
        for repository in due.order_by("next_issues_at"):
            claim = Repository.objects.filter(pk=repository.pk, next_issues_at=repository.next_issues_at)
            if labels[repository.pk] and claim.update(next_issues_at=now + EVERY):
                client = connect(now=now, patient=True, installation=repository.installation_id)
                _read(client, repository, labels[repository.pk])


def _read(client: Client, repository: Repository, labels: Sequence[str]) -> None:
    answer = client.graphql("issues", id=repository.node_id, labels=sorted(set(labels)))
    node = answer.data.get("node")
    if node:
        _keep(repository, node["issues"])


@transaction.atomic
def _keep(repository: Repository, page: Json) -> None:
    """What is no longer among them is closed, or has lost its label; beyond the first page nobody knows."""
    found = [item for item in page["nodes"] if item]
    for item in found:
        Issue.objects.update_or_create(node_id=item["id"], defaults=_fields(repository, item))
    gone = repository.issues.filter(is_open=True).exclude(node_id__in=[item["id"] for item in found])
    if page["pageInfo"]["hasNextPage"]:
        gone = gone.filter(updated_at__gt=min(item["updatedAt"] for item in found))
    gone.update(is_open=False)


def _fields(repository: Repository, item: Json) -> Json:
    return {
        "repository": repository,
        "number": item["number"],
        "title": item["title"],
        "labels": sorted(label["name"] for label in item["labels"]["nodes"]),
        "is_open": True,
        "is_assigned": item["assignees"]["totalCount"] > 0,
        "updated_at": item["updatedAt"],
    }
