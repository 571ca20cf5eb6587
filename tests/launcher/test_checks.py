"""System checks that keep the demo at home."""

import pytest
from django.conf import settings
from django.db import connection as database
from pytest_django.fixtures import Settings

from onboarding.config import read
from onboarding.github.connection import Connection, connection, simulator
from onboarding.launcher import checks
from onboarding.people.models import User
from tests.cast import make_person

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


@pytest.mark.django_db
def test_demo_people_are_refused_when_demo_is_off(settings: Settings) -> None:
    make_person("ada", is_demo=True)
    settings.WAYMARK = read(flags=CREDENTIALS).config

    assert [message.id for message in checks.demo_people_only_in_demo(databases=["default"])] == ["waymark.E003"]


@pytest.mark.django_db
def test_demo_people_are_at_home_in_a_demo() -> None:
    make_person("ada", is_demo=True)

    assert settings.WAYMARK.demo
    assert checks.demo_people_only_in_demo(databases=["default"]) == []


def test_the_database_is_not_asked_unless_it_may_be() -> None:
    assert checks.demo_people_only_in_demo(databases=None) == []


@pytest.mark.django_db(transaction=True)
def test_a_database_without_tables_is_no_reason_to_complain(settings: Settings) -> None:
    settings.WAYMARK = read(flags=CREDENTIALS).config
    with database.schema_editor() as editor:
        editor.alter_db_table(User, "people_user", "people_elsewhere")
    try:
        assert checks.demo_people_only_in_demo(databases=["default"]) == []
    finally:
        with database.schema_editor() as editor:
            editor.alter_db_table(User, "people_elsewhere", "people_user")
