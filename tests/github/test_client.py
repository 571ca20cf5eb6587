"""The client against a GitHub that is well, and one that is not. It never says "no" when it could not tell."""

import time
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from onboarding.github import client as clients
from onboarding.github.budget import GRAPHQL, Budget
from onboarding.github.client import GitHubUnavailable, NotVisible, TooHeavy
from onboarding.github.connection import Connection
from onboarding.github.credentials import connect
from onboarding.github.errors import Reason
from tests.github.stage import SimulatorStage

NOW = timezone.now().replace(microsecond=0)


def ask(**variables: Any) -> clients.Answer:
    return connect(now=NOW).graphql("recent", **{"id": "R_demo5001", "after": None, "isFirst": True, **variables})


def refusal() -> GitHubUnavailable:
    with pytest.raises(GitHubUnavailable) as caught:
        ask()
    return caught.value


def test_it_gets_an_answer(simulator: SimulatorStage) -> None:
    assert ask().data["node"]["nameWithOwner"] == "demo-community/guide"


def test_it_gets_an_object_by_rest(simulator: SimulatorStage) -> None:
    assert connect(now=NOW).rest("repos", "demo-community", "guide")["id"] == 5001


def test_what_rest_does_not_show_is_not_visible(simulator: SimulatorStage) -> None:
    with pytest.raises(NotVisible) as caught:
        connect(now=NOW).rest("repos", "demo-community", "../user")

    assert set(caught.value.message) == {"en", "zh-hans"}


def test_what_graphql_does_not_know_is_missing(simulator: SimulatorStage) -> None:
    answer = ask(id="R_nowhere")

    assert answer.is_missing("node")
    assert answer.says_no()


def test_it_keeps_account_of_the_cost(simulator: SimulatorStage) -> None:
    ask()

    spending = Budget(simulator.connection.token).spending(GRAPHQL)
    assert spending is not None
    assert (spending.cost, spending.limit, spending.remaining) == (1, 5000, 4999)


def test_a_server_error_is_could_not_tell(simulator: SimulatorStage) -> None:
    simulator.moods(is_down=True)

    error = refusal()
    assert error.reason is Reason.DOWN
    assert error.retry_at == NOW + timedelta(minutes=1)
    assert set(error.message) == {"en", "zh-hans"}


def test_nobody_listening_is_could_not_tell(settings: Settings) -> None:
    settings.GITHUB = Connection(url="http://127.0.0.1:9399", token="t")

    assert refusal().reason is Reason.DOWN


def test_a_slow_answer_is_could_not_tell(simulator: SimulatorStage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clients, "READ_SECONDS", 0.2)
    simulator.moods(slow_seconds=1)

    assert refusal().reason is Reason.SLOW


def test_all_calls_together_end_in_time(simulator: SimulatorStage, monkeypatch: pytest.MonkeyPatch) -> None:
    client = connect(now=NOW)
    monkeypatch.setattr(time, "monotonic", lambda: float("inf"))

    with pytest.raises(GitHubUnavailable, match="in time"):
        client.graphql("recent", id="R_demo5001", after=None, isFirst=True)


def test_a_revoked_token_is_could_not_tell(simulator: SimulatorStage) -> None:
    simulator.moods(is_token_revoked=True)

    error = refusal()
    assert error.reason is Reason.TOKEN_REVOKED
    assert "token" in error.message["en"]


@pytest.mark.parametrize("limit", ["primary", "primary-403"])
def test_the_primary_limit_is_heeded_until_its_reset(simulator: SimulatorStage, limit: str) -> None:
    simulator.moods(limit=limit, retry_after=600)

    error = refusal()
    assert error.reason is Reason.RATE_LIMITED
    assert timedelta(seconds=580) < error.retry_at - timezone.now() <= timedelta(seconds=600)


def test_a_secondary_limit_is_heeded_for_as_long_as_it_says(simulator: SimulatorStage) -> None:
    simulator.moods(limit="secondary", retry_after=90)

    assert timedelta(seconds=90) < refusal().retry_at - NOW < timedelta(seconds=95)


def test_a_secondary_limit_may_come_as_http_200(simulator: SimulatorStage) -> None:
    simulator.moods(limit="secondary-200", retry_after=90)

    assert timedelta(seconds=90) < refusal().retry_at - NOW < timedelta(seconds=95)
    with pytest.raises(GitHubUnavailable):
        connect(now=NOW).rest("repos", "demo-community", "guide")


