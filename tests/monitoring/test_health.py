"""Is the site alive, can it serve, and what is missing?"""

import pytest
from celery import Celery
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from onboarding.monitoring import health

AWAY = "redis+socket:///nowhere/valkey.sock"


@pytest.fixture(autouse=True)
def _forget_migrations(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health.Migrations, "applied", False)


def test_a_living_process_asks_nobody_else(client: Client) -> None:
    response = client.get("/livez")  # pytest-django refuses any use of the database here

    assert (response.status_code, response.content) == (200, b"ok\n")


@pytest.mark.django_db
def test_it_is_ready_when_everything_is_there(client: Client) -> None:
    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.json() == {"ready": True, "database": "ok", "broker": "ok", "migrations": "ok"}
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_it_says_that_the_broker_is_missing(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "app", Celery("away", broker=AWAY, set_as_current=False))

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["broker"] == "not reachable"
    assert response.json()["database"] == "ok"


@pytest.mark.django_db
def test_it_says_that_migrations_are_missing(client: Client) -> None:
    MigrationRecorder(connection).record_unapplied("sessions", "0001_initial")

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["migrations"].endswith("to apply")


@pytest.mark.django_db
def test_it_says_that_the_database_is_missing(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "connection", _gone())

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["database"] == "not reachable"
    assert response.json()["migrations"] == "unknown"


def _gone() -> object:
    """A connection to a database that is not there."""
    from django.db.backends.sqlite3.base import DatabaseWrapper

    return DatabaseWrapper({**connection.settings_dict, "ENGINE": "", "NAME": "/nowhere/site.sqlite3", "OPTIONS": {}})


@pytest.mark.parametrize("path", ["/livez", "/readyz"])
@pytest.mark.django_db
def test_probes_may_call_the_site_by_any_name(client: Client, path: str) -> None:
    assert client.get(path, headers={"host": "10.1.2.3:8000"}).status_code == 200


def test_a_page_may_not_be_called_by_any_name(client: Client) -> None:
    assert client.get("/sign-in/", headers={"host": "10.1.2.3:8000"}).status_code == 400


@pytest.mark.parametrize("path", ["/livez", "/readyz"])
def test_probes_only_read(client: Client, path: str) -> None:
    assert client.post(path).status_code == 405
