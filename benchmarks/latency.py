"""`make bench-latency`: how long after a merge the page says *verified*, on the whole demo as `manage.py up` starts it.

First with webhooks switched off, when only the reconcile of each minute tells; then with them. Each figure is one JSON
line with what it was hoped to be. `page` is what somebody sees who loads the page at that moment; `open_page` is what
a page shows that was open all the while and looks again at its own pace.
"""

import argparse
import html
import json
import os
import random
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests

from onboarding.github.simulator.people import NEWCOMERS
from tests.github.walker import Walker

ROOT = Path(__file__).resolve().parent.parent
WEBHOOK_AT_MOST, RECONCILE_AT_MOST = 2.0, 75.0
PATIENCE = 180
PAUSE = 0.05
"""Seconds between two loads of the page while waiting for it to change."""

VERIFIED, WAITING = 'id="answer-word">Verified', "The maintainers’ turn"
STATUS = re.compile(r"/submissions/[^/]+/status/")
POLLER = re.compile(r'hx-get="([^"]+)" hx-trigger="load delay:(\d+)s')
PROGRAMS = """
from django.utils import timezone
from onboarding.curriculum.models import Track
from onboarding.github.operations import follow
from onboarding.programs.models import Program
from onboarding.programs.operations import adopt_versions
now = timezone.now()
track = Track.objects.get(slug="cloud-native-contributor")
guide = follow(full_name="demo-community/guide", now=now)
for number in range({count}):
    program = Program.objects.create(slug=f"bench-{{number}}", name="Bench", community="Bench", track=track)
    program.repositories.add(guide)
    adopt_versions(program=program, now=now)
"""


@dataclass(frozen=True)
class Stack:
    """The running demo: the site's address, the simulator's, and the environment of its commands."""

    url: str
    simulator: str
    environment: dict[str, str]

    def manage(self, *arguments: str) -> None:
        subprocess.run(
            [sys.executable, "manage.py", *arguments], env=self.environment, cwd=ROOT, check=True, capture_output=True
        )

    def control(self, path: str, **asked: object) -> dict[str, int]:
        answer = requests.post(f"{self.simulator}/control/{path}", json=asked, timeout=30)
        answer.raise_for_status()
        found: dict[str, int] = answer.json()
        return found


@dataclass(frozen=True)
class Waiting:
    """A pull request that waits for nothing but its merge, with the page on which its author looks."""

    walker: Walker
    page: str
    status: str
    number: int


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3, help="merges of each of the twelve demo people, by webhook")
    parser.add_argument("--port", type=int, default=0, help="of the web server; 0: any that is free, and the next")
    asked = parser.parse_args()
    with _stack(asked.port or _free_port()) as stack:
        stack.control("moods", webhooks=False)
        stack.manage("shell", "--no-imports", "-c", PROGRAMS.format(count=asked.rounds + 1))
        walkers = [_sign_in(stack, person.login) for person in NEWCOMERS]
        _tell_all("reconcile_page", _without_webhooks(stack, walkers), at_most=RECONCILE_AT_MOST)
        stack.control("moods")
        pages, open_pages = _with_webhooks(stack, walkers, asked.rounds)
        _tell_all("webhook_page", pages, at_most=WEBHOOK_AT_MOST)
        _tell_all("webhook_open_page", open_pages, at_most=WEBHOOK_AT_MOST)


def _without_webhooks(stack: Stack, walkers: Sequence[Walker]) -> list[float]:
    """Merge all at random moments of one minute, and wait for each."""
    with ThreadPoolExecutor(len(walkers)) as pool:
        waiting = list(pool.map(lambda walker: _submit(stack, walker, program=0), walkers))
        delays = [random.uniform(0, 60) for _ in waiting]  # noqa: S311 - spread, not secrecy
        return list(pool.map(lambda one, delay: _merge(stack, one, delay), waiting, delays))


def _with_webhooks(stack: Stack, walkers: Sequence[Walker], rounds: int) -> tuple[list[float], list[float]]:
    """Merge one after the other, as people do; the second list is of pages that stayed open."""
    pages, open_pages = [], []
    with ThreadPoolExecutor(1) as pool:
        for program in range(1, rounds + 1):
            for walker in walkers:
                one = _submit(stack, walker, program=program)
                watching = pool.submit(_watch, one)
                pages.append(_merge(stack, one, delay=random.uniform(0, 2)))  # noqa: S311 - as above
                merged_at = time.monotonic() - pages[-1]
                open_pages.append(watching.result() - merged_at)
    return pages, open_pages


