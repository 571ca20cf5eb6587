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
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from subprocess import DEVNULL
from urllib.parse import quote

from benchmarks.load import Figures, measure
from tests.servers import postgres, valkey

PAGES = {
    "people": "/mentor/people/",
    "people_filtered": "/mentor/people/?turn=mentor&sort=wait&mentor=@me",
    "people_turn": "/mentor/people/?turn=mentor",
    "people_task": "/mentor/people/?task=task-9&turn=machine",
    "people_progress": "/mentor/people/?sort=progress",
    "people_search": "/mentor/people/?q=小雨 4242",
    "today": "/mentor/today/",
    "today_everybody": "/mentor/today/?all",
    "queue": "/mentor/queue/",
    "review": "/mentor/review/{review}/",
    "plain": "/plain/",
}
ROOT = Path(__file__).parent.parent
ROUNDS = 4
P95_AT_MOST = 60.0
RATIO_AT_LEAST = 5.0
QUERIES_AT_MOST = 4


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--seconds", type=int, default=12, help="how long each page is asked for")
    parser.add_argument("--connections", type=int, default=4)
    parser.add_argument("--port", type=int, default=0, help="of the web server; 0: any that is free")
    parser.add_argument("--database-url", default="", help="an empty PostgreSQL database; none: one is started")
    parser.add_argument("--filled", action="store_true", help="that database was filled by an earlier run")
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
    from django.utils import timezone

    from benchmarks.crowd import MENTOR, build, sign_in
    from onboarding.mentoring.queries.turns import waiting_for_mentor
    from onboarding.people.models import User

    if not asked.filled:
        started = time.monotonic()
        call_command("migrate", verbosity=0)
        build(asked.people)
        _tell("built", round(time.monotonic() - started, 1), "s", people=asked.people)
    user = User.objects.get(login=MENTOR)
    waiting = waiting_for_mentor(user, everybody=False, at=timezone.now()).order_by("turn_since")
    review = waiting.values_list("public_id", flat=True)[0]
    key = sign_in(user)
    pages = {name: quote(path.format(review=review), safe="/?&=@") for name, path in PAGES.items()}
    _count_queries(pages, key)
    connection.close()
    cookie = f"{settings.SESSION_COOKIE_NAME}={key}"
    with _served(port) as server:
        measured = _measure_all(pages, cookie, port, server, asked)
    for name, found in measured.items():
        _tell_about(name, found, asked.connections)
    people, plain = measured["people"], measured["plain"]
    _tell("people_ratio", round(people.rate / plain.rate, 2), "times plain", at_least=RATIO_AT_LEAST)
    _tell("people_cpu_ratio", round(plain.cpu / people.cpu, 2), "times plain", at_least=RATIO_AT_LEAST)


@dataclass
class Measured:
    """The rounds of one page; ``ticks`` is the server's processor time in them, in seconds."""

    rounds: list[Figures] = field(default_factory=list)
    ticks: float = 0.0

    @property
    def requests(self) -> int:
        return sum(each.requests for each in self.rounds)

    @property
    def rate(self) -> float:
        return self.requests / sum(each.seconds for each in self.rounds)

    @property
    def cpu(self) -> float:
        """Milliseconds of the server's processor time a request."""
        return self.ticks * 1000 / self.requests

    @property
    def p95(self) -> float:
        return median(each.p95 for each in self.rounds)


def _measure_all(
    pages: dict[str, str], cookie: str, port: int, server: int, asked: argparse.Namespace
) -> dict[str, Measured]:
    """Every page in turn, several times over: what else the machine is doing meanwhile meets all of them alike."""
    found = {name: Measured() for name in pages}
    load = {"port": port, "cookie": cookie, "connections": asked.connections}
    for path in pages.values():
        measure(path=path, seconds=1, **load)
    for _round in range(ROUNDS):
        for name, path in pages.items():
            before = _processor_time(server)
            found[name].rounds.append(measure(path=path, seconds=max(asked.seconds // ROUNDS, 1), **load))
            found[name].ticks += _processor_time(server) - before
    return found


def _tell_about(name: str, found: Measured, connections: int) -> None:
    from django.conf import settings

    how = {
        "tool": found.rounds[0].tool,
        "connections": connections,
        "web_workers": settings.WAYMARK.web_workers,
        "errors": sum(each.errors for each in found.rounds),
    }
    _tell(f"{name}_rate", round(found.rate, 1), "requests/s", **how)
    _tell(f"{name}_p95", round(found.p95, 1), "ms", **({"at_most": P95_AT_MOST} if name != "plain" else {}))
    _tell(f"{name}_cpu", round(found.cpu, 2), "ms of the web server's processor time a request")


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
        compressed = client.get(path, headers={"accept-encoding": "gzip"})
        _tell(f"{name}_bytes", len(compressed.content), "bytes, compressed", uncompressed=len(answer.content))


@contextmanager
def _served(port: int) -> Iterator[int]:
    """The site behind granian, as the launcher starts it; yields its process id. Its log is not what we print."""
    command = [sys.executable, str(ROOT / "manage.py"), "serve", "--skip-checks", "web"]
    environment = {**os.environ, "WAYMARK_WEB_PORT": str(port)}
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=DEVNULL, stderr=DEVNULL)
    try:
        _wait_for(port, server)
        yield server.pid
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


def _processor_time(pid: int) -> float:
    """Seconds of processor time that this process and its children have had; 0 where there is no /proc."""
    total = 0.0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = stat.read_text().rpartition(")")[2].split()
            if pid in (int(stat.parent.name), int(fields[1])):
                total += sum(int(ticks) for ticks in fields[11:13]) / os.sysconf("SC_CLK_TCK")
    return total


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
