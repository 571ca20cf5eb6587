"""A database that is restarted under a running site: what was asked before and after is answered."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.servers import postgres

ROOT = Path(__file__).parent.parent
TRIES = 6
READER = """
import sys
import django
django.setup()
from django.db import connection
for _ in sys.stdin:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        print(cursor.fetchone()[0], flush=True)
    connection.close()
"""
"""Asks once for each line that it reads, and gives its connection back, as each request does."""


def test_a_database_that_was_killed_and_is_back_answers_at_once(tmp_path):
    with postgres.restartable() as server, reader(server, tmp_path) as process:
        before = {ask(process) for _ in range(TRIES)}
        assert len(before) < TRIES, "the pool keeps no connections: there is nothing to prove"
        server.stop(signal.SIGQUIT)
        server.start()

        after = {ask(process) for _ in range(TRIES)}
        assert not after & (before | {0})
        process.stdin.close()
        assert process.wait(20) == 0


def reader(server: postgres.Server, data_dir: Path) -> "subprocess.Popen[str]":
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("WAYMARK_", "DJANGO_", "TEST_"))}
    address = f"postgres://{postgres.USER}@{str(server.folder).replace('/', '%2F')}/postgres"
    own = {"WAYMARK_DATA_DIR": str(data_dir), "WAYMARK_DATABASE_URL": address}
    environment = {**clean, **own, "DJANGO_SETTINGS_MODULE": "onboarding.settings"}
    command = [sys.executable, "-c", READER]
    return subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def ask(process: "subprocess.Popen[str]") -> int:
    process.stdin.write("\n")
    process.stdin.flush()
    return int(process.stdout.readline() or "0")  # nothing comes from one that died of an error