def _sign_in(stack: Stack, login: str) -> Walker:
    walker = Walker(stack.url)
    walker.sign_in_at_the_simulator(login)
    return walker


def _submit(stack: Stack, walker: Walker, *, program: int) -> Waiting:
    """Join the program, open a pull request, paste its address, and wait until only the merge is missing."""
    joined = walker.submit(f"/programs/bench-{program}/join/", on=f"/programs/bench-{program}/")
    login = walker.session.cookies["simulator_person"]
    made = stack.control("pulls", author=login)
    page = f"{_path(joined.url)}first-contribution/"
    walker.submit(f"{page}submit/", on=page, address=str(made["url"]))
    walker.wait_for(page, WAITING)
    status = _found(STATUS, walker.open(page).text)
    return Waiting(walker, page, status[0], made["number"])


def _path(url: str) -> str:
    return "/" + url.partition("://")[2].partition("/")[2]


def _merge(stack: Stack, one: Waiting, delay: float) -> float:
    """Merge after a while; the seconds until the page says that it is verified."""
    time.sleep(delay)
    stack.control(f"pulls/{one.number}/merge")
    merged_at = time.monotonic()
    while VERIFIED not in one.walker.open(one.status).text:
        if time.monotonic() - merged_at > PATIENCE:
            raise TimeoutError(one.page)
        time.sleep(PAUSE)
    return time.monotonic() - merged_at


def _watch(one: Waiting) -> float:
    """Look at the page as its own poller does; when it showed that the pull request is verified."""
    text = one.walker.open(one.page).text
    while VERIFIED not in text:
        poller = _found(POLLER, text)
        time.sleep(int(poller[2]))
        text = one.walker.open(html.unescape(poller[1])).text
    return time.monotonic()


def _found(pattern: re.Pattern[str], text: str) -> re.Match[str]:
    found = pattern.search(text)
    if found is None:
        raise LookupError(pattern.pattern)
    return found


@contextmanager
def _stack(port: int) -> Iterator[Stack]:
    """`manage.py up` on an empty data folder."""
    with tempfile.TemporaryDirectory(prefix="waymark-bench-") as folder:
        clean = {name: value for name, value in os.environ.items() if not name.startswith("WAYMARK_")}
        settings = {"DATA_DIR": folder, "WEB_PORT": str(port), "SIMULATOR_PORT": str(port + 1)}
        environment = {**clean, **{f"WAYMARK_{name}": value for name, value in settings.items()}}
        with Path(folder, "up.log").open("wb") as log:
            site = subprocess.Popen(
                [sys.executable, "manage.py", "up"], env=environment, cwd=ROOT, stdout=log, stderr=log
            )
        try:
            for page in (f"http://127.0.0.1:{port}/readyz", f"http://127.0.0.1:{port + 1}/"):
                _wait_for(page, site)
            yield Stack(f"http://127.0.0.1:{port}", f"http://127.0.0.1:{port + 1}", environment)
        finally:
            site.send_signal(signal.SIGINT)
            site.wait(30)


def _wait_for(url: str, site: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and site.poll() is None:
        try:
            if requests.get(url, timeout=5).ok:
                return
        except requests.RequestException:
            pass
        time.sleep(0.2)
    message = "the site did not start"
    raise RuntimeError(message)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _tell_all(name: str, seconds: Sequence[float], *, at_most: float) -> None:
    """Middle, 95th percentile and worst, one line each."""
    p95 = statistics.quantiles(seconds, n=20, method="inclusive")[-1]
    _tell(f"{name}_p50", statistics.median(seconds), merges=len(seconds))
    _tell(f"{name}_p95", p95, at_most=at_most)
    _tell(f"{name}_max", max(seconds))


def _tell(figure: str, value: float, **more: object) -> None:
    print(json.dumps({"figure": figure, "value": round(value, 2), "unit": "s", **more}), flush=True)


if __name__ == "__main__":
    main()
