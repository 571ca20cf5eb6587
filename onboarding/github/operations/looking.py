"""Looking again at pull requests that we track."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import QuerySet

from onboarding.github import evidence
from onboarding.github.client import Client, GitHubUnavailable, connect
from onboarding.github.models import PullRequest
from onboarding.github.operations import reading
from onboarding.github.operations.storing import store
from onboarding.github.operations.texts import add_texts


@dataclass
class Looked:
    """``changed``: keys of pull requests with new evidence. ``failure``: why the rest could not be read."""

    changed: list[int] = field(default_factory=list)
    failure: GitHubUnavailable | None = None


def look(*, pull_requests: Sequence[int], now: datetime) -> list[int]:
    """Read the details of these again; gives the keys of those whose evidence changed.

    One that GitHub says is gone keeps its evidence, gets ``vanished_at``, and counts as changed. Raises
    GitHubUnavailable when one could not be read; what was read before that is stored all the same.
    """
    rows = PullRequest.objects.filter(pk__in=pull_requests)
    looked = look_with(connect(now=now), rows, now=now)
    if looked.failure:
        raise looked.failure
    return looked.changed


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


def survey(*, now: datetime) -> list[int]:
    """Compare the status of everything that isn't merged, a hundred at a time; look at what differs.

    Finds what neither a webhook nor a reconcile brings: mergeability, and repositories that nobody follows. Gives the
    keys of those whose evidence changed; what GitHub could not tell is found by the next survey.
    """
    client = connect(now=now, patient=True)
    open_rows = PullRequest.objects.exclude(state=PullRequest.State.MERGED).filter(vanished_at=None)
    known = dict(open_rows.values_list("node_id", "evidence__pull_request"))
    different: list[str] = []
    with suppress(GitHubUnavailable):
        for batch in reading.batches(list(known), reading.STATUS_AT_ONCE):
            read = reading.read(client, "status", batch)
            different += read.gone
            different += [one for one, node in read.nodes.items() if not _is_as_known(known[one], node)]
    return look_with(client, PullRequest.objects.filter(node_id__in=different), now=now).changed


def ask_again(*, now: datetime) -> list[int]:
    """Look again at what GitHub had not worked out; gives the keys of those whose evidence changed."""
    due = PullRequest.objects.filter(ask_again_at__lte=now, vanished_at=None).order_by("ask_again_at")
    keys = list(due.values_list("pk", flat=True)[: reading.DETAILS_AT_ONCE])
    return look_with(connect(now=now, patient=True), PullRequest.objects.filter(pk__in=keys), now=now).changed


def _is_as_known(known: reading.Node, node: reading.Node) -> bool:
    status = evidence.status(node)
    for lazily in ("mergeable", "merge_state"):  # GitHub works them out when asked: not knowing yet is no difference
        if status[lazily] == "unknown":
            status.pop(lazily)
    return all(known.get(key) == value for key, value in status.items())
