"""`manage.py serve web|worker|beat`: one service in the foreground, for containers and for the launcher."""

from typing import Any

from django.conf import settings
from django.core.checks import Tags
from django.core.management.base import BaseCommand, CommandParser

from onboarding.launcher import services


class Command(BaseCommand):
    help = "Run one service of the site in the foreground: the web server, a worker, or beat, which rings the bells."
    requires_system_checks = (Tags.security,)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("service", choices=("web", "worker", "beat"))
        parser.add_argument("--with-beat", action="store_true", help="Worker: ring the bells as well.")

    def handle(self, *, service: str, with_beat: bool, **_: Any) -> None:
        if service == "web":
            services.web(settings.WAYMARK)
        elif service == "worker":
            services.worker(settings.WAYMARK, with_beat=with_beat)
        else:
            services.beat(settings.WAYMARK)
