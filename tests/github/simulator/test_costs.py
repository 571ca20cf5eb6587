"""What questions cost: GitHub's documented example, and our own queries as they were measured."""

import pytest
from graphql import parse

from onboarding.github import queries
from onboarding.github.simulator.costs import cost, requests

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


@pytest.mark.parametrize(("count", "expected"), [(1, 1), (5, 5), (10, 10)])
def test_details_cost_about_a_point_each(count: int, expected: int) -> None:
    assert points("look", ids=["PR"] * count) == expected


def test_details_are_counted_as_the_decision_about_them_says() -> None:
    """One for each list, and one more for each list that each item of a list may have (docs/adr/0043)."""
    commits = 1 + 30 * 2  # of each its parents, and whom its trailers name
    line_comments = 1 + 30  # of each of the last reviews
    newest_commit = 1 + 1  # its checks
    labels = issues = opinions = files = timeline = 1

    together = commits + line_comments + newest_commit + labels + issues + opinions + files + timeline
    assert requests(parse(queries.load("look")), {"ids": ["PR"]}) == together == 99


def test_even_if_each_node_counted_as_a_request_ten_would_stay_within_eleven_points() -> None:
    counted = requests(parse(queries.load("look")), {"ids": ["PR"] * 10}) + 10

    assert round(counted / 100) <= 11


def test_a_further_page_of_commits_is_two_points() -> None:
    assert points("commits", id="PR", after="30") == 2


def test_a_page_of_a_repository_is_one_point_commits_and_all() -> None:
    assert points("recent", id="R", isFirst=True) == 1
