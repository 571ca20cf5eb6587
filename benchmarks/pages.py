"""`make bench-pages`: the mentor's pages with 100,000 newcomers of twelve tasks on PostgreSQL, served by granian.

One JSON line per figure, with what it was hoped to be. Slow is told, not failed: machines differ.
"""

import argparse
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import quote

from tests.servers import postgres, valkey

PAGES = {
    "people": "/mentor/people/",
    "people_filtered": "/mentor/people/?turn=mentor&sort=wait&mentor=@me",
    "people_turn": "/mentor/people/?turn=mentor",
    "people_progress": "/mentor/people/?sort=progress",
    "people_search": "/mentor/people/?q=小雨 4242",
    "today": "/mentor/today/",
    "today_everybody": "/mentor/today/?all",
    "review": "/mentor/review/{review}/",
    "plain": "/plain/",
}
P95_AT_MOST = 60.0
RATIO_AT_LEAST = 5.0
QUERIES_AT_MOST = 4


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--seconds", type=int, default=8, help="how long each page is asked for")
    parser.add_argument("--connections", type=int, default=4)
    parser.add_argument("--port", type=int, default=0, help="of the web server; 0: any that is free")
    parser.add_argument("--database-url", default="", help="an empty PostgreSQL database; none: one is started")
    asked = parser.parse_args()
    with ExitStack() as stack:
        url = asked.database_url or _new_database(stack.enter_context(postgres.running()))
        cache = stack.enter_context(valkey.running()).cache()
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="waymark-bench-"))
        environment = {"WAYMARK_DATABASE_URL": url, "WAYMARK_DATA_DIR": folder, "BENCH_CACHE": cache}
        os.environ.update(environment, DJANGO_SETTINGS_MODULE="benchmarks.settings")
        _run(asked, asked.port or _free_port())


def _run(asked: argparse.Namespace, port: int) -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    from benchmarks.crowd import build, sign_in
    from onboarding.mentoring.queries.turns import waiting_for_mentor

    started = time.monotonic()
    call_command("migrate", verbosity=0)
    user = build(asked.people)
    _tell("built", round(time.monotonic() - started, 1), "s", people=asked.people)
    review = waiting_for_mentor(user, everybody=False).order_by("turn_since").values_list("public_id", flat=True)[0]
    key = sign_in(user)
    pages = {name: quote(path.format(review=review), safe="/?&=@") for name, path in PAGES.items()}
    _count_queries(pages, key)
    connection.close()
    cookie = f"{settings.SESSION_COOKIE_NAME}={key}"
    with _served(port):
        rates = {name: _measure(name, path, cookie, port, asked) for name, path in pages.items()}
    _tell("people_ratio", round(rates["people"] / rates["plain"], 2), "times plain", at_least=RATIO_AT_LEAST)


def _count_queries(pages: dict[str, str], key: str) -> None:
    """How many SQL queries each page takes in all, session and person included, once its caches are warm."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(HTTP_HOST="127.0.0.1")
    client.cookies[settings.SESSION_COOKIE_NAME] = key
    for name, path in pages.items():
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(path)
        hoped = {"at_most": QUERIES_AT_MOST} if name == "people" else {}
        _tell(f"{name}_queries", len(queries), "SQL queries", status=answer.status_code, **hoped)
        _tell(f"{name}_bytes", len(answer.content), "bytes, uncompressed")


def _measure(name: str, path: str, cookie: str, port: int, asked: argparse.Namespace) -> float:
    from benchmarks.load import measure

    measure(port=port, path=path, cookie=cookie, connections=asked.connections, seconds=1)
    found = measure(port=port, path=path, cookie=cookie, connections=asked.connections, seconds=asked.seconds)
    how = {"tool": found.tool, "connections": asked.connections, "errors": found.errors}
    _tell(f"{name}_rate", round(found.rate, 1), "requests/s", **how)
    hoped = {"at_most": P95_AT_MOST} if name != "plain" else {}
    _tell(f"{name}_p95", round(found.p95, 1), "ms", **hoped)
    return found.rate


@contextmanager
def _served(port: int) -> Iterator[None]:
    """The site behind granian, as the launcher starts it."""
    options = ["--interface", "wsgi", "--workers", "1", "--blocking-threads", "8", "--no-ws", "--log-level", "error"]
    command = [sys.executable, "-m", "granian", *options, "--host", "127.0.0.1", "--port", str(port)]
    server = subprocess.Popen([*command, "onboarding.wsgi:application"], cwd=Path(__file__).parent.parent)
    try:
        _wait_for(port, server)
        yield
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(20)


def _wait_for(port: int, server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    message = "the web server did not start"
    raise RuntimeError(message)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _new_database(host: Path) -> str:
    import psycopg

    with psycopg.connect(host=str(host), user=postgres.USER, dbname="postgres", autocommit=True) as connection:
        connection.execute("CREATE DATABASE bench")
    return f"postgres://{postgres.USER}@{str(host).replace('/', '%2F')}/bench"


def _tell(figure: str, value: float, unit: str, **more: object) -> None:
    print(json.dumps({"figure": figure, "value": value, "unit": unit, **more}), flush=True)


if __name__ == "__main__":
    main()
