"""What a newcomer does in the etcd task, done for real: every answer of etcdctl is appended to the evidence."""

import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

NONCE = "ob-7f3k9q2m"
PREFIX = f"/ob/{NONCE}/"
PATIENCE = 20


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(etcd: str, folder: Path) -> Iterator[str]:
    """The client address of an etcd that runs as long as the block."""
    client, peer = (f"http://127.0.0.1:{free_port()}" for _ in range(2))
    arguments = ["--data-dir", folder / "data", "--initial-cluster", f"default={peer}"]
    arguments += ["--listen-client-urls", client, "--advertise-client-urls", client]
    arguments += ["--listen-peer-urls", peer, "--initial-advertise-peer-urls", peer]
    with (folder / "log").open("wb") as log, subprocess.Popen([etcd, *arguments], stdout=log, stderr=log) as server:
        try:
            yield client
        finally:
            server.terminate()


@dataclass
class Newcomer:
    """A shell in which `etcdctl … -w json >> evidence.jsonl` was typed."""

    etcdctl: str
    endpoint: str
    lines: list[str] = field(default_factory=list)

    def command(self, *arguments: str) -> list[str]:
        return [self.etcdctl, "--endpoints", self.endpoint, "-w", "json", *arguments]

    def run(self, *arguments: str, typed: str = "", keep: bool = True) -> dict[str, object]:
        environment = {**os.environ, "ETCDCTL_API": "3"}
        answer = subprocess.run(
            self.command(*arguments), input=typed, env=environment, capture_output=True, text=True, check=True
        ).stdout.strip()
        self.lines += answer.splitlines() if keep else []
        return dict(json.loads(answer.splitlines()[-1])) if answer else {}

    @contextmanager
    def standing_for_election(self, name: str) -> Iterator[subprocess.Popen[str]]:
        environment = {**os.environ, "ETCDCTL_API": "3"}
        command = self.command("elect", f"{PREFIX}leader", name)
        with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as candidate:
            try:
                yield candidate
            finally:
                candidate.terminate()

    def candidates(self, *, keep: bool = False) -> int:
        return len(self.run("get", "--prefix", f"{PREFIX}leader", keep=keep).get("kvs", ()))  # type: ignore[arg-type]


def wait_for(condition: object) -> None:
    """Until ``condition()`` is true; the test's own time-out ends it."""
    deadline = time.monotonic() + PATIENCE
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < deadline, "etcd took too long"
        time.sleep(0.1)


def whole_task(shell: Newcomer) -> None:
    """All five parts, in the order of the task."""
    versions(shell)
    watch(shell)
    lease = grant(shell)
    swap(shell)
    election(shell)
    wait_for(lambda: shell.run("lease", "timetolive", lease, keep=False)["ttl"] == -1)
    shell.run("lease", "timetolive", lease)


def versions(shell: Newcomer) -> None:
    for value in ("hello", "hello again", f"hello {NONCE}"):
        shell.run("put", f"{PREFIX}greeting", value)
    shell.run("get", f"{PREFIX}greeting")


def watch(shell: Newcomer) -> None:
    for value in ("one", "two"):
        shell.run("put", f"{PREFIX}watched", value)
    shell.run("del", f"{PREFIX}watched")
    command = shell.command("watch", f"{PREFIX}watched", "--rev=1")
    with subprocess.Popen(
        command, env={**os.environ, "ETCDCTL_API": "3"}, stdout=subprocess.PIPE, text=True
    ) as watching:
        assert watching.stdout is not None
        shell.lines.append(watching.stdout.readline().strip())
        watching.terminate()


def grant(shell: Newcomer) -> str:
    lease = f"{shell.run('lease', 'grant', '2')['ID']:x}"
    shell.run("put", f"--lease={lease}", f"{PREFIX}leased", "x")
    shell.run("lease", "timetolive", lease, "--keys")
    return lease


def swap(shell: Newcomer) -> None:
    shell.run("put", f"{PREFIX}lock", "free")
    transaction = f'value("{PREFIX}lock") = "free"\n\nput {PREFIX}lock taken\n\nget {PREFIX}lock\n\n'
    shell.run("txn", typed=transaction)
    shell.run("txn", typed=transaction)


def election(shell: Newcomer) -> None:
    with shell.standing_for_election("one") as first:
        wait_for(lambda: shell.candidates() == 1)
        with shell.standing_for_election("two"):
            wait_for(lambda: shell.candidates() == 2)
            shell.candidates(keep=True)
            first.terminate()
            wait_for(lambda: shell.candidates() == 1)
            shell.candidates(keep=True)


def find(program: str, folder: str) -> str | None:
    return shutil.which(program, path=folder)
