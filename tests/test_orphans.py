"""Children die with their parent."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.servers.launched import alive, descendants, eventually

ROOT = Path(__file__).parent.parent
PARENT = """
import subprocess, sys, time
from onboarding.orphans import bound_to_this_process
subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], preexec_fn=bound_to_this_process())
time.sleep(60)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children of their parent's death")
def test_a_child_does_not_outlive_a_parent_that_was_killed() -> None:
    parent = subprocess.Popen([sys.executable, "-c", PARENT], cwd=ROOT)
    assert eventually(lambda: descendants(parent.pid))
    children = descendants(parent.pid)

    os.kill(parent.pid, signal.SIGKILL)
    parent.wait()

    assert eventually(lambda: not alive(children))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children of their parent's death")
def test_a_child_whose_parent_is_gone_already_ends_at_once() -> None:
    script = "from onboarding.orphans import die_with; die_with(1 << 22); print('still here')"

    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True)

    assert done.returncode == -signal.SIGKILL
    assert done.stdout == ""
