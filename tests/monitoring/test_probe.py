"""What a health check is told."""

from collections.abc import Iterator
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from onboarding.monitoring.probe import is_ready, missing
from tests.servers.site import free_port

ANSWERS = {
    "/well": (HTTPStatus.OK, b'{"ready": true, "database": "ok", "broker": "ok"}'),
    "/lacking": (HTTPStatus.SERVICE_UNAVAILABLE, b'{"ready": false, "database": "ok", "broker": "not reachable"}'),
    "/strange": (HTTPStatus.BAD_GATEWAY, b"<html>"),
}


class Answering(BaseHTTPRequestHandler):
    """A web server that answers what it is told to."""

    def do_GET(self) -> None:
        status, body = ANSWERS[self.path]
        self.send_response(status)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


@pytest.fixture
def url() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), Answering) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_a_site_that_is_well_lacks_nothing(url: str) -> None:
    assert is_ready(f"{url}/well")
    assert missing(f"{url}/well") == ""


def test_it_is_told_which_part_is_missing(url: str) -> None:
    assert not is_ready(f"{url}/lacking")
    assert missing(f"{url}/lacking") == "broker: not reachable"


def test_an_answer_that_is_not_ours_is_not_ready(url: str) -> None:
    assert missing(f"{url}/strange") == "the web server does not say"


def test_no_answer_is_not_ready() -> None:
    assert missing(f"http://127.0.0.1:{free_port()}/readyz") == "the web server does not answer"
