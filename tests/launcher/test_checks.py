"""System checks that keep the simulator at home."""

from onboarding.config import read
from onboarding.github.connection import Connection, connection, simulator
from onboarding.launcher import checks

CREDENTIALS = {"github_client_id": "Iv1", "github_client_secret": "secret"}


def ids(flags: dict[str, str], github: Connection | None = None) -> list[str | None]:
    config = read(flags=flags).config
    return [message.id for message in checks.judge(config, github or connection(config))]


def test_a_demo_on_this_machine_is_fine() -> None:
    assert ids({}) == []


def test_a_real_site_with_credentials_is_fine() -> None:
    assert ids({"web_host": "10.0.0.7", **CREDENTIALS}) == []


def test_the_simulator_is_refused_when_demo_is_off() -> None:
    assert ids({"demo": "false"}, simulator(port=8001)) == ["waymark.E002"]


def test_the_simulators_token_is_refused_when_demo_is_off() -> None:
    assert ids({"github_token": "waymark-demo-token", **CREDENTIALS}) == ["waymark.E002"]


def test_demo_is_refused_where_others_can_reach_the_site() -> None:
    reachable = read().config.model_copy(update={"base_url": "https://onboarding.example.org"})

    assert [message.id for message in checks.judge(reachable, simulator(port=8001))] == ["waymark.E001"]


def test_a_site_that_nobody_can_sign_in_to_is_warned_about() -> None:
    assert ids({"demo": "false"}) == ["waymark.W001"]
