"""manage.py load_demo: a made-up community at every stage of the trail, for trying Waymark without GitHub."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from onboarding.demo.loading import is_loaded, load
from onboarding.github.simulator.server import running


class Command(BaseCommand):
    help = "Load the demo program: a mentor, an organiser and a dozen newcomers at every stage. Only in demo."

    def handle(self, *args: Any, verbosity: int, **options: Any) -> None:
        if not settings.WAYMARK.demo:
            message = "Demo people belong to the demo, and demo is off: this site has GitHub credentials or is public."
            raise CommandError(message)
        said = "The demo program is there already." if is_loaded() else self._load()
        if verbosity > 0:
            self.stdout.write(said)

    def _load(self) -> str:
        """The simulator is served from here meanwhile, on its own port and with its own file."""
        config = settings.WAYMARK
        try:
            with _quiet(), running(port=config.simulator_port, path=config.data_dir / "simulator.json") as simulator:
                stage = load(simulator, now=timezone.now())
        except OSError as error:
            message = (
                f"Port {config.simulator_port} is taken ({error.strerror}). If the site is running, stop it first: "
                "the story is told at its GitHub simulator."
            )
            raise CommandError(message) from error
        return f"The demo program is there: {len(stage.enrollments)} newcomers."


@contextmanager
def _quiet() -> Iterator[None]:
    """Three weeks of log lines in a few seconds tell nobody anything; warnings stay."""
    logging.disable(logging.INFO)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)
