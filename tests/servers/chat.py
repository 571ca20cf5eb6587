"""A chat's webhook on loopback for tests: it keeps what it is told, and answers as it is told to."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class ChatServer:
    """``plain`` is answered instead of JSON where it is set."""

    port: int = 0
    status: int = 200
    answer: dict[str, Any] = field(default_factory=lambda: {"code": 0, "msg": "success"})
    plain: bytes = b""
    location: str = ""
    said: list[dict[str, Any]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)


class _Handler(BaseHTTPRequestHandler):
    site: ChatServer

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.site.said.append(json.loads(body))
        self.site.paths.append(self.path)
        self.send_response(self.site.status)
        if self.site.location:
            self.send_header("Location", self.site.location)
        self.end_headers()
        self.wfile.write(self.site.plain or json.dumps(self.site.answer).encode())

    do_PUT = do_POST  # noqa: N815 - named by http.server

    def log_message(self, *args: Any) -> None:
        """Tests say themselves what went wrong."""


@contextmanager
def running() -> Iterator[ChatServer]:
    site = ChatServer()
    handler = type("Handler", (_Handler,), {"site": site})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        site.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield site
        finally:
            server.shutdown()
            thread.join()
