"""Following repositories, and finding what no webhook told."""

from datetime import timedelta

import pytest
from django.utils import timezone

from onboarding.github.errors import GitHubUnavailable, NotVisible
from onboarding.github.models import Allowance, PullRequest, Repository
from onboarding.github.operations import follow, forget_spending, reconcile, track
from tests.github.stage import SimulatorStage, address

pytestmark = pytest.mark.django_db
NOW = timezone.now()
MINUTE = timedelta(minutes=1)


@pytest.fixture
def repository(simulator: SimulatorStage) -> Repository:
    return follow(full_name=simulator.repository, now=NOW)


def tracked(stage: SimulatorStage) -> PullRequest:
    return track(address=address(stage, stage.open()), now=NOW)


def test_following_is_by_number(simulator: SimulatorStage, repository: Repository) -> None:
    assert (repository.github_id, repository.node_id) == (5001, "R_demo5001")
    assert (repository.full_name, repository.default_branch) == ("demo-community/guide", "main")


def test_following_twice_is_following_once(simulator: SimulatorStage, repository: Repository) -> None:
    simulator.control("repository", rename="demo-community/handbook")

    again = follow(full_name="demo-community/handbook", now=NOW)

    assert again == repository
    assert again.full_name == "demo-community/handbook"


def test_what_was_tracked_before_belongs_to_it(simulator: SimulatorStage) -> None:
    row = tracked(simulator)

    repository = follow(full_name=simulator.repository, now=NOW)

    row.refresh_from_db()
    assert row.repository == repository


@pytest.mark.parametrize("full_name", ["demo-community/nowhere", "guide", "", "../../user"])
def test_what_is_not_there_cannot_be_followed(simulator: SimulatorStage, full_name: str) -> None:
    with pytest.raises(NotVisible):
        follow(full_name=full_name, now=NOW)


def test_it_finds_what_no_webhook_told(simulator: SimulatorStage, repository: Repository) -> None:
    _, second = tracked(simulator), tracked(simulator)
    assert reconcile(now=NOW) == []
    simulator.merge(second.number)

    assert reconcile(now=NOW + MINUTE) == [second.pk]
    assert reconcile(now=NOW + 2 * MINUTE) == []


def test_it_finds_what_happened_in_the_second_of_the_last_look(
    simulator: SimulatorStage, repository: Repository
) -> None:
    number = simulator.open(at=f"{NOW:%Y-%m-%dT%H:%M:%S.1Z}")
    row = track(address=address(simulator, number), now=NOW)
    simulator.do(number, "label", name="later", at=f"{NOW:%Y-%m-%dT%H:%M:%S.9Z}")

    assert reconcile(now=NOW + MINUTE) == [row.pk]


