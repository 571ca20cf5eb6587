"""The key that signs sessions: the configured one, or one made once and kept in the data folder."""

import secrets
from pathlib import Path

from onboarding.config.kept import kept
from onboarding.config.schema import Config

FILE = "secret-key"


def secret_key(config: Config) -> str:
    """The effective key. Raises ConfigError when the data folder can't be written to."""
    given = config.secret_key.get_secret_value()
    return given or kept(kept_in(config), make=lambda: secrets.token_urlsafe(50))


def kept_in(config: Config) -> Path:
    """The file of the key that was made, where none is configured."""
    return config.data_dir / FILE
