"""Starts the children in order, keeps them running, and stops them in the opposite order."""

import signal
import time
from collections.abc import Callable, Sequence
from types import FrameType

from onboarding.launcher.children import Child
from onboarding.monitoring.probe import missing

TICK = 0.1
PATIENCE = 10.0
"""Seconds until we say what we are waiting for."""


class Supervisor:
    """Watches over children until it is asked to stop by Ctrl-C or SIGTERM; asked twice, it kills them."""

    def __init__(self, children: Sequence[Child], *, say: Callable[[str], None]) -> None:
        self.children = children
        self.say = say
        self.is_stopping = False

    def run(self, *, probe_urls: Sequence[str], when_ready: Callable[[], None]) -> None:
        """Serve until asked to stop. ``when_ready`` is called once, when all probes first answer 200."""
        self._listen()
        try:
            for child in self.children:
                child.start(time.monotonic())
            for url in probe_urls:
                self._wait_until_ready(url)
            if not self.is_stopping:
                when_ready()
            while not self.is_stopping:
                self._watch()
        finally:
            self._stop()

    def _wait_until_ready(self, probe_url: str) -> None:
        """Keep watching meanwhile; after a while, say once what is missing."""
        started = time.monotonic()
        is_told = False
        while not self.is_stopping and (lacks := missing(probe_url)):
            self._watch()
            if not is_told and time.monotonic() - started > PATIENCE:
                self.say(f"Not ready yet: {lacks}. Waiting …")
                is_told = True

    def _listen(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._asked_to_stop)

    def _asked_to_stop(self, _signal: int, _frame: FrameType | None) -> None:
        if self.is_stopping:
            for child in self.children:
                child.grace = 0
        self.is_stopping = True

    def _watch(self) -> None:
        for child in self.children:
            happened = child.watch(time.monotonic())
            if happened:
                self.say(happened)
        time.sleep(TICK)

    def _stop(self) -> None:
        self.say("Stopping: what is under way is finished first (Ctrl-C again: at once).")
        for child in reversed(self.children):
            child.stop()
        self.say("Stopped.")
