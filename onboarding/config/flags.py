"""Every setting as a command-line flag: `web_port` is `--web-port`. Read before Django looks at its settings."""

import argparse
from collections.abc import Sequence
from typing import Any

from onboarding.config.schema import Config
from onboarding.config.sources import ACCEPTED, FILE_SUFFIX, FILE_VARIABLE, flag_name, variable_name

COMMANDS = frozenset({"up", "config"})
"""Management commands that take our flags; the others read the environment and the file."""


def add_to(parser: argparse.ArgumentParser) -> None:
    """Add a flag for each setting."""
    group = parser.add_argument_group("settings", "Each is also an environment variable and a key of the file.")
    group.add_argument("--config", metavar="FILE", help=f"YAML file with settings. Also {FILE_VARIABLE}.")
    for key in ACCEPTED:
        group.add_argument(flag_name(key), dest=key, metavar="VALUE", help=_help(key), **_switch(key))


def parse(arguments: Sequence[str]) -> dict[str, str]:
    """Our flags among a command's arguments, `config` included; Django's own are left for Django to judge."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    add_to(parser)
    known, _ = parser.parse_known_args(list(arguments))
    return {key: value for key, value in vars(known).items() if value is not None}


def _switch(key: str) -> dict[str, Any]:
    """`--debug` alone is enough to say yes."""
    field = Config.model_fields.get(key)
    is_switch = field is not None and field.annotation in {bool, bool | None}
    return {"nargs": "?", "const": "true"} if is_switch else {}


def _help(key: str) -> str:
    if key not in Config.model_fields:
        return f"File that holds the {key.removesuffix(FILE_SUFFIX)}. Also {variable_name(key)}."
    description = (Config.model_fields[key].description or "").replace("%", "%%")
    return f"{description} Also {variable_name(key)}."