def test_it_pages_back_to_the_watermark(
    simulator: SimulatorStage, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = tracked(simulator)
    simulator.merge(row.number)
    for _ in range(105):
        simulator.open()
    Repository.objects.update(watermark_at=NOW - timedelta(days=1))

    assert reconcile(now=NOW + MINUTE) == [row.pk]


def test_it_asks_each_minute(simulator: SimulatorStage, repository: Repository) -> None:
    reconcile(now=NOW)
    repository.refresh_from_db()

    assert Repository.objects.due(NOW + MINUTE - timedelta(seconds=5))
    assert not Repository.objects.due(NOW + MINUTE / 2)


@pytest.mark.parametrize(("silent", "resting", "minutes"), [(50, 0, 1), (200, 0, 4), (200, 150, 1)])
def test_many_of_them_share_the_hours_points_unless_they_rest(
    simulator: SimulatorStage, repository: Repository, silent: int, resting: int, minutes: int
) -> None:
    later = NOW + 60 * MINUTE
    Repository.objects.bulk_create(
        Repository(github_id=number, node_id=f"R_{number}", full_name=f"a/{number}", next_poll_at=later)
        for number in range(1, silent)
    )
    others = Repository.objects.exclude(pk=repository.pk).values_list("pk", flat=True)
    reconcile(now=NOW, resting=others[:resting])
    repository.refresh_from_db()

    assert timedelta(0) <= NOW + minutes * MINUTE - repository.next_poll_at <= timedelta(seconds=15)


def test_below_a_tenth_of_the_budget_it_asks_each_ten_minutes(
    simulator: SimulatorStage, repository: Repository
) -> None:
    meter = simulator.simulator.meter("/api/graphql")
    meter.remaining, meter.reset_at = 450, NOW + 30 * MINUTE
    reconcile(now=NOW)
    Repository.objects.update(next_poll_at=NOW)

    reconcile(now=NOW)

    repository.refresh_from_db()
    assert repository.next_poll_at == NOW + 10 * MINUTE


def test_an_archived_one_is_asked_each_hour(simulator: SimulatorStage, repository: Repository) -> None:
    simulator.control("repository", is_archived=True)

    reconcile(now=NOW)

    repository.refresh_from_db()
    assert repository.is_archived
    assert repository.next_poll_at == NOW + 60 * MINUTE


def test_it_keeps_account_of_the_hour(simulator: SimulatorStage, repository: Repository) -> None:
    reconcile(now=NOW)
    reconcile(now=NOW + MINUTE)

    graphql = Allowance.objects.get(api="graphql")
    assert (graphql.cost, graphql.spent, graphql.limit) == (1, 2, 5000)
    assert forget_spending(now=NOW + timedelta(days=3)) == 0
    assert forget_spending(now=NOW + timedelta(days=8)) == 2


def test_it_asks_each_hour_where_webhooks_arrive(simulator: SimulatorStage, repository: Repository) -> None:
    Repository.objects.update(webhook_seen_at=NOW - 10 * MINUTE)
    reconcile(now=NOW)
    repository.refresh_from_db()

    assert repository.next_poll_at == NOW + 60 * MINUTE


def test_one_worker_polls_one_repository(simulator: SimulatorStage, repository: Repository) -> None:
    another = Repository.objects.get()

    assert repository.claim_poll(NOW)
    assert not another.claim_poll(NOW)


def test_a_failure_is_written_down_and_the_watermark_stays(simulator: SimulatorStage, repository: Repository) -> None:
    reconcile(now=NOW)
    simulator.moods(is_down=True)

    assert reconcile(now=NOW + MINUTE) == []

    repository.refresh_from_db()
    assert "down" in repository.last_error
    assert repository.next_poll_at == NOW + 2 * MINUTE


def test_what_could_not_be_looked_at_is_found_next_time(simulator: SimulatorStage, repository: Repository) -> None:
    row = tracked(simulator)
    reconcile(now=NOW)
    simulator.merge(row.number)
    simulator.moods(null_nodes=True)
    assert reconcile(now=NOW + MINUTE) == []
    simulator.moods()

    assert reconcile(now=NOW + 3 * MINUTE) == [row.pk]
    repository.refresh_from_db()
    assert repository.last_error == ""


def test_a_new_name_is_taken_over(simulator: SimulatorStage, repository: Repository) -> None:
    row = tracked(simulator)
    simulator.control("repository", rename="demo-community/handbook")

    reconcile(now=NOW)

    repository.refresh_from_db()
    row.refresh_from_db()
    assert repository.full_name == row.repository_name == "demo-community/handbook"


def test_a_repository_that_is_gone_is_asked_again_in_an_hour(simulator: SimulatorStage, repository: Repository) -> None:
    simulator.control("repository", is_hidden=True)

    assert reconcile(now=NOW) == []

    repository.refresh_from_db()
    assert "private" in repository.last_error
    assert repository.next_poll_at == NOW + 60 * MINUTE


def test_down_means_down_for_following_too(simulator: SimulatorStage) -> None:
    simulator.moods(is_down=True)

    with pytest.raises(GitHubUnavailable):
        follow(full_name=simulator.repository, now=NOW)
