"""What would make the start fail is said before anything is started."""

import socket
from pathlib import Path

import pytest

from onboarding.config import Config, ConfigError, read
from onboarding.launcher import preflight
from tests.servers.site import free_port


def config(folder: Path, **flags: str) -> Config:
    ports = {"web_port": str(free_port()), "simulator_port": str(free_port())}
    return read(flags={"data_dir": str(folder), **ports, **flags}).config


def test_the_folder_is_made_and_locked(tmp_path: Path) -> None:
    lock = preflight.check(config(tmp_path / "new"))

    with pytest.raises(ConfigError, match="already running on this folder"):
        preflight.check(config(tmp_path / "new"))
    preflight.release(lock)


def test_a_released_folder_can_be_used_again(tmp_path: Path) -> None:
    preflight.release(preflight.check(config(tmp_path)))

    preflight.release(preflight.check(config(tmp_path)))


@pytest.mark.parametrize("key", ["web_port", "simulator_port", "metrics_port"])
def test_each_taken_port_is_named_with_its_setting(tmp_path: Path, key: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        taken = str(server.getsockname()[1])

        with pytest.raises(ConfigError, match=f"{key}: port {taken} on 127.0.0.1 can't be used"):
            preflight.check(config(tmp_path, **{key: taken}))

    preflight.release(preflight.check(config(tmp_path)))


def test_the_workers_metrics_port_is_looked_at_too(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        taken = server.getsockname()[1]

        with pytest.raises(ConfigError, match=f"metrics_port: port {taken} "):
            preflight.check(config(tmp_path, metrics_port=str(taken - 1)))


def test_the_simulators_port_does_not_matter_outside_a_demo(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        taken = str(server.getsockname()[1])

        preflight.release(preflight.check(config(tmp_path, simulator_port=taken, demo="false")))


def test_the_brokers_folder_is_this_users_alone(tmp_path: Path) -> None:
    preflight.release(preflight.check(config(tmp_path)))

    assert (tmp_path / "valkey").stat().st_mode & 0o777 == 0o700
