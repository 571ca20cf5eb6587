"""The key that signs sessions: the configured one, or one made once and kept in the data folder."""

import os
import secrets
from pathlib import Path

from onboarding.config.errors import ConfigError
from onboarding.config.schema import Config

FILE = "secret-key"


def secret_key(config: Config) -> str:
    """The effective key; the first process that needs one makes it.

    Raises:
        ConfigError: the data folder can't be written to.
    """
    given = config.secret_key.get_secret_value()
    return given or _kept(config.data_dir / FILE)


def _kept(path: Path) -> str:
    try:
        if not path.exists():
            _make(path)
        return path.read_text(encoding="ascii").strip()
    except OSError as error:
        problem = f"data_dir {path.parent}: {error.strerror}. Expected a folder that this user can write to"
        raise ConfigError([problem]) from error


def _make(path: Path) -> None:
    """Several processes may start at once: the first link wins, and nobody ever reads half a key."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{FILE}-{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(50))
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
