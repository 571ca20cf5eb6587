"""Runs one service of the site in this process: the same code for the launcher and for containers."""

import warnings

from onboarding.config import Config

THREADS = 8
QUEUE = 256
"""Requests that may wait for a thread of a worker; more are refused at once, so that a flood can't fill the memory."""


def web(config: Config) -> None:
    """Serve the site. WSGI, not ASGI: Django's pages are synchronous, and ten times as many are served this way.

    Where workers are forked, they begin with what is loaded here: they share its memory and are there at once.
    """
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces
    from granian.log import LogLevels

    import onboarding.wsgi  # noqa: F401 - see above

    Granian(
        "onboarding.launcher.web:application",
        address=config.web_host,
        port=config.web_port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=config.web_workers,
        blocking_threads=THREADS,
        backpressure=QUEUE,
        workers_kill_timeout=10,
        respawn_failed_workers=True,
        log_level=LogLevels.error,
    ).serve()


def worker(config: Config, *, with_beat: bool) -> None:
    """Do what is queued, and with ``with_beat`` ring the bells, too: exactly one process of a site may do that."""
    from celery.exceptions import SecurityWarning

    from onboarding.celery import app

    # Celery warns root of pickled messages; ours are JSON, and nothing else is accepted.
    warnings.filterwarnings("ignore", category=SecurityWarning)
    beat = ["--beat"] if with_beat else []
    app.start(["--quiet", "worker", "--loglevel", config.log_level, "--without-gossip", "--without-mingle", *beat])


def beat(config: Config) -> None:
    """Ring the bells: the sweep and its kin. One process of a site."""
    from onboarding.celery import app

    app.start(["--quiet", "beat", "--loglevel", config.log_level, "--pidfile", ""])
