"""`make bench-github`: what following GitHub costs, how fast webhooks are taken in, and that none of them is lost.

Against the simulator, on PostgreSQL and a real Valkey of its own. One JSON line per figure, with what was hoped for;
slow is told, not failed: machines differ. `--parts points` runs some only, `--pulls 1000` makes it small.
"""

import argparse
import json
import os
import random
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from benchmarks.doorbells import ring
from benchmarks.pages import _free_port as free_port
from benchmarks.pages import _new_database as new_database
from benchmarks.pages import _served as served
from benchmarks.pages import _tell as tell
from tests.servers import postgres, valkey

if TYPE_CHECKING:
    from benchmarks.followed import Followed

PARTS = ("points", "intake", "processing", "lives", "kills")
STATUS_AT_MOST, FIND_AT_MOST, DETAILS_AT_MOST = 105, 60, 11
INTAKE_AT_LEAST, P99_AT_MOST, STEADY = 0.4, 250.0, 200
PROCESSED_AT_MOST = 180.0
WORKERS = 4


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--pulls", type=int, default=10_000, help="tracked pull requests")
    parser.add_argument("--repositories", type=int, default=50)
    parser.add_argument("--seconds", type=int, default=10, help="how long each receiver of webhooks is rung at")
    parser.add_argument("--deliveries", type=int, default=10_000, help="webhooks that wait to be processed")
    parser.add_argument("--lives", type=int, default=10_000, help="pull requests with random lives")
    parser.add_argument("--kills", type=int, default=300, help="pull requests while processes are killed")
    parser.add_argument("--storm", type=float, default=120, help="seconds for which they are killed")
    asked = parser.parse_args()
    if set(asked.parts) - {"kills"}:
        _in_this_process(asked)
    if "kills" in asked.parts:
        _kills(asked.kills, asked.storm)


def _in_this_process(asked: argparse.Namespace) -> None:
    with ExitStack() as stack:
        url = new_database(stack.enter_context(postgres.running()))
        server = stack.enter_context(valkey.running())
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="waymark-bench-"))
        os.environ.update(
            WAYMARK_DATABASE_URL=url,
            WAYMARK_DATA_DIR=folder,
            WAYMARK_BROKER_URL=server.broker(),
            WAYMARK_LOG_LEVEL="ERROR",
            BENCH_CACHE=server.cache(),
            DJANGO_SETTINGS_MODULE="benchmarks.settings",
        )
        _run(asked, stack)


def _run(asked: argparse.Namespace, stack: ExitStack) -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    from benchmarks.followed import Followed
    from onboarding.github.connection import simulator as connected
    from onboarding.github.simulator.server import running

    call_command("migrate", verbosity=0)
    if "intake" in asked.parts:
        _intake(asked.seconds)
    simulator = stack.enter_context(running())
    settings.GITHUB = connected(port=int(simulator.base_url.rpartition(":")[2]))
    if {"points", "processing"} & set(asked.parts):
        followed = Followed(simulator, pulls=asked.pulls, repositories=asked.repositories)
        followed.build()
        if "points" in asked.parts:
            _points(followed)
        if "processing" in asked.parts:
            _processing(followed, asked.deliveries)
        followed.forget()
    if "lives" in asked.parts:
        _lives(simulator, asked.lives)
    connection.close()


def _points(followed: "Followed") -> None:
    """A status pass over everything, an hour's reconcile, and the naive way on the same data."""
    from onboarding.github.operations import reconcile, survey

    size, hour = followed.count, timedelta(hours=1)
    followed.renew()
    began, _ = time.monotonic(), survey(now=followed.now)
    hoped = {"at_most": STATUS_AT_MOST * size / 10_000, "pull_requests": size}
    tell("status_pass_points", followed.spent(), "points", seconds=round(time.monotonic() - began, 1), **hoped)
    reconcile(now=followed.now)
    changes = followed.change(share=0.02)
    followed.renew()
    began, changed = time.monotonic(), reconcile(now=followed.now + hour)
    took = round(time.monotonic() - began, 1)
    finding, looking = followed.spent("recent", "history"), followed.spent("look")
    more = {"changed": changes, "found": len(changed), "repositories": followed.repositories, "seconds": took}
    tell("reconcile_points", finding, "points an hour", at_most=FIND_AT_MOST, **more)
    each_ten = looking / max(len(changed), 1) * 10
    tell("details_points", round(each_ten, 2), "points per ten changed", at_most=DETAILS_AT_MOST, spent=looking)
    began, asked_for = time.monotonic(), followed.ask_naively()
    tell("naive_points", asked_for, "requests (REST) for the same pass", seconds=round(time.monotonic() - began, 1))


