"""What every test may ask for: real servers, a real browser, and an honest word about tests that can't run here."""

import os
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.apps import AppConfig
from django.conf import settings
from django.core.cache import cache
from django.db import connection, connections
from django.db.models.signals import post_migrate
from django.dispatch import receiver
from django.utils import translation
from kombu.simple import SimpleQueue

from onboarding.celery import app as celery
from onboarding.mentoring.triggers import NUDGES
from onboarding.programs.triggers import AUDIT
from onboarding.verification.triggers import TRANSITIONS
from tests.honesty import cannot_run
from tests.servers import site as sites
from tests.servers import valkey as valkeys

hypothesis.settings.register_profile(
    "site", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow], derandomize="CI" in os.environ
)
hypothesis.settings.load_profile("site")  # a busy machine is no failure, and CI tries the same examples each time

POSTGRESQL = os.environ.get("TEST_DATABASE") == "postgresql"
DATABASE_FIXTURES = frozenset({"db", "transactional_db", "django_db_reset_sequences", "live_server"})
BROWSER_FIXTURES = frozenset({"browser", "context", "page"})
HISTORIES = {"programs": AUDIT, "verification": TRANSITIONS, "mentoring": NUDGES}
UNPACKED_CHROMIUM = Path(__file__).parent.parent / ".ci" / "chromium" / "unpacked"
CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # playwright's own event loop runs in the test's thread


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Each test runs where it can tell something: those that use the database on both, all others once, on SQLite.

    Files that may take long (by the timeout that they ask for) come first: no worker is left alone with one at the end.
    """
    kept, left = [], []
    for item in items:
        (kept if _belongs_to_this_run(item) else left).append(item)
    items[:] = sorted(kept, key=_patience_with_its_file(kept), reverse=True)
    if left:
        config.hook.pytest_deselected(items=left)


def _belongs_to_this_run(item: pytest.Item) -> bool:
    if item.get_closest_marker("postgresql"):
        return POSTGRESQL
    if not POSTGRESQL:
        return True
    names = set(getattr(item, "fixturenames", ()))
    uses_database = bool(item.get_closest_marker("django_db") or names & DATABASE_FIXTURES)
    return uses_database and not names & BROWSER_FIXTURES and not item.get_closest_marker("once")


def _patience_with_its_file(items: Iterable[pytest.Item]) -> Callable[[pytest.Item], int]:
    """Seconds that some test of the same file asks for; 0 where none says so."""
    patience: dict[Path, int] = defaultdict(int)
    for item in items:
        if marker := item.get_closest_marker("timeout"):
            patience[item.path] = max(patience[item.path], marker.args[0])
    return lambda item: patience[item.path]


def pytest_report_header() -> str:
    return f"database: {'PostgreSQL' if POSTGRESQL else 'SQLite'}"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say by name what did not run: a silent skip looks like a proof."""
    skipped = terminalreporter.stats.get("skipped", [])
    if skipped:
        terminalreporter.section("these tests did not run, and why")
    for report in skipped:
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        terminalreporter.write_line(f"{report.nodeid}: {reason}")


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    """Rate limits and budgets of one test are not the next one's."""
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def _speak_english() -> Iterator[None]:
    """A request leaves its language behind in the thread, where the next test must not find it."""
    yield
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture
def valkey() -> Iterator[valkeys.Valkey]:
    """A real Valkey of this test's own, with its append-only file, to be killed and started again."""
    with valkeys.running(keep=True) as server:
        yield server


@pytest.fixture(scope="module")
def database_url() -> Iterator[str]:
    """The address of a new, empty database of the kind this run is for; empty text is SQLite in the data folder."""
    if not POSTGRESQL:
        yield ""
        return
    yield from _new_postgresql_database()


def _new_postgresql_database() -> Iterator[str]:
    import secrets

    import psycopg

    server = settings.DATABASES["default"]
    name = f"site_{secrets.token_hex(4)}"
    with psycopg.connect(host=server["HOST"], user=server["USER"], dbname="postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield f"postgres://{server['USER']}@{server['HOST'].replace('/', '%2F')}/{name}"
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="module")
def site(database_url: str) -> Iterator[sites.Site]:
    """The whole site on a database that was empty, for one file's tests: see `tests/servers/site.py`."""
    with sites.running(database_url) as running:
        yield running


@pytest.fixture
def rung(django_capture_on_commit_callbacks: Callable[..., Any]) -> Callable[..., list[tuple[str, Any]]]:
    """Calls something, and gives the short names and arguments of the tasks that it queued on the real broker."""

    def listen(verb: Callable[..., object], *arguments: Any, **fields: Any) -> list[tuple[str, Any]]:
        with celery.connection_for_write() as broker, broker.SimpleQueue(celery.conf.task_default_queue) as queue:
            queue.clear()
            with django_capture_on_commit_callbacks(execute=True):
                verb(*arguments, **fields)
            return list(_taken_from(queue))

    return listen


def _taken_from(queue: SimpleQueue) -> Iterator[tuple[str, Any]]:
    while True:
        try:
            message = queue.get_nowait()
        except queue.Empty:
            return
        message.ack()
        yield message.headers["task"].rsplit(".", 1)[1], message.payload[0]


@pytest.fixture(autouse=True)
def _history_can_be_emptied(request: pytest.FixtureRequest) -> Iterator[None]:
    """After a transactional test Django empties all tables: on SQLite row by row, which triggers of ours refuse.

    They are taken away just before, and come back with the signal that Django sends when the tables are empty.
    """
    yield
    marker = request.node.get_closest_marker("django_db")
    transactional = {"transactional_db", "live_server"} & set(request.fixturenames)
    if transactional or (marker and marker.kwargs.get("transaction")):
        for history in HISTORIES.values():
            history.uninstall(connection)


@receiver(post_migrate)
def _history_is_kept_again(sender: AppConfig, using: str, **_: object) -> None:
    if history := HISTORIES.get(sender.label):
        history.install(connections[using])


def chromium() -> str | None:
    """The browser that is installed, or the one that `make setup` unpacked."""
    installed = next(filter(None, map(shutil.which, ("chromium", "google-chrome", "chromium-browser"))), None)
    unpacked = UNPACKED_CHROMIUM / "chromium"
    return os.environ.get("TEST_CHROMIUM") or installed or (str(unpacked) if unpacked.exists() else None)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """pytest-playwright's `browser`, `context` and `page` use this Chromium instead of a download of their own."""
    executable = chromium()
    if executable is None:
        cannot_run("no Chromium: `make setup` installs one")
    own = {"LD_LIBRARY_PATH": UNPACKED_CHROMIUM / "lib", "FONTCONFIG_FILE": UNPACKED_CHROMIUM / "fonts.conf"}
    environment = {
        **os.environ,
        **({name: str(path) for name, path in own.items()} if "unpacked" in executable else {}),
    }
    return {"executable_path": executable, "args": list(CHROMIUM_FLAGS), "headless": True, "env": environment}
