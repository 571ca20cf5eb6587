"""Configuration, once: flag > environment (`WAYMARK_…`) > YAML file > default. Nothing else reads the environment."""

import os
import sys
from functools import cache

from onboarding.config import flags
from onboarding.config.errors import ConfigError
from onboarding.config.schema import ROOT, Config
from onboarding.config.sources import Loaded, read

__all__ = ["ROOT", "Config", "ConfigError", "Loaded", "load", "loaded", "read"]


@cache
def loaded() -> Loaded:
    """The configuration of this process, with the source of each value. Raises ConfigError."""
    command = sys.argv[1:2]
    given = flags.parse(sys.argv[2:]) if flags.COMMANDS.intersection(command) else {}
    return read(flags=given, environ=os.environ)


def load() -> Config:
    """The effective configuration of this process. Raises ConfigError."""
    return loaded().config
