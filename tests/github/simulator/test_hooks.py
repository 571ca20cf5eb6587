"""The simulator's webhooks: at once, signed, logged, sent again only when asked."""

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

from onboarding.github.signatures import is_signed
from onboarding.github.simulator.constants import WEBHOOK_SECRET
from onboarding.github.simulator.server import running
from tests.github.simulator.conftest import Visitor
from tests.github.stage import SimulatorStage

PATIENCE = 10


@dataclass
class Receiver:
    """Somebody who gets webhooks, and keeps them."""

    url: str = ""
    status: int = 202
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)


def eventually(happened: Callable[[], Any]) -> Any:
    deadline = time.monotonic() + PATIENCE
    while not (found := happened()):
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.01)
    return found


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            receiver.got.append((dict(self.headers), body))
            self.send_response(receiver.status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *args: Any) -> None:
            """Be quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        receiver.url = f"http://127.0.0.1:{server.server_port}/"
        yield receiver
        server.shutdown()
        thread.join()


@pytest.fixture
def stage(receiver: Receiver) -> Iterator[SimulatorStage]:
    with running(webhook_url=receiver.url) as served:
        yield SimulatorStage(served)


def log(stage: SimulatorStage) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = stage.control("deliveries")
    return found


def test_what_happens_is_told_at_once_and_signed(stage: SimulatorStage, receiver: Receiver) -> None:
    stage.open()

    ((headers, body),) = eventually(lambda: receiver.got)
    assert headers["X-GitHub-Event"] == "pull_request"
    assert headers["User-Agent"].startswith("GitHub-Hookshot/")
    assert is_signed(body, WEBHOOK_SECRET, headers["X-Hub-Signature-256"])


def test_everything_is_told_in_order(stage: SimulatorStage, receiver: Receiver) -> None:
    number = stage.open()
    stage.do(number, "comment-on-line", body="x", path="docs/installation.md")
    for verb in ("comment", "push", "approve", "checks-pass", "label", "draft", "ready", "merge"):
        stage.do(number, verb, body="x", message="docs: x", name="lgtm")

    eventually(lambda: len(receiver.got) == 11)
    assert [headers["X-GitHub-Event"] for headers, _ in receiver.got] == [
        "pull_request",
        "pull_request_review_comment",
        "issue_comment",
        "pull_request",
        "pull_request_review",
        "check_run",
        *["pull_request"] * 4,
        "push",
    ]


def test_the_log_knows_what_was_answered(stage: SimulatorStage, receiver: Receiver) -> None:
    receiver.status = 500
    stage.open()

    (delivery,) = eventually(lambda: [one for one in log(stage) if one["status"]])
    assert (delivery["event"], delivery["action"], delivery["status"]) == ("pull_request", "opened", 500)


def test_one_can_be_sent_again_as_it_was(stage: SimulatorStage, receiver: Receiver) -> None:
    stage.open()
    eventually(lambda: receiver.got)

    stage.control(f"deliveries/{log(stage)[0]['guid']}")

    first, second = eventually(lambda: receiver.got if len(receiver.got) == 2 else None)
    assert first[0]["X-GitHub-Delivery"] == second[0]["X-GitHub-Delivery"]
    assert first[1] == second[1]


def test_there_is_a_button_for_that(stage: SimulatorStage, receiver: Receiver) -> None:
    stage.open()
    eventually(lambda: receiver.got)

    with Visitor() as visitor:
        visitor.base_url = stage.connection.url
        page = visitor.submit("/settings/hooks/again/", guid=log(stage)[0]["guid"])
    assert "pull_request opened" in page.text
    eventually(lambda: len(receiver.got) == 2)


def guids(receiver: Receiver) -> list[str]:
    return [headers["X-GitHub-Delivery"] for headers, _ in receiver.got]


def test_some_can_be_lost(stage: SimulatorStage, receiver: Receiver) -> None:
    stage.moods(lose_every=2)
    for _ in range(4):
        stage.open()

    eventually(lambda: len(receiver.got) == 2)
    assert len(log(stage)) == 4


def test_each_can_come_twice(stage: SimulatorStage, receiver: Receiver) -> None:
    stage.moods(is_repeating=True)
    stage.open()

    first, second = eventually(lambda: guids(receiver) if len(receiver.got) == 2 else None)
    assert first == second


def test_the_later_one_can_come_first(stage: SimulatorStage, receiver: Receiver) -> None:
    stage.moods(is_swapping=True)
    stage.open()
    stage.open()

    eventually(lambda: len(receiver.got) == 2)
    sent = [one["guid"] for one in log(stage)]
    assert sorted(guids(receiver)) == sorted(sent)
    assert json.loads(receiver.got[0][1])["number"] > json.loads(receiver.got[1][1])["number"]


def test_all_can_be_late(stage: SimulatorStage, receiver: Receiver) -> None:
    stage.moods(late_seconds=0.3)
    began = time.monotonic()
    stage.open()

    eventually(lambda: receiver.got)
    assert time.monotonic() - began >= 0.3


def test_they_can_be_switched_off(stage: SimulatorStage, receiver: Receiver) -> None:
    stage.moods(webhooks=False)
    stage.merge(stage.open())

    assert log(stage) == []


def test_nobody_listening_is_logged(receiver: Receiver) -> None:
    with running(webhook_url="http://127.0.0.1:9/") as served:
        stage = SimulatorStage(served)
        stage.open()

        (delivery,) = eventually(lambda: [one for one in log(stage) if one["error"]])
    assert (delivery["status"], delivery["error"]) == (None, "ConnectionError")
