"""Which processes a site is made of, and how each is started."""

import sys
from collections.abc import Mapping
from pathlib import Path

from onboarding.config import ROOT, Config
from onboarding.config.sockets import socket_path
from onboarding.config.sources import ACCEPTED, FILE_SUFFIX, FILE_VARIABLE, variable_name
from onboarding.github.connection import connection
from onboarding.launcher import valkey
from onboarding.launcher.children import Child

MANAGE = (sys.executable, str(ROOT / "manage.py"))


def children(config: Config, *, flags: Mapping[str, str]) -> list[Child]:
    """Everything that has to run, in the order in which it is started; it is stopped in the opposite one.

    The web server is stopped first, so that nobody's request finds the rest gone, and the broker last.
    """
    environment = inherited(flags)
    serve = (*MANAGE, "serve", "--skip-checks")  # the launcher has made them
    processes = [
        Child("worker", (*serve, "worker", "--with-beat"), grace=15.0, environment=environment),
        Child("web server", (*serve, "web"), environment=environment),
    ]
    if config.demo:
        processes.insert(0, Child("GitHub simulator", simulator(config), environment=environment))
    if config.is_broker_embedded:
        processes.insert(0, Child("broker", valkey.command(socket_path(config.data_dir))))
    return processes


def probes(config: Config) -> list[str]:
    """What must answer before people are let in: the site, and in demo the GitHub with which they sign in."""
    site = f"{config.own_address}/readyz"
    return [site, f"{connection(config).url}/"] if config.demo else [site]


def inherited(flags: Mapping[str, str]) -> dict[str, str]:
    """Our flags as environment variables: they have to reach the children, which have no flags of their own."""
    environment = {}
    for key, value in flags.items():
        if key == "config":
            environment[FILE_VARIABLE] = str(Path(value).expanduser().resolve())
            continue
        environment[variable_name(key)] = value
        other = key.removesuffix(FILE_SUFFIX) if key.endswith(FILE_SUFFIX) else f"{key}{FILE_SUFFIX}"
        if other in ACCEPTED:  # the other spelling must not contradict the flag; empty counts as not set
            environment[variable_name(other)] = ""
    return environment


def simulator(config: Config) -> tuple[str, ...]:
    """The GitHub simulator, which rings our webhook as GitHub would."""
    return (
        *(*MANAGE, "github_simulator"),
        *("--host", "127.0.0.1"),
        *("--port", str(config.simulator_port)),
        *("--data", str(config.data_dir / "simulator.json")),
        *("--webhook-url", f"{config.public_url}/webhooks/github/"),
    )
