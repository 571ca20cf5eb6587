"""`manage.py up`: the whole site with one command."""

import sys
from typing import Any

from django.conf import settings
from django.core.checks import Tags
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError, connection
from django.utils import timezone

from onboarding.config import flags
from onboarding.config.report import shown
from onboarding.launcher import plan, preflight
from onboarding.launcher.preparation import prepare
from onboarding.launcher.supervisor import Supervisor
from onboarding.people.operations import setup_link


class Command(BaseCommand):
    help = "Start the whole site and watch over it: database, broker, worker, web server, in demo a simulated GitHub."
    requires_system_checks = (Tags.security,)

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        return super().create_parser(prog_name, subcommand, allow_abbrev=False, **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        flags.add_to(parser)

    def handle(self, **_: Any) -> None:
        config = settings.WAYMARK
        lock = preflight.check(config)
        try:
            self._prepare()
            children = plan.children(config, flags=flags.parse(sys.argv[2:]))
            Supervisor(children, say=self.say).run(probe_urls=plan.probes(config), when_ready=self.announce)
        finally:
            preflight.release(lock)

    def _prepare(self) -> None:
        connection.settings_dict["OPTIONS"].pop("pool", None)  # we need one connection; a pool hides why there is none
        try:
            prepare(settings.WAYMARK, say=self.say)
            self.check(tags=[Tags.database], databases=["default"])
        except OperationalError as error:
            where = shown(settings.WAYMARK.database)
            message = f"database_url: {where} can't be used: {error}\nExpected a database that answers. Is it started?"
            raise CommandError(message.strip()) from None

    def announce(self) -> None:
        """The one line that a person can click; and where nobody can administer the site yet, how somebody can."""
        config = settings.WAYMARK
        about = " (demo: GitHub is simulated, and its people are not real)" if config.demo else ""
        self.say(f"Waymark is ready: {config.public_url}{about}. Ctrl-C stops it.")
        path = None if config.demo else setup_link(now=timezone.now())
        if path:
            self.say(f"Nobody administers this site yet. Sign in with this link, once: {config.public_url}{path}")

    def say(self, message: str) -> None:
        self.stdout.write(message)
        self.stdout.flush()
