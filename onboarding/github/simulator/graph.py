"""GraphQL as GitHub answers it, for the part of its schema in `schema.graphql`."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from graphql import (
    DocumentNode,
    ExecutionResult,
    GraphQLError,
    GraphQLResolveInfo,
    GraphQLSchema,
    build_schema,
    execute_sync,
    parse,
    validate,
)

from onboarding.github.simulator import costs
from onboarding.github.simulator.meter import LIMIT, Meter
from onboarding.github.simulator.moods import Moods
from onboarding.github.simulator.nodes import Nodes, not_found
from onboarding.github.simulator.payloads import instant
from onboarding.github.simulator.world import World

Info: TypeAlias = GraphQLResolveInfo[None]
Json: TypeAlias = dict[str, Any]

MOST_IDS = 100


@cache
def schema() -> GraphQLSchema:
    return build_schema((Path(__file__).parent / "schema.graphql").read_text(encoding="utf-8"))


@cache
def _document(query: str) -> DocumentNode | tuple[GraphQLError, ...]:
    """The parsed query, or what is wrong with it. Our client asks the same few again and again."""
    try:
        document = parse(query)
    except GraphQLError as error:
        return (error,)
    return tuple(validate(schema(), document)) or document


def cost(query: str, variables: Json) -> int:
    """Points that the question costs; one that GitHub would not understand costs one."""
    document = _document(query)
    return 1 if isinstance(document, tuple) else costs.cost(document, variables)


class Root:
    """The fields of `Query`, for one request that costs this many points."""

    def __init__(self, world: World, moods: Moods, *, base_url: str, meter: Meter, points: int) -> None:
        self._nodes = Nodes(world, base_url=base_url)
        self._moods = moods
        self._meter = meter
        self._points = points

    def rateLimit(self, info: Info) -> Json:  # noqa: N802 - GraphQL's name
        return {
            "cost": self._points,
            "limit": LIMIT,
            "remaining": self._meter.remaining,
            "resetAt": instant(self._meter.reset_at),
        }

    def repository(self, info: Info, *, owner: str, name: str, **_: object) -> Json:
        found = self._nodes.repository_named(f"{owner}/{name}")
        if found is None:
            full_name = f"{owner}/{name}"
            raise not_found(full_name)
        return found

    def node(self, info: Info, *, id: str) -> Json:  # noqa: A002 - GraphQL's name
        return self._one(id)

    def nodes(self, info: Info, *, ids: Sequence[str]) -> list[Json | GraphQLError | None]:
        """Those that there are; each of the others is null with an error of its own."""
        if len(ids) > MOST_IDS:
            message = f"You may not provide more than {MOST_IDS} node ids; you provided {len(ids)}."
            raise GraphQLError(message, extensions={"type": "ARGUMENT_LIMIT"})
        if self._moods.heaviest is not None and len(ids) > self._moods.heaviest:
            message = "Resource limits for this query exceeded."
            error = GraphQLError(message, extensions={"type": "RESOURCE_LIMITS_EXCEEDED"})
            return [error, *[None] * (len(ids) - 1)]
        if self._moods.null_nodes:
            return [None] * len(ids)
        return [self._one_or_error(one) for one in ids]

    def _one(self, node_id: str) -> Json:
        found = self._nodes.by_id(node_id)
        if found is None:
            raise not_found(node_id)
        return found

    def _one_or_error(self, node_id: str) -> Json | GraphQLError:
        try:
            return self._one(node_id)
        except GraphQLError as error:
            return error


def answer(root: Root, query: str, variables: Json) -> Json:
    """The body of the response, with errors where GitHub has them: beside the data, their type on the outside."""
    document = _document(query)
    if isinstance(document, tuple):
        return {"errors": [_error(error) for error in document]}
    result = execute_sync(schema(), document, root_value=root, variable_values=variables)
    return _body(result)


def _body(result: ExecutionResult) -> Json:
    body: Json = {"data": result.data}
    if result.errors:
        body["errors"] = [_error(error) for error in result.errors]
    return body


def _error(error: GraphQLError) -> Json:
    formatted: Json = dict(error.formatted)
    extensions = formatted.pop("extensions", {})
    return {**({"type": extensions["type"]} if "type" in extensions else {}), **formatted}
