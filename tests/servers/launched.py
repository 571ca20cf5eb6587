"""`manage.py up` as a person starts it, and the family of processes that it makes."""

import os
import queue
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.servers.site import MANAGE, PATIENCE, free_port

Family = dict[int, str]
"""Command lines by process id."""


def heed_ctrl_c() -> None:
    """As in a terminal: what runs in a shell's background is started with SIGINT ignored, and so are its children."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Launched:
    """A launcher and what it prints."""

    def __init__(self, data_dir: Path, *arguments: str) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("WAYMARK_", "DJANGO_"))}
        command = [*MANAGE, "up", "--data-dir", str(data_dir), "--web-port", str(self.port), *arguments]
        self.process = subprocess.Popen(
            command,
            env=clean,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
            preexec_fn=heed_ctrl_c,
        )
        self.lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        self.printed = ""
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.put(line)

    def wait_for(self, words: str) -> str:
        """The line that contains these words, as soon as it is printed."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                line = self.lines.get(timeout=0.1)
            except queue.Empty:
                if self.process.poll() is not None:
                    break
                continue
            self.printed += line
            if words in line:
                return line
        message = f"never said {words!r}:\n{self.printed}"
        raise AssertionError(message)

    def family(self) -> Family:
        return descendants(self.process.pid)

    def member(self, words: str) -> int:
        """The process id of the child whose command line contains these words."""
        return next(pid for pid, parent, command in processes() if parent == self.process.pid and words in command)

    def end(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(PATIENCE)
        finally:
            self.process.kill()
            self.process.wait()
            self._reader.join()
            assert self.process.stdout is not None
            self.process.stdout.close()


@contextmanager
def launched(data_dir: Path, *arguments: str) -> Iterator[Launched]:
    """Start it; Ctrl-C at the end."""
    launcher = Launched(data_dir, *arguments)
    try:
        yield launcher
    finally:
        launcher.end()


def processes() -> list[tuple[int, int, str]]:
    """Process id, parent's id and command line of every process of this machine that is not a zombie."""
    listing = subprocess.run(["ps", "-ww", "-eo", "pid=,ppid=,stat=,args="], capture_output=True, text=True, check=True)
    rows = (line.split(None, 3) for line in listing.stdout.splitlines())
    return [(int(row[0]), int(row[1]), row[3]) for row in rows if len(row) == 4 and not row[2].startswith("Z")]


def descendants(pid: int) -> Family:
    """The children of a process, their children, and so on."""
    listing = processes()
    family: Family = {}
    parents = {pid}
    while parents:
        found = {child: command for child, parent, command in listing if parent in parents and child not in family}
        family |= found
        parents = set(found)
    return family


def alive(family: Family) -> Family:
    """Those of the family that are still there."""
    return {pid: command for pid, _, command in processes() if family.get(pid) == command}


def eventually(condition: Callable[[], object]) -> bool:
    """Whether the condition comes true in time."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.1)
    return False
