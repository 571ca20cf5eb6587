"""Serves the simulator on loopback, and nowhere else."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler

from onboarding.github.simulator.app import Application
from onboarding.github.simulator.oauth import LOOPBACK
from onboarding.github.simulator.simulator import Simulator


class NotLoopback(Exception):
    """The simulator was asked to listen where others could reach it."""


class Handler(WSGIRequestHandler):
    """Keeps connections open, and keeps quiet: people read the launcher's terminal."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        pass


@contextmanager
def listening(
    *, host: str, port: int, path: Path | None = None, webhook_url: str = "", webhook_secret: str = ""
) -> Iterator[tuple[ThreadedWSGIServer, Simulator]]:
    """The simulator on a port that is bound; 0 picks one. Raises NotLoopback, and OSError for a port that is taken."""
    if host not in LOOPBACK:
        raise NotLoopback(host)
    server = ThreadedWSGIServer((host, port), Handler, ipv6=":" in host)
    server.daemon_threads = True
    simulator = Simulator(
        base_url=f"http://{host}:{server.server_port}",
        path=path,
        webhook_url=webhook_url,
        **({"webhook_secret": webhook_secret} if webhook_secret else {}),
    )
    server.set_app(Application(simulator))
    try:
        yield server, simulator
    finally:
        server.server_close()
        simulator.close()


@contextmanager
def running(*, port: int = 0, path: Path | None = None, webhook_url: str = "") -> Iterator[Simulator]:
    """The simulator served from a thread of this process, for tests."""
    with listening(host="127.0.0.1", port=port, path=path, webhook_url=webhook_url) as (server, simulator):
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, name="simulator", daemon=True)
        thread.start()
        try:
            yield simulator
        finally:
            server.shutdown()
            thread.join()
