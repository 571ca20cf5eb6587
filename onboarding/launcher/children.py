"""One child process: started, watched, started again with back-off, stopped in time."""

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from onboarding.orphans import bound_to_this_process

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
STEADY_AFTER = 20.0
"""Seconds. A child that ran for this long is well again: its next pause is the first one."""


@dataclass
class Child:
    """A process of the site. ``grace``: seconds that it has to finish what it is doing when it is asked to stop."""

    name: str
    command: Sequence[str]
    grace: float = 10.0
    environment: Mapping[str, str] = field(default_factory=dict)
    process: "subprocess.Popen[bytes] | None" = None
    pause: float = FIRST_PAUSE
    started_at: float = 0.0
    start_again_at: float | None = None

    def start(self, now: float) -> None:
        """Run the command in a session of its own, so that Ctrl-C in the terminal reaches the launcher alone."""
        self.process = subprocess.Popen(  # noqa: S603 - our own commands
            list(self.command),
            env={**os.environ, **self.environment},
            start_new_session=True,
            preexec_fn=bound_to_this_process(),
        )
        self.started_at = now
        self.start_again_at = None

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def watch(self, now: float) -> str:
        """Start the child again when its pause is over. What happened, in words for people; empty if nothing did."""
        if self.is_running:
            return ""
        if self.start_again_at is None:
            return self._schedule(now)
        if now >= self.start_again_at:
            self.start(now)
        return ""

    def _schedule(self, now: float) -> str:
        if now - self.started_at >= STEADY_AFTER:
            self.pause = FIRST_PAUSE
        pause, self.pause = self.pause, min(self.pause * 2, LONGEST_PAUSE)
        self.start_again_at = now + pause
        return f"The {self.name} stopped ({self._how_it_ended()}); it is started again in {pause:g} s."

    def _how_it_ended(self) -> str:
        code = self.process.returncode if self.process else None
        if code is not None and code < 0:
            return signal.Signals(-code).name
        return f"exit code {code}"

    def stop(self) -> None:
        """Ask it to stop and wait; kill its whole session if it does not, and what it may have left behind."""
        if self.process is None or not self.is_running:
            return
        self.process.terminate()
        try:
            self.process.wait(self.grace)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
