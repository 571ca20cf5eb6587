"""Secrets that nobody configured: made once, kept in the data folder, the same for every process."""

import os
import secrets
from collections.abc import Callable
from pathlib import Path

from onboarding.config.errors import ConfigError


def kept(path: Path, *, make: Callable[[], str]) -> str:
    """What is in the file; the first process that needs it makes it, readable by nobody else.

    Raises:
        ConfigError: the data folder can't be written to.
    """
    try:
        if not path.exists():
            _write(path, make())
        return path.read_text(encoding="ascii").strip()
    except OSError as error:
        problem = f"data_dir {path.parent}: {error.strerror}. Expected a folder that this user can write to"
        raise ConfigError([problem]) from error


def _write(path: Path, text: str) -> None:
    """Several processes may start at once: the first link wins, and nobody ever reads half a key."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}-{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
