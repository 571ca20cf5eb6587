"""Children that die with their parent, even when the parent is killed and can't tell them.

Linux delivers a signal of the child's choice when the thread that made it ends. Elsewhere there is no such thing, and
children are stopped by the launcher's own ordered stop alone.
"""

import ctypes
import os
import signal
import sys
from collections.abc import Callable

_PR_SET_PDEATHSIG = 1
# Loaded before any fork: a child between fork and exec must not take the loader's lock.
_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


def die_with(parent: int, last_signal: signal.Signals = signal.SIGKILL) -> None:
    """Ask the kernel to send this process the signal as soon as its parent, of this process id, is gone."""
    if _LIBC is None:
        return
    _LIBC.prctl(_PR_SET_PDEATHSIG, int(last_signal))
    if os.getppid() != parent:  # it was gone before we asked
        os.kill(os.getpid(), last_signal)


def bound_to_this_process(last_signal: signal.Signals = signal.SIGKILL) -> Callable[[], None]:
    """A `preexec_fn` for `subprocess`: the child can't outlive us."""
    parent = os.getpid()
    return lambda: die_with(parent, last_signal)
