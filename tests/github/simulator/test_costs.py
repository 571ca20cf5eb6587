"""What questions cost: GitHub's documented example, and our own queries as they were measured."""

import pytest
from graphql import parse

from onboarding.github import queries
from onboarding.github.simulator.costs import cost

DOCUMENTED = """
query { viewer { repositories(first: 100) { edges { node {
  issues(first: 50) { edges { node { labels(first: 60) { edges { node { name } } } } } }
} } } } }
"""


def points(name: str, **variables: object) -> int:
    return cost(parse(queries.load(name)), variables)


def test_it_agrees_with_the_example_in_githubs_documentation() -> None:
    """1 + 100 + 5,000 requests."""
    assert cost(parse(DOCUMENTED), {}) == 51


@pytest.mark.parametrize("count", [1, 100])
def test_a_status_is_one_point_however_many_there_are(count: int) -> None:
    assert points("status", ids=["PR"] * count) == 1


@pytest.mark.parametrize(("count", "expected"), [(1, 1), (5, 5), (10, 11)])
def test_details_cost_about_a_point_each(count: int, expected: int) -> None:
    assert points("look", ids=["PR"] * count) == expected


def test_a_page_of_a_repository_is_one_point_commits_and_all() -> None:
    assert points("recent", id="R", isFirst=True) == 1
