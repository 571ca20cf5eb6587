"""System checks that keep the simulator at home. `people.checks` does the same for the demo's people."""

from typing import Any

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error, Tags, register

from onboarding.config import Config
from onboarding.github.connection import Connection
from onboarding.github.simulator import constants


@register(Tags.security)
def simulator_only_in_demo(**_: Any) -> list[CheckMessage]:
    """The simulator lets anybody sign in as anybody: outside a demo on loopback it is an open door."""
    return judge(settings.WAYMARK, settings.GITHUB)


def judge(config: Config, github: Connection) -> list[CheckMessage]:
    """What is wrong with this configuration and this GitHub."""
    if config.demo and not config.is_loopback:
        return [
            Error(
                f"Demo is on, but other machines can reach the site ({config.base_url}).",
                hint="Anybody could sign in as anybody. Set web_host to 127.0.0.1, or set GitHub credentials.",
                id="waymark.E001",
            )
        ]
    is_simulator = github.client_id == constants.CLIENT_ID or github.token == constants.TOKEN
    if not config.demo and is_simulator:
        return [
            Error(
                f"The GitHub simulator is in use ({github.url}), but demo is off.",
                hint="Set github_url, github_client_id and github_client_secret to those of the real GitHub.",
                id="waymark.E002",
            )
        ]
    if not config.demo and not github.client_id:
        return [
            checks.Warning(
                "Nobody can sign in: there are no GitHub credentials, and demo is off.",
                hint="Set github_client_id and github_client_secret: docs/operators.md says where to get them.",
                id="waymark.W001",
            )
        ]
    return []
