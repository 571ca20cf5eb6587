"""A GitHub that answers sign-ins as a test tells it to, over real HTTP: well, badly, late or not at all."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

ADA_EMAILS = (
    {"email": "ada@work.example.org", "primary": False, "verified": True},
    {"email": "ada@example.org", "primary": True, "verified": True},
)


@dataclass
class GitHub:
    """``answers`` are (status, body) by path; what was asked is kept for the test to look at."""

    url: str = ""
    answers: dict[str, tuple[int, Any]] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def knows(self, github_id: int, login: str, *, name: str | None = "Ada", emails: Any = ADA_EMAILS) -> None:
        """From now on, this is who signs in."""
        self.answers = {
            "/login/oauth/access_token": (200, {"access_token": "gho_secret", "token_type": "bearer", "scope": ""}),
            "/api/v3/user": (200, {"id": github_id, "login": login, "name": name, "email": "public@example.org"}),
            "/api/v3/user/emails": (200, emails),
        }

    def form_of(self, path: str) -> dict[str, str]:
        return next(form for asked, form in self.asked if asked == path)


class _Handler(BaseHTTPRequestHandler):
    github: GitHub

    def _answer(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        form = {name: values[0] for name, values in parse_qs(self.rfile.read(length).decode()).items()}
        self.github.asked.append((self.path, form))
        status, body = self.github.answers.get(self.path, (404, {"message": "Not Found"}))
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        for name, value in self.github.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = _answer  # noqa: N815 - http.server's names

    def log_message(self, *args: Any) -> None:
        """Be quiet."""


@contextmanager
def running() -> Iterator[GitHub]:
    github = GitHub()
    handler = type("Handler", (_Handler,), {"github": github})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        github.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield github
        server.shutdown()
        thread.join()
