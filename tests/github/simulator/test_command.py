"""`manage.py github_simulator`: on this machine and in the demo, or not at all."""

import os
import signal
import subprocess
import sys
import time
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import requests
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from tests.servers.site import MANAGE, answers, free_port

PATIENCE = 30


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "example.org", "::"])  # noqa: S104 - it must refuse
def test_it_refuses_to_listen_where_others_could_reach_it(host: str) -> None:
    with pytest.raises(CommandError, match="this machine only"):
        call_command("github_simulator", host=host, port=0)


def test_it_refuses_when_demo_is_off(settings: Settings) -> None:
    settings.WAYMARK = django_settings.WAYMARK.model_copy(update={"demo": False})

    with pytest.raises(CommandError, match="demo is off"):
        call_command("github_simulator", port=0)


def test_a_port_that_is_taken_is_one_sentence() -> None:
    from onboarding.github.simulator.server import running

    with running() as served, pytest.raises(CommandError, match="Choose another --port"):
        call_command("github_simulator", port=int(served.base_url.rpartition(":")[2]), stdout=StringIO())


@pytest.fixture
def command(tmp_path: Path) -> Any:
    """Starts the command on a port of its own with a file; gives its address and its process."""
    started: list[subprocess.Popen[bytes]] = []
    data = str(tmp_path / "simulator.json")

    def start() -> tuple[str, "subprocess.Popen[bytes]"]:
        port = str(free_port())
        environment = {**os.environ, "WAYMARK_DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "onboarding.settings"}
        process = subprocess.Popen(
            [*MANAGE, "github_simulator", "--port", port, "--data", data],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=sys.stderr,
        )
        started.append(process)
        deadline = time.monotonic() + PATIENCE
        while not answers(f"http://127.0.0.1:{port}/"):
            assert time.monotonic() < deadline, "it did not start"
            time.sleep(0.05)
        return f"http://127.0.0.1:{port}", process

    yield start
    for process in started:
        process.kill()
        process.wait()


def test_killed_without_warning_it_has_lost_nothing(command: Any) -> None:
    url, process = command()
    number = requests.post(f"{url}/control/pulls", json={}).json()["number"]
    requests.post(f"{url}/control/pulls/{number}/merge", json={})
    process.kill()
    process.wait()

    url, process = command()
    assert "merged" in requests.get(f"{url}/demo-community/guide/pull/{number}").text

    process.send_signal(signal.SIGTERM)
    assert process.wait(10) == 0
