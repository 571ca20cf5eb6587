"""A bounded load of signed webhooks on one address of this machine."""

import http.client
import json
import threading
import time
import uuid
from dataclasses import dataclass, field

from onboarding.github.signatures import sign
from onboarding.github.simulator.constants import WEBHOOK_SECRET


@dataclass
class Rung:
    """How long each answer took, in milliseconds, and how many were not 202."""

    seconds: float = 0.0
    times: list[float] = field(default_factory=list)
    errors: int = 0

    @property
    def rate(self) -> float:
        return len(self.times) / self.seconds

    def at(self, share: float) -> float:
        return sorted(self.times)[min(int(len(self.times) * share), len(self.times) - 1)]


def ring(*, port: int, path: str, connections: int, seconds: float, per_second: float = 0) -> Rung:
    """As fast as the connections can, or so many a second. Each is about a pull request that nobody tracks."""
    rung, deadline = Rung(), time.monotonic() + seconds
    pause = connections / per_second if per_second else 0
    threads = [threading.Thread(target=_ring, args=(rung, port, path, deadline, pause)) for _ in range(connections)]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rung.seconds = time.monotonic() - began
    return rung


def _ring(rung: Rung, port: int, path: str, deadline: float, pause: float) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    due = time.monotonic()
    while (start := time.monotonic()) < deadline:
        if pause and start < due:
            time.sleep(min(due - start, deadline - start))
            continue
        due += pause
        body, headers = _delivery()
        connection.request("POST", path, body, headers)
        answer = connection.getresponse()
        answer.read()
        rung.times.append((time.monotonic() - start) * 1000)
        rung.errors += answer.status != http.client.ACCEPTED


def _delivery() -> tuple[bytes, dict[str, str]]:
    number = uuid.uuid4()
    pull = {"id": number.int % 10**12, "number": 1, "title": "docs: mend a link", "body": "x" * 4000}
    payload = {"action": "labeled", "pull_request": pull, "repository": {"id": 1, "full_name": "a/b"}}
    body = json.dumps(payload).encode()
    return body, {
        "Content-Type": "application/json",
        "X-GitHub-Event": "pull_request",
        "X-GitHub-Delivery": str(number),
        "X-Hub-Signature-256": sign(body, WEBHOOK_SECRET),
    }
