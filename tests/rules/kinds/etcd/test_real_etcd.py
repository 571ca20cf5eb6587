"""The whole task against a real etcd: the one from PyPI, and Debian's where it is installed."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from onboarding.rules import rulesets
from onboarding.rules.judge import judge
from onboarding.rules.kinds.etcd.collect import collect
from onboarding.rules.types import Context
from tests.rules.kinds.etcd.newcomer import NONCE, Newcomer, find, running, wait_for, whole_task

OURS, DEBIANS = str(Path(sys.executable).parent), "/usr/bin"
PLACES = [OURS, *([DEBIANS] if find("etcd", DEBIANS) and find("etcdctl", DEBIANS) else [])]
NOW = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.mark.parametrize("place", PLACES)
def test_a_newcomer_who_does_the_task_passes(place, tmp_path):
    etcd, etcdctl = (find(program, place) for program in ("etcd", "etcdctl"))

    with running(etcd, tmp_path) as endpoint:
        shell = Newcomer(etcdctl, endpoint)
        wait_for(lambda: answers(shell))
        whole_task(shell)

    evidence = collect(raw="\n".join(shell.lines).encode(), nonce=NONCE, received_at=NOW)
    judgement = judge(
        kind="etcd",
        evidence=evidence,
        rules=rulesets.load("etcd"),
        context=Context(now=NOW, person_id=1, opened_after=NOW),
    )
    assert judgement.primary is None, judgement.primary


def answers(shell):
    """Whether etcd has come up."""
    try:
        shell.run("get", "/", keep=False)
    except subprocess.CalledProcessError:
        return False
    return True