def test_a_server_that_names_a_time_is_not_asked_before(simulator: SimulatorStage) -> None:
    simulator.moods(is_busy=True, retry_after=300)

    assert timedelta(seconds=300) < refusal().retry_at - NOW < timedelta(seconds=305)


def test_what_the_token_may_not_read_is_could_not_tell(simulator: SimulatorStage) -> None:
    simulator.moods(is_forbidden=True)

    with pytest.raises(GitHubUnavailable) as caught:
        connect(now=NOW).rest("repos", "demo-community", "guide")

    assert caught.value.reason is Reason.FORBIDDEN
    assert not caught.value.message["zh-hans"].isascii()


@pytest.mark.parametrize("limit", ["primary", "secondary", "secondary-silent"])
def test_rest_never_takes_a_limit_for_not_visible(simulator: SimulatorStage, limit: str) -> None:
    simulator.moods(limit=limit)

    with pytest.raises(GitHubUnavailable) as caught:
        connect(now=NOW).rest("repos", "demo-community", "guide")

    assert caught.value.reason is Reason.RATE_LIMITED


def test_who_is_patient_leaves_the_reserve_to_people(simulator: SimulatorStage) -> None:
    simulator.simulator.meter("/api/graphql").remaining = 240
    simulator.simulator.meter("/api/graphql").reset_at = NOW + timedelta(minutes=30)
    ask()

    with pytest.raises(GitHubUnavailable) as caught:
        connect(now=NOW, patient=True).graphql("recent", id="R_demo5001", after=None, isFirst=True)

    assert caught.value.retry_at == NOW + timedelta(minutes=30)
    assert ask()


def test_a_secondary_limit_without_a_time_is_a_minute_then_twice_as_long(simulator: SimulatorStage) -> None:
    simulator.moods(limit="secondary-silent")
    first = refusal().retry_at

    with pytest.raises(GitHubUnavailable) as caught:
        connect(now=first).graphql("recent", id="R_demo5001", after=None, isFirst=True)

    assert first == NOW + timedelta(seconds=60)
    assert caught.value.retry_at == first + timedelta(seconds=120)


def test_while_it_waits_it_does_not_ask(simulator: SimulatorStage) -> None:
    simulator.moods(limit="secondary", retry_after=90)
    until = refusal().retry_at
    simulator.moods()

    assert refusal().retry_at == until
    assert connect(now=until).graphql("recent", id="R_demo5001", after=None, isFirst=True)


def test_the_primary_limit_of_one_api_leaves_the_other_alone(simulator: SimulatorStage) -> None:
    simulator.moods(limit="primary", retry_after=600)
    refusal()
    simulator.moods()

    assert connect(now=NOW).rest("repos", "demo-community", "guide")


def test_the_last_point_is_spent_and_then_it_waits(simulator: SimulatorStage) -> None:
    ask()
    simulator.simulator.meter("/api/graphql").remaining = 1
    ask()

    assert refusal().reason is Reason.RATE_LIMITED


def test_too_large_a_question_may_be_asked_smaller(simulator: SimulatorStage) -> None:
    simulator.moods(heaviest=1)

    with pytest.raises(TooHeavy):
        connect(now=NOW).graphql("status", ids=["PR_1", "PR_2"])


def test_an_answer_that_is_not_json_is_could_not_tell(simulator: SimulatorStage, settings: Settings) -> None:
    page = f"{simulator.connection.url}/demo-community/guide/pull/{simulator.open()}/files"
    settings.GITHUB = Connection(url=page, token="any")

    assert refusal().reason is Reason.DOWN


def test_it_sends_the_version_and_the_token(simulator: SimulatorStage, settings: Settings) -> None:
    settings.GITHUB = Connection(url=simulator.connection.url, token="wrong")

    assert refusal().reason is Reason.TOKEN_REVOKED
    assert clients.HEADERS["X-GitHub-Api-Version"] == "2022-11-28"


@pytest.mark.parametrize("odd", ["a\x00b", "a\ud800b"])
def test_text_that_no_database_takes_is_replaced(simulator: SimulatorStage, odd: str) -> None:
    simulator.open(title=odd, author="ada-demo")

    data = connect(now=NOW).graphql("track", owner="demo-community", name="guide", number=4).data
    assert data["repository"]["issueOrPullRequest"]["title"] == "a\ufffdb"
