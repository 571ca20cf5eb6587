"""`manage.py github_simulator`: a GitHub on this machine, for the demo. `manage.py up` starts it by itself."""

import signal
from pathlib import Path
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from onboarding.github.simulator.constants import WEBHOOK_SECRET
from onboarding.github.simulator.server import NotLoopback, listening


class Command(BaseCommand):
    help = "Serve the GitHub simulator on this machine, for the demo."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="a loopback address")
        parser.add_argument("--port", type=int, required=True)
        parser.add_argument("--data", type=Path, default=None, help="file that keeps its state; none: memory")
        parser.add_argument("--webhook-url", default="", help="where webhooks are sent; none: nowhere")
        parser.add_argument("--webhook-secret", default=WEBHOOK_SECRET)

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.WAYMARK.demo:
            msg = "The simulator belongs to the demo, and demo is off: this site has GitHub credentials or is public."
            raise CommandError(msg)
        signal.signal(signal.SIGTERM, _stop)
        try:
            self._serve(options)
        except NotLoopback as error:
            msg = f"The simulator is for this machine only; {error} is not a loopback address. Use 127.0.0.1."
            raise CommandError(msg) from error
        except OSError as error:
            msg = f"The simulator cannot listen on port {options['port']}: {error.strerror}. Choose another --port."
            raise CommandError(msg) from error
        except KeyboardInterrupt:
            return

    def _serve(self, options: dict[str, Any]) -> None:
        with listening(
            host=options["host"],
            port=options["port"],
            path=options["data"],
            webhook_url=options["webhook_url"],
            webhook_secret=options["webhook_secret"],
        ) as (server, simulator):
            self.stdout.write(f"GitHub simulator: {simulator.base_url}")
            server.serve_forever()


def _stop(signum: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
