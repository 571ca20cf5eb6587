"""Asking GitHub for pull requests: batches that shrink when they're too heavy, and the pages that follow."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from onboarding.github.client import Client, TooHeavy

Node: TypeAlias = dict[str, Any]

DETAILS_AT_ONCE = 10
STATUS_AT_ONCE = 100
MOST = {"commits": 250, "files": 500, "labels": 500}
"""Of what goes on after the first page, by the query that asks for more. GitHub's own pages show no more commits."""


@dataclass
class Read:
    """What came back, by node id. What is neither in ``nodes`` nor in ``gone`` is unknown."""

    nodes: dict[str, Node] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)


def batches(ids: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), size):
        yield ids[start : start + size]


def read(client: Client, query: str, ids: Sequence[str]) -> Read:
    """The nodes of these ids by a query of `nodes(ids:)`, each of them read or gone.

    Asks for half as much whenever GitHub gives up. Raises GitHubUnavailable when it can't even tell one.
    """
    result = Read()
    try:
        answer = client.graphql(query, ids=list(ids))
    except TooHeavy:
        if len(ids) == 1:
            raise
        _read_halves(client, query, ids, result)
        return result
    for position, (node_id, node) in enumerate(zip(ids, answer.data["nodes"], strict=True)):
        if node:
            result.nodes[node_id] = node
        elif answer.is_missing("nodes", position):
            result.gone.add(node_id)
    _read_unknown(client, query, [one for one in ids if one not in result.nodes and one not in result.gone], result)
    return result


def _read_unknown(client: Client, query: str, unknown: Sequence[str], result: Read) -> None:
    """A null without a reason is a question to ask again, never an answer."""
    if len(unknown) == 1:
        raise client.incomplete()
    if unknown:
        _read_halves(client, query, unknown, result)


def _read_halves(client: Client, query: str, ids: Sequence[str], result: Read) -> None:
    middle = len(ids) // 2
    for half in (ids[:middle], ids[middle:]):
        part = read(client, query, half)
        result.nodes |= part.nodes
        result.gone |= part.gone


def complete(client: Client, nodes: Iterable[Node]) -> None:
    """Add the commits, files and labels after the first page to nodes of `details.graphql`, in place."""
    for node in nodes:
        for name, most in MOST.items():
            if node[name]:  # GitHub has no list of files where the difference is too large
                _read_on(client, node, name, most)


def _read_on(client: Client, node: Node, name: str, most: int) -> None:
    connection = node[name]
    while connection["pageInfo"]["hasNextPage"] and len(connection["nodes"]) < most:
        answer = client.graphql(name, id=node["id"], after=connection["pageInfo"]["endCursor"])
        page = (answer.data.get("node") or {}).get(name)
        if page is None:
            raise client.incomplete()
        connection["nodes"] += page["nodes"]
        connection["pageInfo"] = page["pageInfo"]
