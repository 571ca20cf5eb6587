"""`manage.py config`: what is this site's configuration, and who says so?"""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from pydantic import SecretStr

from onboarding import config
from onboarding.config import flags, report


class Command(BaseCommand):
    help = "Show each effective setting and where it came from: flag, environment, file or default. Secrets are masked."
    requires_system_checks = ()

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        return super().create_parser(prog_name, subcommand, allow_abbrev=False, **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        flags.add_to(parser)

    def handle(self, **options: Any) -> None:
        loaded = config.loaded()
        self.stdout.write(report.as_text(report.rows(loaded, played=_played() if loaded.config.demo else None)))


def _played() -> dict[str, object]:
    """What the GitHub simulator stands in for."""
    github = settings.GITHUB
    return {
        "github_url": github.url,
        "github_client_id": github.client_id,
        "github_client_secret": SecretStr(github.client_secret),
        "github_token": SecretStr(github.token),
        "github_webhook_secret": SecretStr(github.webhook_secret),
    }
