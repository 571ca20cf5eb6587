"""Dockerfile and docker-compose.yml: well formed, with settings that exist, and their commands really run."""

import os
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml

from onboarding.config import read
from tests.servers import containers
from tests.servers.launched import eventually
from tests.servers.site import answers, free_port
from tests.servers.valkey import Valkey

ROOT = Path(__file__).parent.parent
DOCKERFILE = containers.parse((ROOT / "Dockerfile").read_text())
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
OURS = ("prepare", "web", "worker", "beat")


def test_the_compose_file_is_well_formed() -> None:
    checker = shutil.which("check-jsonschema", path=str(Path(os.sys.executable).parent))
    assert checker
    subprocess.run([checker, "--builtin-schema", "vendor.compose-spec", ROOT / "docker-compose.yml"], check=True)


def test_docker_reads_the_compose_file_where_it_can() -> None:
    docker = shutil.which("docker")
    if docker and not subprocess.run([docker, "compose", "version"], capture_output=True).returncode:
        subprocess.run([docker, "compose", "--file", ROOT / "docker-compose.yml", "config", "--quiet"], check=True)


def test_settings_of_image_and_compose_file_exist() -> None:
    given = {**DOCKERFILE.environment, **COMPOSE["x-waymark"]["environment"]}
    settings = {name: value for name, value in given.items() if name.startswith("WAYMARK_")}
    settings["WAYMARK_BASE_URL"] = settings["WAYMARK_BASE_URL"].removeprefix("${WAYMARK_BASE_URL:-").removesuffix("}")

    config = read(environ=settings).config

    assert not config.demo
    assert config.database_url.endswith("@postgres/waymark")


def test_every_service_has_a_health_check() -> None:
    assert [name for name, service in COMPOSE["services"].items() if "healthcheck" not in service] == []


def test_the_image_does_not_run_as_root() -> None:
    assert containers.Step("USER", "10001:10001") in DOCKERFILE.stages[-1]


def test_the_image_carries_nothing_that_is_not_listed() -> None:
    lines = (ROOT / ".dockerignore").read_text().split()

    assert lines[0] == "*"
    copied = [step.rest.split()[0] for step in DOCKERFILE.stages[0] if step.word == "COPY"]
    assert {f"!{name}" for name in copied} <= set(lines)


@pytest.fixture
def image(tmp_path: Path) -> Path:
    """The folder that the build stage makes, with packages installed from the lock file."""
    app = tmp_path / "app"
    app.mkdir()
    containers.build(DOCKERFILE.stages[0], context=ROOT, app=app, environment=containers.outside())
    return app


@pytest.mark.postgresql
@pytest.mark.django_db
@pytest.mark.timeout(300)
def test_what_the_files_say_installs_starts_and_is_healthy(
    image: Path, tmp_path: Path, database_url: str, valkey: Valkey
) -> None:
    port = free_port()
    places = {"/app": str(image), "/data": str(tmp_path / "data")}
    environment = containers.outside(
        **containers.moved(DOCKERFILE.environment, places),
        WAYMARK_DATABASE_URL=database_url,
        WAYMARK_BROKER_URL=valkey.broker(),
        WAYMARK_WEB_PORT=str(port),
        WAYMARK_BASE_URL=f"http://127.0.0.1:{port}",
    )
    prepare(image, environment)

    with ExitStack() as running:
        for name in ("web", "worker", "beat"):
            running.enter_context(service(name, image, environment))
        assert eventually(lambda: answers(f"http://127.0.0.1:{port}/readyz"))
        for name in ("web", "worker", "beat"):
            assert eventually(lambda name=name: is_healthy(name, image, environment)), name


def prepare(image: Path, environment: dict[str, str]) -> None:
    subprocess.run(COMPOSE["services"]["prepare"]["command"], cwd=image, env=environment, check=True, timeout=120)


@contextmanager
def service(name: str, image: Path, environment: dict[str, str]) -> Iterator[None]:
    """One of the services, as the compose file starts it."""
    command = COMPOSE["services"][name]["command"]
    process = subprocess.Popen(command, cwd=image, env=environment, start_new_session=True)
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(30)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def is_healthy(name: str, image: Path, environment: dict[str, str]) -> bool:
    """What the compose file's own health check says."""
    kind, *arguments = COMPOSE["services"][name]["healthcheck"]["test"]
    shell = ["sh", "-c", arguments[0].replace("$$", "$").replace("$(hostname)", socket.gethostname())]
    command = shell if kind == "CMD-SHELL" else arguments
    return subprocess.run(command, cwd=image, env=environment, capture_output=True, timeout=60).returncode == 0
