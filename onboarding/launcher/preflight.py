"""Looks, before anything is started, for what would make the start fail, and says it in one sentence each."""

import fcntl
import os
import socket
from contextlib import suppress
from pathlib import Path
from typing import IO

from onboarding.config import Config, ConfigError
from onboarding.config.sockets import socket_path
from onboarding.launcher import valkey

LOCK = "up.lock"


def check(config: Config) -> IO[str]:
    """Raise ConfigError for a data folder that can't be used, or ports that are taken.

    Returns:
        The lock on the data folder: keep it open, the lock ends with it.
    """
    lock = _lock(config.data_dir)
    problems = _broker_folder(config) if config.is_broker_embedded else []
    problems += [problem for key, port in _ports(config) if (problem := _taken(config, key, port))]
    if problems:
        lock.close()
        raise ConfigError(problems)
    return lock


def _lock(folder: Path) -> IO[str]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = (folder / LOCK).open("a+", encoding="ascii")
    except OSError as error:
        problem = f"data_dir {folder}: {error.strerror}. Expected a folder that this user can write to"
        raise ConfigError([problem]) from error
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        file.seek(0)
        owner = file.read().strip() or "unknown"
        file.close()
        problem = f"data_dir {folder}: Waymark is already running on this folder (process {owner}). Stop that one first"
        raise ConfigError([problem]) from error
    file.truncate(0)
    file.write(str(os.getpid()))
    file.flush()
    return file


def _broker_folder(config: Config) -> list[str]:
    try:
        valkey.prepare(socket_path(config.data_dir))
    except OSError as error:
        return [f"broker: {error.filename}: {error.strerror}. Expected a folder of this user's alone"]
    return []


def _ports(config: Config) -> list[tuple[str, int]]:
    """The ports that we are about to listen on, by setting."""
    ports = [("web_port", config.web_port)]
    if config.demo:
        ports.append(("simulator_port", config.simulator_port))
    if config.metrics_port:
        ports += [("metrics_port", config.metrics_port), ("metrics_port", config.metrics_port + 1)]
    return ports


def _taken(config: Config, key: str, port: int) -> str:
    host = config.metrics_host if key == "metrics_port" else config.web_host
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            flag = f"--{key.replace('_', '-')}"
            return (
                f"{key}: port {port} on {host} can't be used ({error.strerror}). Stop what listens there, or choose "
                f"another one with {flag}, for example: make run ARGS='{flag} {port + 100}'"
            )
    return ""


def release(lock: IO[str]) -> None:
    """Give the data folder back."""
    with suppress(OSError):
        lock.truncate(0)
    lock.close()
