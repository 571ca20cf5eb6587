"""Looking again at pull requests that we track."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from math import ceil
from typing import TypeAlias

from django.db.models import F, Q, QuerySet

from onboarding.github import evidence
from onboarding.github.client import Client, GitHubUnavailable
from onboarding.github.credentials import connect
from onboarding.github.models import PullRequest
from onboarding.github.operations import reading
from onboarding.github.operations.reading import Node
from onboarding.github.operations.storing import store
from onboarding.github.operations.texts import add_texts

Resting: TypeAlias = Iterable[int]
"""Keys of those that nobody waits for; as a query where they may be many."""

MOST_AN_HOUR = 10_000
HOURS_OF_A_DAY, HOURS_OF_A_WEEK = 24, 168


@dataclass
class Looked:
    """``changed``: keys of pull requests with new evidence. ``failure``: why the rest could not be read."""

    changed: list[int] = field(default_factory=list)
    failure: GitHubUnavailable | None = None

    def add(self, other: "Looked") -> None:
        self.changed += other.changed
        self.failure = other.failure or self.failure


def look(*, pull_requests: Sequence[int], now: datetime) -> list[int]:
    """Read the details of these again; gives the keys of those whose evidence changed.

    One that GitHub says is gone keeps its evidence, gets ``vanished_at``, and counts as changed. Raises
    GitHubUnavailable when one could not be read; what was read before that is stored all the same.
    """
    rows = PullRequest.objects.filter(pk__in=pull_requests)
    looked = with_each(look_with, rows, now=now)
    if looked.failure:
        raise looked.failure
    return looked.changed


def with_each(
    verb: Callable[..., Looked], rows: QuerySet[PullRequest], *, now: datetime, patient: bool = False
) -> Looked:
    """`look_with` or `compare` for these, each with what its repository is read with."""
    looked = Looked()
    for installation in rows.order_by().values_list("repository__installation", flat=True).distinct():
        mine = Q(repository__installation=installation) if installation else Q(repository__installation=None)
        try:
            client = connect(now=now, patient=patient, installation=installation)
        except GitHubUnavailable as failure:
            looked.failure = failure
        else:
            looked.add(verb(client, rows.filter(mine), now=now))
    return looked


def look_with(client: Client, rows: QuerySet[PullRequest], *, now: datetime) -> Looked:
    """As `look`, but gives what changed and what failed together."""
    looked = Looked()
    ids = list(rows.values_list("node_id", flat=True))
    try:
        for batch in reading.batches(ids, reading.DETAILS_AT_ONCE):
            read = reading.read(client, "look", batch)
            reading.complete(client, read.nodes.values())
            add_texts(client, read.nodes.values())
            stored = [store(node, now=now) for node in read.nodes.values()]
            looked.changed += [item.pull_request.pk for item in stored if item.changed]
            looked.changed += _vanish(read.gone, now=now)
    except GitHubUnavailable as failure:
        looked.failure = failure
    return looked


def _vanish(node_ids: set[str], *, now: datetime) -> list[int]:
    """Mark what GitHub says is gone; gives the keys of those that were there until now."""
    fresh = PullRequest.objects.filter(node_id__in=node_ids, vanished_at=None)
    keys = list(fresh.values_list("pk", flat=True))
    PullRequest.objects.filter(pk__in=keys).update(vanished_at=now, looked_at=now)
    return keys


def survey(*, now: datetime, resting: Resting = ()) -> list[int]:
    """Each hour: compare the status of everything that isn't merged, a hundred at a time; look at what differs.

    Where that is more than ten thousand, a part of it each hour, and all of it in a day at the most. Finds what neither
    a webhook nor a reconcile brings: mergeability, and repositories that nobody follows. Gives the keys of those whose
    evidence changed; what GitHub could not tell is found by the next survey.
    """
    under_way = PullRequest.objects.exclude(state=PullRequest.State.MERGED).filter(vanished_at=None)
    unsettled = under_way.exclude(pk__in=resting)
    parts = min(ceil(unsettled.count() / MOST_AN_HOUR) or 1, HOURS_OF_A_DAY)
    return with_each(compare, _part(unsettled, parts, now=now), now=now, patient=True).changed


def survey_settled(*, now: datetime, resting: Resting = ()) -> list[int]:
    """Each hour, the same for a part of all others: what is merged, and what vanished and may be there again.

    Each of them once a week.
    """
    settled = PullRequest.objects.filter(Q(state=PullRequest.State.MERGED) | Q(vanished_at__isnull=False))
    part = _part(settled.exclude(pk__in=resting), HOURS_OF_A_WEEK, now=now)
    return with_each(compare, part, now=now, patient=True).changed


def _part(rows: QuerySet[PullRequest], parts: int, *, now: datetime) -> QuerySet[PullRequest]:
    """Those whose turn it is in this hour. Nobody has to remember which were asked last, so a restart loses no turn."""
    hour = int(now.timestamp() // 3600)
    return rows.alias(part=F("pk") % parts).filter(part=hour % parts)


def compare(client: Client, rows: QuerySet[PullRequest], *, now: datetime) -> Looked:
    """Ask for the status of these, a hundred for one point, and look at those that are not as we know them."""
    known = {node_id: (vanished_at, pull) for node_id, vanished_at, pull in _known(rows)}
    different: list[str] = []
    failure = None
    try:
        for batch in reading.batches(list(known), reading.STATUS_AT_ONCE):
            read = reading.read(client, "status", batch)
            different += [one for one in read.gone if known[one][0] is None]
            different += [one for one, node in read.nodes.items() if not _is_as_known(*known[one], node)]
    except GitHubUnavailable as error:
        failure = error
    looked = look_with(client, PullRequest.objects.filter(node_id__in=different), now=now)
    return Looked(looked.changed, looked.failure or failure)


def ask_again(*, now: datetime, resting: Resting = ()) -> list[int]:
    """Look again at what GitHub had not worked out; gives the keys of those whose evidence changed."""
    due = PullRequest.objects.filter(ask_again_at__lte=now, vanished_at=None).exclude(pk__in=resting)
    keys = list(due.order_by("ask_again_at").values_list("pk", flat=True)[: reading.DETAILS_AT_ONCE])
    return with_each(look_with, PullRequest.objects.filter(pk__in=keys), now=now, patient=True).changed


def _known(rows: QuerySet[PullRequest]) -> Iterable[tuple[str, datetime | None, Node]]:
    return rows.order_by("pk").values_list("node_id", "vanished_at", "evidence__pull_request")


def _is_as_known(vanished_at: datetime | None, known: Node, node: Node) -> bool:
    """Whether it is there as before, and says the same."""
    if vanished_at is not None:
        return False
    status = evidence.status(node)
    for lazily in ("mergeable", "merge_state"):  # GitHub works them out when asked: not knowing yet is no difference
        if status[lazily] == "unknown":
            status.pop(lazily)
    return all(known.get(key) == value for key, value in status.items())
