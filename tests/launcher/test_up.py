"""`manage.py up`: it starts, it restarts what dies, it stops in order, and nothing outlives it."""

import os
import shutil
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis

from onboarding.config.sockets import socket_path
from tests.servers.launched import Launched, alive, descendants, eventually, launched
from tests.servers.site import answers

pytestmark = pytest.mark.timeout(300)  # each starts half a dozen processes, on a machine that may be busy
NO_DEMO = ("--demo", "false")


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a site that has run before: the slow first start is paid for once."""
    folder = tmp_path_factory.mktemp("site") / "prepared"
    with launched(folder, *NO_DEMO) as launcher:
        launcher.wait_for("Creating the database")
        launcher.wait_for("is ready")
    return folder


@pytest.fixture
def data_dir(prepared: Path, tmp_path: Path) -> Path:
    """A copy of it for one test."""
    return Path(shutil.copytree(prepared, tmp_path / "var", ignore=shutil.ignore_patterns("*.sock", "up.lock")))


@pytest.fixture(scope="module")
def up(prepared: Path) -> Iterator[Launched]:
    """A site that is ready, for the tests that leave it well."""
    with launched(prepared, *NO_DEMO) as launcher:
        launcher.wait_for("is ready")
        yield launcher


def client(data_dir: Path) -> "redis.Redis[bytes]":
    return redis.Redis(unix_socket_path=str(socket_path(data_dir)))


def test_it_prints_an_address_to_click_when_the_site_is_ready(up: Launched) -> None:
    assert f"Waymark is ready: {up.url}" in up.printed
    assert answers(f"{up.url}/readyz")


def test_a_later_start_does_not_repeat_what_is_done(up: Launched) -> None:
    assert "Creating the database" not in up.printed
    assert "Collecting static files" not in up.printed


@pytest.mark.parametrize(
    ("name", "words"),
    [("worker", "worker --with-beat"), ("web server", "serve --skip-checks web"), ("broker", "valkey-server")],
)
def test_a_killed_child_is_started_again(up: Launched, name: str, words: str) -> None:
    before = up.member(words)

    os.kill(before, signal.SIGKILL)

    up.wait_for(f"The {name} stopped (SIGKILL); it is started again in 0.5 s.")
    assert eventually(lambda: any(words in command for pid, command in up.family().items() if pid != before))
    assert eventually(lambda: answers(f"{up.url}/readyz"))


def test_the_beat_of_a_killed_worker_does_not_go_on_ringing(up: Launched) -> None:
    worker = up.member("with-beat")
    assert eventually(lambda: descendants(worker))
    beat = descendants(worker)

    os.kill(worker, signal.SIGKILL)

    assert eventually(lambda: not alive(beat)), alive(beat)


def test_nothing_outlives_a_killed_launcher(data_dir: Path) -> None:
    with launched(data_dir, *NO_DEMO) as launcher:
        launcher.wait_for("is ready")
        assert eventually(lambda: len(launcher.family()) == 5)  # broker, worker, beat, web server and what it forked
        family = launcher.family()

        os.kill(launcher.process.pid, signal.SIGKILL)

        assert eventually(lambda: not alive(family)), alive(family)


def test_ctrl_c_stops_everything_in_order_and_keeps_what_was_queued(data_dir: Path) -> None:
    with launched(data_dir, *NO_DEMO) as launcher:
        launcher.wait_for("is ready")
        family = launcher.family()
        with client(data_dir) as broker:
            broker.rpush("kept", "task")
        launcher.process.send_signal(signal.SIGINT)
        launcher.wait_for("Stopped.")
        launcher.process.wait(10)

        assert launcher.process.returncode == 0
        assert not alive(family)

    with launched(data_dir, *NO_DEMO) as launcher:
        launcher.wait_for("is ready")
        with client(data_dir) as broker:
            assert broker.lrange("kept", 0, -1) == [b"task"]
            broker.delete("kept")


def test_a_second_ctrl_c_stops_at_once(data_dir: Path) -> None:
    with launched(data_dir, *NO_DEMO) as launcher:
        launcher.wait_for("is ready")
        family = launcher.family()
        launcher.process.send_signal(signal.SIGINT)
        launcher.wait_for("Stopping")
        launcher.process.send_signal(signal.SIGINT)

        launcher.wait_for("Stopped.")
        assert eventually(lambda: not alive(family))


def test_ctrl_c_while_the_site_is_being_prepared_is_no_traceback(tmp_path: Path) -> None:
    with launched(tmp_path / "var", *NO_DEMO) as launcher:
        launcher.wait_for("Collecting static files")
        launcher.process.send_signal(signal.SIGINT)

        launcher.wait_for("Stopped before it was done.")
        assert "Traceback" not in launcher.printed


def refusal(data_dir: Path, *arguments: str) -> str:
    """What it prints when it doesn't start."""
    with launched(data_dir, *NO_DEMO, *arguments) as launcher:
        launcher.wait_for("Every setting")
        launcher.process.wait(10)
        assert launcher.process.returncode != 0
        assert "Traceback" not in launcher.printed
        return launcher.printed


def test_a_taken_port_is_one_clear_sentence(data_dir: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

        assert f"port {port} on 127.0.0.1 can't be used" in refusal(data_dir, "--web-port", str(port))


def test_a_data_folder_that_cannot_be_used_is_one_clear_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    assert "Expected a folder that this user can write to" in refusal(tmp_path / "file" / "var")


def test_a_second_launcher_on_the_same_folder_is_refused(prepared: Path, up: Launched) -> None:
    assert f"already running on this folder (process {up.process.pid})" in refusal(prepared)


def test_a_database_that_does_not_answer_is_one_clear_sentence(tmp_path: Path) -> None:
    nobody = f"postgres://waymark:hunter2@{str(tmp_path).replace('/', '%2F')}/waymark"

    with launched(tmp_path / "var", *NO_DEMO, "--database-url", nobody) as launcher:
        launcher.wait_for("Is it started?")

        assert "Traceback" not in launcher.printed
        assert "hunter2" not in launcher.printed


def test_it_says_what_it_is_waiting_for(data_dir: Path) -> None:
    with launched(data_dir, *NO_DEMO, "--broker-url", "redis://127.0.0.1:1/0") as launcher:
        assert "broker: not reachable" in launcher.wait_for("Not ready yet")
