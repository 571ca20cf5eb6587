"""The key that signs sessions: the configured one, or one made once and kept in the data folder."""

import secrets

from onboarding.config.kept import kept
from onboarding.config.schema import Config

FILE = "secret-key"


def secret_key(config: Config) -> str:
    """The effective key. Raises ConfigError when the data folder can't be written to."""
    given = config.secret_key.get_secret_value()
    return given or kept(config.data_dir / FILE, make=lambda: secrets.token_urlsafe(50))
