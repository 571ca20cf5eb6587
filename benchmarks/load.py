"""A bounded load on one address: wrk where it is installed, else a few threads of our own. Same figures from both."""

import http.client
import json
import shutil
import subprocess
import tempfile
import threading
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
    return _by_threads(port, path, cookie, connections, seconds)


def _by_wrk(port: int, path: str, cookie: str, connections: int, seconds: int) -> Figures:
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "report.lua"
        script.write_text(REPORT)
        command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "-s", str(script), "-H", f"Cookie: {cookie}"]
        done = subprocess.run([*command, f"http://127.0.0.1:{port}{path}"], check=True, capture_output=True, text=True)
    found = json.loads(done.stdout.splitlines()[-1])
    return Figures(**found, tool="wrk")


def _by_threads(port: int, path: str, cookie: str, connections: int, seconds: int) -> Figures:
    times: list[float] = []
    errors: list[int] = []
    deadline = time.monotonic() + seconds

    def ask() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        while (start := time.monotonic()) < deadline:
            connection.request("GET", path, headers={"Cookie": cookie})
            answer = connection.getresponse()
            answer.read()
            times.append(time.monotonic() - start)
            if answer.status != http.client.OK:
                errors.append(answer.status)

    threads = [threading.Thread(target=ask) for _ in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    times.sort()
    at = [times[int(len(times) * share)] * 1000 for share in (0.5, 0.95)]
    return Figures(len(times), seconds, at[0], at[1], len(errors), "threads")
