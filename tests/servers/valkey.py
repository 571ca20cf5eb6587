"""A real Valkey in a temporary folder, started as the launcher starts it."""

import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import redis

from onboarding.launcher.valkey import command, prepare
from onboarding.orphans import bound_to_this_process


@dataclass
class Valkey:
    """A running server. It can be killed and started again on the same files, as a crash would have it."""

    socket: Path
    keep: bool
    process: "subprocess.Popen[bytes]"

    def broker(self, database: int = 0) -> str:
        return f"redis+socket://{self.socket}?virtual_host={database}"

    def cache(self, database: int = 1) -> str:
        return f"unix://{self.socket}?db={database}"

    @property
    def is_running(self) -> bool:
        return self.process.poll() is None

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def start(self) -> None:
        self.process = _start(self.socket, keep=self.keep)


@contextmanager
def running(*, keep: bool = False) -> Iterator[Valkey]:
    """Start a server; with ``keep`` it writes the append-only file, so that a kill loses nothing."""
    folder = Path(tempfile.mkdtemp(prefix="waymark-valkey-"))
    socket = folder / "valkey.sock"
    server = Valkey(socket=socket, keep=keep, process=_start(socket, keep=keep))
    try:
        yield server
    finally:
        server.process.terminate()
        server.process.wait(10)
        shutil.rmtree(folder, ignore_errors=True)


def _start(socket: Path, *, keep: bool) -> "subprocess.Popen[bytes]":
    prepare(socket)
    process = subprocess.Popen(
        command(socket, keep=keep),
        stdout=subprocess.DEVNULL,
        preexec_fn=bound_to_this_process(),
    )
    client = redis.Redis(unix_socket_path=str(socket))
    try:
        _wait(client, process)
    finally:
        client.close()
    return process


def _wait(client: "redis.Redis[bytes]", process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline and process.poll() is None:
        try:
            client.ping()
        except redis.ConnectionError:
            time.sleep(0.02)
        else:
            return
    process.kill()
    process.wait()
    message = "Valkey did not start"
    raise RuntimeError(message)
