"""Following repositories, and finding in them what no webhook told."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from django.db import transaction

from onboarding.github.budget import GRAPHQL, Budget
from onboarding.github.client import Client, GitHubUnavailable
from onboarding.github.credentials import connect
from onboarding.github.errors import Reason
from onboarding.github.models import POLL_OFTEN, POLL_SELDOM, PullRequest, Repository
from onboarding.github.operations.accounting import note_spending
from onboarding.github.operations.looking import look_with
from onboarding.github.operations.reverting import read_history

Json: TypeAlias = dict[str, Any]

MOST_PAGES = 50
SETTLING = timedelta(seconds=5)
SHARE = 0.6
"""Of the hour's points, at most this share goes into polling repositories that send no webhooks."""

USUAL_LIMIT = 5000
LOW_PACE = timedelta(minutes=10)
BEAT_IS_EARLY = timedelta(seconds=15)
GONE = "GitHub shows no such repository: deleted, or private"


def follow(*, full_name: str, now: datetime, installation: int | None = None) -> Repository:
    """Follow the repository of this name, such as `kubernetes/website`.

    ``installation``: the key of the one that it is read with, if it isn't the site's own token.

    Raises GitHubUnavailable and NotVisible. Following twice, or under another name, is following once.
    """
    owner, _, name = full_name.partition("/")
    found = connect(now=now, installation=installation).rest("repos", owner, name)
    return _keep(found, installation)


@dataclass(frozen=True)
class Recent:
    """When each pull request was last touched, by node id, and the default branch's newest commit with its history."""

    touched: dict[str, datetime]
    head: Json | None


@transaction.atomic
def _keep(found: Json, installation: int | None) -> Repository:
    repository, _ = Repository.objects.update_or_create(
        github_id=found["id"],
        defaults={
            "node_id": found["node_id"],
            "full_name": found["full_name"],
            "default_branch": found["default_branch"],
            "is_archived": found.get("archived", False),
            **({"installation_id": installation} if installation else {}),
        },
    )
    tracked = PullRequest.objects.filter(evidence__repository__github_id=repository.github_id)
    tracked.update(repository=repository, repository_name=repository.full_name)
    return repository


def reconcile(*, now: datetime, resting: Collection[int] = ()) -> list[int]:
    """Ask each repository that is due what was touched, and look at that; gives the keys of what changed.

    ``resting``: keys of those that nobody waits for.

    Each minute where no webhook came lately (as far as the budget allows), else each hour. Several workers may run it
    at once: each repository is polled by one of them. A failure is written to the repository, which is asked again
    later.
    """
    due = list(Repository.objects.due(now).exclude(pk__in=resting))
    changed: list[int] = []
    for installation in dict.fromkeys(repository.installation_id for repository in due):
        theirs = [repository for repository in due if repository.installation_id == installation]
        changed += _poll_all(theirs, installation, resting=resting, now=now)
    return changed


def _poll_all(
    repositories: Sequence[Repository], installation: int | None, *, resting: Collection[int], now: datetime
) -> list[int]:
    """Those that are read with the same credential."""
    try:
        client = connect(now=now, patient=True, installation=installation)
    except GitHubUnavailable as failure:
        for repository in repositories:
            repository.poll_failed(retry_at=failure.retry_at, error=str(failure))
        return []
    silent = Repository.objects.without_webhooks(now).filter(installation=installation).exclude(pk__in=resting)
    pace = _pace(client.budget, sharing=silent.count(), now=now)
    changed: list[int] = []
    for repository in repositories:
        if not repository.claim_poll(now):
            continue
        try:
            changed += _poll(client, repository, pace=pace, now=now)
        except GitHubUnavailable as failure:
            repository.poll_failed(retry_at=failure.retry_at, error=str(failure))
            if failure.reason is not Reason.INCOMPLETE:
                break
    note_spending(client.budget, now=now)
    return changed


def _pace(budget: Budget, *, sharing: int, now: datetime) -> timedelta:
    """The pause between two polls: a minute, or longer where many repositories share the budget or it runs low."""
    spending = budget.spending(GRAPHQL)
    points = SHARE * (spending.limit if spending else USUAL_LIMIT)
    fair = timedelta(hours=1) * sharing / max(points, 1)
    slowest = LOW_PACE if budget.is_low(GRAPHQL, now=now) else POLL_OFTEN
    return max(slowest, fair - BEAT_IS_EARLY)


def _poll(client: Client, repository: Repository, *, pace: timedelta, now: datetime) -> list[int]:
    """One repository. Its watermark moves only when everything up to it was read."""
    recent = _recent(client, repository)
    if recent is None:
        repository.poll_failed(retry_at=now + POLL_SELDOM, error=GONE)
        return []
    touched, changed = recent.touched, read_history(client, repository, recent.head)
    rows = PullRequest.objects.filter(node_id__in=touched).only("node_id", "updated_at", "looked_at")
    stale = [row.pk for row in rows if _may_be_stale(row, touched[row.node_id])]
    looked = look_with(client, PullRequest.objects.filter(pk__in=stale), now=now)
    if looked.failure:
        repository.poll_failed(retry_at=looked.failure.retry_at, error=str(looked.failure))
    else:
        watermark_at = max(touched.values(), default=repository.watermark_at)
        repository.polled(now=now, watermark_at=watermark_at, pace=pace)
    return list({*changed, *looked.changed})


def _may_be_stale(row: PullRequest, touched_at: datetime) -> bool:
    """GitHub counts in whole seconds: after a look in the same one, more may have happened in it."""
    return row.updated_at < touched_at or row.looked_at < touched_at + SETTLING


def _recent(client: Client, repository: Repository) -> Recent | None:
    """What was touched, back to the watermark; None when the repository is gone.

    A first poll reads one page: what is tracked was looked at when it was submitted.
    """
    touched: dict[str, datetime] = {}
    after, head = None, None
    for _ in range(MOST_PAGES):
        answer = client.graphql("recent", id=repository.node_id, after=after, isFirst=after is None)
        node = answer.data.get("node")
        if not node and answer.is_missing("node"):
            return None
        if not node:
            raise client.incomplete()
        repository.is_now(_names(node))
        head = head or (node["defaultBranchRef"] or {}).get("target")
        page = node["pullRequests"]
        touched |= {item["id"]: _whole_second(item["updatedAt"]) for item in page["nodes"]}
        watermark = repository.watermark_at
        if not page["pageInfo"]["hasNextPage"] or watermark is None or min(touched.values()) < watermark:
            break
        after = page["pageInfo"]["endCursor"]
    return Recent(touched, head)


def _whole_second(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(microsecond=0)


def _names(node: Json) -> Json:
    branch = node["defaultBranchRef"]
    return {
        "full_name": node["nameWithOwner"],
        "is_archived": node["isArchived"],
        **({"default_branch": branch["name"]} if branch else {}),
    }
