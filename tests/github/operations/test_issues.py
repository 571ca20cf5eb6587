"""Reading the issues that newcomers may pick."""

from datetime import timedelta

import pytest
from django.utils import timezone

from onboarding.github.models import Issue, Repository
from onboarding.github.operations import follow, read_issues
from tests.github.stage import SimulatorStage

pytestmark = pytest.mark.django_db
NOW = timezone.now()
LATER = NOW + timedelta(minutes=15)


@pytest.fixture
def repository(simulator: SimulatorStage) -> Repository:
    return follow(full_name=simulator.repository, now=NOW)


def read(repository: Repository, *labels: str, now=NOW) -> list[int]:
    read_issues(labels={repository.pk: labels or ("good first issue",)}, now=now)
    return list(Issue.objects.filter(is_open=True).order_by("number").values_list("number", flat=True))


def test_those_with_one_of_the_labels_are_kept(repository: Repository) -> None:
    assert read(repository) == [1, 2]

    issue = Issue.objects.get(number=1)
    assert issue.labels == ["difficulty/easy", "good first issue", "help wanted"]
    assert issue.url.endswith(f"{repository.full_name}/issues/1")
    assert not issue.is_assigned


def test_it_is_read_again_after_a_quarter_of_an_hour(simulator: SimulatorStage, repository: Repository) -> None:
    read(repository)
    simulator.control("issues/1", is_open=False)

    assert read(repository, now=LATER - timedelta(seconds=1)) == [1, 2]
    assert read(repository, now=LATER) == [2]


def test_who_it_is_assigned_to_is_noticed(simulator: SimulatorStage, repository: Repository) -> None:
    simulator.control("issues/1", assignee="ada-demo")
    read(repository)

    assert Issue.objects.get(number=1).is_assigned


def test_one_that_lost_its_label_is_no_longer_offered(simulator: SimulatorStage, repository: Repository) -> None:
    read(repository)
    simulator.control("issues/2", labels=[])

    assert read(repository, now=LATER) == [1]


def test_when_github_is_away_nothing_is_lost(simulator: SimulatorStage, repository: Repository) -> None:
    read(repository)
    simulator.moods(is_down=True)

    assert read(repository, now=LATER) == [1, 2]


def test_a_repository_that_nobody_asks_about_is_not_read(repository: Repository) -> None:
    read_issues(labels={}, now=NOW)

    assert not Issue.objects.exists()
