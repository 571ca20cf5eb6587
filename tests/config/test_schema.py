"""What follows from the settings: demo, addresses, where things are kept."""

from pathlib import Path

import pytest

from onboarding.config import Config, read


def config(**values: object) -> Config:
    return read(flags={key: str(value) for key, value in values.items()}).config


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, True),
        ({"web_host": "localhost"}, True),
        ({"web_host": "::1"}, True),
        ({"demo": "false"}, False),
        ({"github_token": "ghs_secret"}, False),
        ({"github_client_id": "Iv1", "github_client_secret": "secret"}, False),
        ({"web_host": "10.0.0.7"}, False),
        ({"web_host": "0.0.0.0", "base_url": "http://localhost:8000"}, False),  # noqa: S104
        ({"base_url": "https://onboarding.example.org"}, False),
    ],
)
def test_demo_is_on_only_without_credentials_and_on_this_machine_alone(
    values: dict[str, object], expected: bool
) -> None:
    assert config(**values).demo is expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, "http://127.0.0.1:8000"),
        ({"web_host": "::1", "web_port": 9001}, "http://[::1]:9001"),
        ({"base_url": "https://onboarding.example.org/"}, "https://onboarding.example.org"),
    ],
)
def test_the_public_address_follows_from_where_the_site_listens(values: dict[str, object], expected: str) -> None:
    assert config(**values).public_url == expected


def test_the_site_answers_under_its_public_name_and_its_own() -> None:
    hosts = config(web_host="10.0.0.7", base_url="https://onboarding.example.org").allowed_hosts

    assert hosts == ["10.0.0.7", "127.0.0.1", "[::1]", "localhost", "onboarding.example.org"]


def test_a_site_that_listens_everywhere_does_not_answer_to_every_name() -> None:
    hosts = config(web_host="0.0.0.0", base_url="https://onboarding.example.org").allowed_hosts  # noqa: S104

    assert "0.0.0.0" not in hosts  # noqa: S104
    assert "*" not in hosts


def test_the_simulator_is_next_to_the_site() -> None:
    assert config(web_port=9001).simulator_port == 9002
    assert config(web_port=65535).simulator_port == 65534
    assert config(web_port=9001, simulator_port=9050).simulator_port == 9050


def test_a_configured_broker_also_counts() -> None:
    assert config(broker_url="redis://cache:6379/0").cache == "redis://cache:6379/0"
    assert config(broker_url="redis+socket:///run/valkey.sock?virtual_host=0").cache == "unix:///run/valkey.sock?db=1"


def test_the_embedded_broker_lives_in_the_data_folder(tmp_path: Path) -> None:
    folder = tmp_path / "data"

    assert config(data_dir="/srv/waymark").broker == "redis+socket:///srv/waymark/valkey/valkey.sock?virtual_host=0"
    assert config(data_dir=folder).is_broker_embedded


def test_relative_folders_are_made_absolute() -> None:
    assert config(data_dir="elsewhere").data_dir == Path.cwd() / "elsewhere"


def test_log_levels_may_be_written_small() -> None:
    assert config(log_level="debug").log_level == "DEBUG"


def test_every_setting_says_what_it_is_for() -> None:
    assert all(field.description for field in Config.model_fields.values())
