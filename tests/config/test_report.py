"""What `manage.py config` prints."""

import pytest
from pydantic import SecretStr

from onboarding.config import read
from onboarding.config.report import as_text, rows, shown


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (SecretStr("hunter2"), "********"),
        (SecretStr(""), ""),
        ("postgres://ada:hunter2@db/waymark", "postgres://ada:********@db/waymark"),
        ("redis://:hunter2@cache:6379/0", "redis://:********@cache:6379/0"),
        ("postgres://ada@db/waymark", "postgres://ada@db/waymark"),
        ("postgres://ada:hunt:er2@db/waymark", "postgres://ada:********@db/waymark"),
        ("postgres://ada:hunt@er2@db/waymark", "postgres://ada:********@db/waymark"),
        (True, "true"),
        (["/srv/one", "/srv/two"], "/srv/one:/srv/two"),
    ],
)
def test_secrets_and_passwords_inside_addresses_are_masked(value: object, expected: str) -> None:
    assert shown(value) == expected


def test_each_setting_is_shown_with_its_value_and_source() -> None:
    table = rows(read(flags={"web_port": "9001"}, environ={"WAYMARK_LOG_LEVEL": "debug"}))

    lines = {line.split()[0]: line.split()[1:] for line in as_text(table).splitlines()}

    assert lines["web_port"] == ["9001", "flag", "--web-port"]
    assert lines["log_level"] == ["DEBUG", "environment", "variable", "WAYMARK_LOG_LEVEL"]
    assert lines["web_host"] == ["127.0.0.1", "default"]
    assert lines["base_url"] == ["http://127.0.0.1:9001", "default"]


def test_a_secret_key_that_we_made_is_masked_and_says_where_it_is() -> None:
    made = {row.key: row for row in rows(read(flags={"data_dir": "/srv/waymark"}, environ={}))}["secret_key"]
    given = {row.key: row for row in rows(read(environ={"WAYMARK_SECRET_KEY": "x" * 50}))}["secret_key"]

    assert (made.value, made.source) == ("********", "made once, kept in /srv/waymark/secret-key")
    assert (given.value, given.source) == ("********", "environment variable WAYMARK_SECRET_KEY")


def test_in_demo_it_shows_what_the_simulator_stands_in_for() -> None:
    table = rows(
        read(), played={"github_url": "http://127.0.0.1:8001", "github_token": SecretStr("waymark-demo-token")}
    )

    shown_rows = {row.key: row for row in table}

    assert shown_rows["github_url"].value == "http://127.0.0.1:8001"
    assert shown_rows["github_token"].value == "********"
    assert shown_rows["github_token"].source == "demo: the GitHub simulator"
