"""Files of releases come from GitHub's own hosts, are small, and are never waited for without end."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from onboarding.github import downloads
from onboarding.github.connection import Connection
from onboarding.github.downloads import LARGEST, download, is_githubs
from onboarding.github.errors import GitHubUnavailable, Reason

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
COM = Connection(url="https://github.com", token="ghs_secret")
Answer = Callable[[BaseHTTPRequestHandler], None]


@contextmanager
def serving(answer: Answer) -> Iterator[str]:
    handler = type("Handler", (BaseHTTPRequestHandler,), {"do_GET": answer, "log_message": lambda *_: None})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def sending(body: bytes, status: int = 200, **headers: str) -> Answer:
    def answer(self: BaseHTTPRequestHandler) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    return answer


def downloaded(answer: Answer) -> bytes | None:
    with serving(answer) as url:
        return download(f"{url}/file", connection=Connection(url=url, token="ghs_secret"), now=NOW)


def test_a_small_file_is_read() -> None:
    assert downloaded(sending(b"abc  tool.tar.gz\n")) == b"abc  tool.tar.gz\n"


def test_a_large_one_is_left_alone() -> None:
    assert downloaded(sending(b"x" * (LARGEST + 1))) is None


def test_no_credentials_go_along() -> None:
    seen: list[str | None] = []

    def answer(self: BaseHTTPRequestHandler) -> None:
        seen.append(self.headers.get("Authorization"))
        sending(b"")(self)

    downloaded(answer)

    assert seen == [None]


def test_a_redirect_within_github_is_followed() -> None:
    def answer(self: BaseHTTPRequestHandler) -> None:
        sending(b"found")(self) if self.path == "/store" else sending(b"", 302, Location="/store")(self)

    assert downloaded(answer) == b"found"


def test_a_redirect_to_elsewhere_is_not_followed() -> None:
    asked: list[str] = []

    def elsewhere(self: BaseHTTPRequestHandler) -> None:
        asked.append(self.path)
        sending(b"secret")(self)

    with serving(elsewhere) as other, pytest.raises(GitHubUnavailable):
        downloaded(sending(b"", 302, Location=f"{other}/latest/meta-data"))
    assert asked == []


@pytest.mark.parametrize("status", [403, 404, 429, 500, 503])
def test_a_file_that_cannot_be_had_now_is_no_answer(status: int) -> None:
    with pytest.raises(GitHubUnavailable):
        downloaded(sending(b"", status))


def test_redirects_in_a_circle_come_to_an_end() -> None:
    with pytest.raises(GitHubUnavailable):
        downloaded(sending(b"", 302, Location="/file"))


def test_a_file_that_trickles_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(downloads, "TOTAL_SECONDS", 0.0)

    with pytest.raises(GitHubUnavailable) as caught:
        downloaded(sending(b"slow"))
    assert caught.value.reason is Reason.SLOW


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://github.com/ada/tool/releases/download/v1/a", True),
        ("https://objects.githubusercontent.com/a", True),
        ("https://release-assets.githubusercontent.com/a?sig=x", True),
        ("http://github.com/a", False),
        ("https://githubusercontent.com.evil.example/a", False),
        ("https://evilgithubusercontent.com/a", False),
        ("https://github.com@evil.example/a", False),
        ("https://x@objects.githubusercontent.com/a", False),
        ("https://169.254.169.254/latest", False),
        ("file:///etc/passwd", False),
    ],
)
def test_these_hosts_are_githubs_and_those_are_not(url: str, expected: bool) -> None:
    assert is_githubs(url, COM) is expected


def test_a_github_of_ones_own_has_no_other_hosts() -> None:
    ours = Connection(url="https://git.example.org")

    assert is_githubs("https://git.example.org/a", ours)
    assert not is_githubs("https://objects.githubusercontent.com/a", ours)
