"""The whole site as people run it: web server, worker with beat, broker and GitHub simulator, each its own process."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from onboarding.config import read
from onboarding.launcher import plan
from onboarding.orphans import bound_to_this_process
from tests.servers import valkey

ROOT = Path(__file__).resolve().parent.parent.parent
MANAGE = (sys.executable, str(ROOT / "manage.py"))
SHORT_NAMES = {"web server": "web", "GitHub simulator": "simulator"}
PATIENCE = 60
"""Seconds to wait for something that normally takes one or two: the machine may be busy."""


def free_port() -> int:
    """A TCP port on loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class Site:
    """A running site; its parts can be killed and started again by name: `web`, `worker`, `simulator`, `broker`."""

    url: str
    simulator_url: str
    data_dir: Path
    broker: valkey.Valkey
    environment: dict[str, str]
    commands: dict[str, list[str]]
    processes: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)

    def manage(self, *arguments: str) -> str:
        """Run a management command on this site and return what it printed."""
        command = [*MANAGE, *arguments]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, f"{arguments}: {done.stdout}\n{done.stderr}"
        return done.stdout

    def start(self, name: str) -> None:
        if name == "broker":
            self.broker.start()
            return
        with (self.data_dir / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                self.commands[name],
                env=self.environment,
                cwd=ROOT,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=bound_to_this_process(),
            )

    def kill(self, name: str) -> None:
        """SIGKILL, as the kernel would when memory runs out: nothing can be tidied up."""
        if name == "broker":
            self.broker.kill()
            return
        process = self.processes.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def log(self, name: str) -> str:
        return (self.data_dir / f"{name}.log").read_text()

    def wait_for_web(self) -> None:
        self._wait_for("web", f"{self.url}/readyz")

    def wait_for_simulator(self) -> None:
        self._wait_for("simulator", f"{self.simulator_url}/")

    def _wait_for(self, name: str, address: str) -> None:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if answers(address):
                return
            time.sleep(0.1)
        message = f"the {name} did not answer:\n{self.log(name)}"
        raise TimeoutError(message)

    def stop(self) -> None:
        for name in list(self.processes):
            self.processes[name].terminate()
        for name, process in list(self.processes.items()):
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                self.kill(name)


def answers(url: str) -> bool:
    """Whether a page is there and well."""
    try:
        urllib.request.urlopen(url, timeout=5).close()
    except urllib.error.HTTPError as error:
        error.close()
        return False
    except OSError:
        return False
    return True


@contextmanager
def running(database_url: str = "", **settings: str) -> Iterator[Site]:
    """Start a site on an empty database. Further keywords are settings: `log_level="DEBUG"`."""
    with ExitStack() as stack:
        folder = Path(tempfile.mkdtemp(prefix="waymark-site-"))
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        broker = stack.enter_context(valkey.running(keep=True))
        site = _site(folder, broker, {"database_url": database_url, **settings})
        stack.callback(site.stop)
        _bring_database(site)
        _bring_static_files(site)
        for name in site.commands:
            site.start(name)
        site.wait_for_web()
        if "simulator" in site.commands:
            site.wait_for_simulator()
        yield site


def _bring_database(site: Site) -> None:
    """Migrate once for a test run; on SQLite, further sites begin with a copy."""
    own, kept = site.data_dir / "waymark.sqlite3", _kept("migrated.sqlite3")
    if site.environment["WAYMARK_DATABASE_URL"] or not kept.exists():
        site.manage("migrate", "--verbosity=0")
        if own.exists():
            _keep(lambda draft: shutil.copy(own, draft), kept)
        return
    shutil.copy(kept, own)


def _bring_static_files(site: Site) -> None:
    """Collect and compress the static files once for a test run; further sites link to the same files."""
    own, kept = site.data_dir / "static", _kept("collected")
    if not kept.exists():
        site.manage("collectstatic", "--noinput", "--verbosity=0")
        _keep(lambda draft: shutil.copytree(own, draft, copy_function=os.link), kept)
        return
    shutil.copytree(kept, own, copy_function=os.link)


def _kept(name: str) -> Path:
    return Path(os.environ["TEST_DATA_DIR"]) / name


def _keep(copy: Callable[[Path], object], kept: Path) -> None:
    """All of it or nothing: other workers of this run look for it at the same time, and the first one's stays."""
    draft = kept.with_name(f"{kept.name}-{os.getpid()}")
    copy(draft)
    with suppress(OSError):
        draft.rename(kept)


def _site(folder: Path, broker: valkey.Valkey, settings: dict[str, str]) -> Site:
    web_port, simulator_port = str(free_port()), str(free_port())
    chosen = {
        "data_dir": str(folder),
        "web_port": web_port,
        "simulator_port": simulator_port,
        "broker_url": broker.broker(),
        **settings,
    }
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("WAYMARK_", "DJANGO_"))}
    environment = {**clean, **{f"WAYMARK_{name.upper()}": value for name, value in chosen.items()}}
    return Site(
        url=f"http://127.0.0.1:{chosen['web_port']}",
        simulator_url=f"http://127.0.0.1:{chosen['simulator_port']}",
        data_dir=folder,
        broker=broker,
        environment=environment,
        commands=_commands(environment),
    )


def _commands(environment: dict[str, str]) -> dict[str, list[str]]:
    """What the launcher would start, by the short names that tests use."""
    children = plan.children(read(environ=environment).config, flags={})
    return {SHORT_NAMES.get(child.name, child.name): list(child.command) for child in children}
