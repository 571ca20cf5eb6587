"""A bounded load on one address: wrk where it is installed, else a few sockets of our own. Same figures from both."""

import json
import re
import selectors
import shutil
import socket
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

REPORT = """
done = function(summary, latency, requests)
  local errors = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.status
  io.write(string.format('{"requests": %d, "seconds": %.3f, "p50": %.3f, "p95": %.3f, "errors": %d}\\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(95) / 1e3,
    errors + summary.errors.timeout))
end
"""
"""What wrk prints at the end: its own text has no 95th percentile."""

PIECE = 256 * 1024
PATIENCE = 10
"""Seconds."""
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)


@dataclass(frozen=True)
class Figures:
    """``p50`` and ``p95`` are milliseconds."""

    requests: int
    seconds: float
    p50: float
    p95: float
    errors: int
    tool: str


def measure(*, port: int, path: str, cookie: str, connections: int, seconds: int) -> Figures:
    """Ask for this page over and over. Only ever on loopback."""
    if shutil.which("wrk"):
        return _by_wrk(port, path, cookie, connections, seconds)
    return _by_sockets(port, path, cookie, connections, seconds)


def _by_wrk(port: int, path: str, cookie: str, connections: int, seconds: int) -> Figures:
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "report.lua"
        script.write_text(REPORT)
        command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "-s", str(script), "-H", f"Cookie: {cookie}"]
        done = subprocess.run([*command, f"http://127.0.0.1:{port}{path}"], check=True, capture_output=True, text=True)
    found = json.loads(done.stdout.splitlines()[-1])
    return Figures(**found, tool="wrk")


def _by_sockets(port: int, path: str, cookie: str, connections: int, seconds: int) -> Figures:
    """One thread that only waits: what asks must not take the processors from what answers."""
    request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookie}\r\n\r\n".encode()
    asking, times, errors = selectors.DefaultSelector(), [], 0
    deadline = time.monotonic() + seconds
    for _ in range(connections):
        connection = _Connection(socket.create_connection(("127.0.0.1", port), timeout=PATIENCE), request)
        asking.register(connection.socket, selectors.EVENT_READ, connection)
    while asking.get_map():
        answered = asking.select(PATIENCE)
        if not answered:
            message = f"no answer within {PATIENCE} s"
            raise TimeoutError(message)
        for key, _events in answered:
            if not key.data.is_answered():
                continue
            times.append(time.monotonic() - key.data.asked_at)
            errors += not key.data.answer.startswith(b"HTTP/1.1 200 ")
            if time.monotonic() < deadline:
                key.data.ask()
            else:
                asking.unregister(key.fileobj)
                key.data.socket.close()
    times.sort()
    at = [times[int(len(times) * share)] * 1000 for share in (0.5, 0.95)]
    return Figures(len(times), seconds, at[0], at[1], errors, "sockets")


class _Connection:
    """Asks for the same page over and over, on a connection that is kept open."""

    def __init__(self, connected: socket.socket, request: bytes) -> None:
        self.socket, self.request = connected, request
        self.ask()

    def ask(self) -> None:
        self.asked_at, self.answer = time.monotonic(), bytearray()
        self.socket.sendall(self.request)

    def is_answered(self) -> bool:
        """Read what has come, and say whether it is all. Our pages say how long they are."""
        came = self.socket.recv(PIECE)
        self.answer += came
        end = self.answer.find(b"\r\n\r\n")
        length = LENGTH.search(self.answer, 0, end) if end > 0 else None
        if not came or (end > 0 and length is None):
            message = "the web server closed the connection, or did not say how long its answer is"
            raise ConnectionError(message)
        return length is not None and len(self.answer) >= end + 4 + int(length[1])