def _intake(seconds: int) -> None:
    """Our receiver beside the plain one, in turns so that both meet the same machine; then at a steady rate."""
    port = free_port()
    with served(port):
        rates: dict[str, list[float]] = {"/webhooks/github/": [], "/plain/hook/": []}
        for path in rates:
            ring(port=port, path=path, connections=4, seconds=1)
        for _ in range(4):
            for path, found in rates.items():
                found.append(ring(port=port, path=path, connections=8, seconds=max(seconds / 4, 1)).rate)
        ours, plain = (sum(found) / len(found) for found in rates.values())
        tell("intake_rate", round(ours, 1), "webhooks/s", plain=round(plain, 1))
        tell("intake_ratio", round(ours / plain, 2), "of the plain view's rate", at_least=INTAKE_AT_LEAST)
        steady = ring(port=port, path="/webhooks/github/", connections=16, seconds=seconds, per_second=STEADY)
        more = {"p50": round(steady.at(0.5), 1), "rate": round(steady.rate, 1), "errors": steady.errors}
        tell("intake_p99", round(steady.at(0.99), 1), f"ms at {STEADY}/s", at_most=P99_AT_MOST, **more)


def _processing(followed: "Followed", count: int) -> None:
    """So many webhooks came within a minute: five about each of some pull requests, each of which has changed."""
    from onboarding.github.models import Delivery
    from onboarding.github.operations import due_deliveries

    keys = followed.deliver(count)
    followed.renew()
    began = time.monotonic()
    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(followed.process, keys))
    while left := due_deliveries(now=followed.now + timedelta(minutes=5)):
        followed.renew()
        for key in left:
            followed.process(key)
    took = time.monotonic() - began
    done = Delivery.objects.exclude(processed_at=None).filter(pk__in=keys).count()
    tell("processing_seconds", round(took, 1), "s", deliveries=count, done=done, at_most=PROCESSED_AT_MOST)
    tell("processing_points", followed.spent(), "points")


def _lives(simulator: Any, count: int) -> None:
    """Workers die in this process at random SQL statements; real SIGKILLs are the next part."""
    from django.utils import timezone

    from tests.github.lives import Lives

    now: datetime = timezone.now().replace(microsecond=0)
    lives = Lives(simulator, count=count, now=now, random=random.Random(4))  # noqa: S311 - lives, not secrets
    began = time.monotonic()
    lives.begin()
    lives.live()
    lives.settle()
    faults = lives.faults()
    more = {"deaths": lives.deaths, "deliveries": lives.deliveries, "seconds": round(time.monotonic() - began, 1)}
    wrong = len({fault.partition(":")[0] for fault in faults})
    tell("as_github_has_it", count - wrong, f"of {count} pull requests", at_least=count, **more)
    with suppress(IndexError):
        print(json.dumps({"figure": "first_fault", "value": faults[0]}), flush=True)


def _kills(count: int, seconds: float) -> None:
    """The whole site as processes, one of which is killed every few seconds."""
    from benchmarks.kills import Storm, told
    from tests.servers import site

    with ExitStack() as stack:
        database = stack.enter_context(postgres.restartable())
        os.environ["TEST_DATA_DIR"] = stack.enter_context(tempfile.TemporaryDirectory(prefix="waymark-bench-"))
        running = stack.enter_context(site.running(new_database(database.folder), log_level="ERROR"))
        storm = Storm(running, database, count=count, random=random.Random(4))  # noqa: S311 - a storm, no secret
        began = time.monotonic()
        storm.begin()
        storm.rage(seconds)
        faults = storm.settle()
        print(told(storm, faults, time.monotonic() - began), flush=True)


if __name__ == "__main__":
    main()
