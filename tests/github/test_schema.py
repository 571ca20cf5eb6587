"""Our queries and the simulator's schema, held to the schema that GitHub publishes."""

from pathlib import Path
from typing import Any

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLSchema,
    GraphQLUnionType,
    build_schema,
    parse,
    validate,
)
from graphql.validation import NoDeprecatedCustomRule, specified_rules

from onboarding.github import queries
from onboarding.github.simulator.graph import schema
from tests.github.npm import package

RULES = (*specified_rules, NoDeprecatedCustomRule)
FRAGMENTS = frozenset({"actor", "commit", "details"})
QUERIES = sorted({path.stem for path in queries.FOLDER.glob("*.graphql")} - FRAGMENTS)
OURS = {name: kind for name, kind in schema().type_map.items() if not name.startswith("__")}


@pytest.fixture(scope="module")
def github() -> GraphQLSchema:
    """What GitHub publishes. It breaks GraphQL's own rules in places, hence taken at its word."""
    text = (Path(package("@octokit/graphql-schema")) / "schema.graphql").read_text(encoding="utf-8")
    return build_schema(text, assume_valid=True, assume_valid_sdl=True)


def test_there_are_queries() -> None:
    assert QUERIES == ["commits", "files", "history", "issues", "labels", "look", "recent", "status", "texts", "track"]


@pytest.mark.parametrize("name", QUERIES)
def test_github_understands_every_query_and_deprecates_none_of_it(github: GraphQLSchema, name: str) -> None:
    assert validate(github, parse(queries.load(name)), RULES) == []


def test_a_deprecated_field_would_be_found(github: GraphQLSchema) -> None:
    query = 'query { node(id: "x") { ... on PullRequest { databaseId } } }'

    assert "deprecated" in str(validate(github, parse(query), RULES)[0])


@pytest.mark.parametrize("name", QUERIES)
def test_the_simulator_understands_every_query(name: str) -> None:
    assert validate(schema(), parse(queries.load(name)), RULES) == []


@pytest.mark.parametrize("name", sorted(OURS))
def test_the_simulator_serves_nothing_that_github_does_not(github: GraphQLSchema, name: str) -> None:
    theirs = github.type_map[name]

    assert type(OURS[name]) is type(theirs)
    assert differences(OURS[name], theirs) == []


def test_a_difference_would_be_found() -> None:
    ours = build_schema("type Query { a(b: Int, c: Int): String! d: Int }").type_map["Query"]
    theirs = build_schema("type Query { a(b: Int): String }").type_map["Query"]

    assert differences(ours, theirs) == ["a: String! is String", "a(c)", "d"]


def differences(ours: Any, theirs: Any) -> list[str]:
    """What one type has and the other hasn't, or has otherwise."""
    if isinstance(ours, GraphQLObjectType | GraphQLInterfaceType):
        interfaces = {one.name for one in ours.interfaces} - {one.name for one in theirs.interfaces}
        return [*sorted(interfaces), *field_differences(ours.fields, theirs.fields)]
    if isinstance(ours, GraphQLInputObjectType):
        return [key for key, field in ours.fields.items() if str(field.type) != str(theirs.fields[key].type)]
    if isinstance(ours, GraphQLUnionType):
        return sorted({one.name for one in ours.types} - {one.name for one in theirs.types})
    if isinstance(ours, GraphQLEnumType):
        return sorted(set(ours.values) - set(theirs.values))
    assert isinstance(ours, GraphQLScalarType)
    return []


def field_differences(ours: dict[str, Any], theirs: dict[str, Any]) -> list[str]:
    found = []
    for key, field in ours.items():
        if key not in theirs:
            found.append(key)
            continue
        if str(field.type) != str(theirs[key].type):
            found.append(f"{key}: {field.type} is {theirs[key].type}")
        found += [f"{key}({name})" for name in field.args if not same_argument(name, field, theirs[key])]
    return found


def same_argument(name: str, ours: Any, theirs: Any) -> bool:
    return name in theirs.args and str(ours.args[name].type) == str(theirs.args[name].type)
