"""One child process and its back-off; the clock is handed in."""

import sys
from collections.abc import Iterator

import pytest

from onboarding.launcher.children import FIRST_PAUSE, LONGEST_PAUSE, STEADY_AFTER, Child


@pytest.fixture
def child() -> Iterator[Child]:
    """A process that ends at once, badly."""
    child = Child("worker", (sys.executable, "-c", "raise SystemExit(3)"))
    yield child
    child.stop()


@pytest.fixture
def patient() -> Iterator[Child]:
    """A process that does not listen when it is asked to stop."""
    script = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True); time.sleep(60)"
    child = Child("worker", (sys.executable, "-c", script), grace=0.2)
    yield child
    child.stop()


def end(child: Child, now: float) -> str:
    """Start it, let it end, and hear what is said about that."""
    child.start(now)
    assert child.process
    child.process.wait(10)
    return child.watch(now)


def test_a_child_that_runs_is_left_alone(patient: Child) -> None:
    patient.start(now=0)

    assert patient.is_running
    assert patient.watch(now=1) == ""


def test_a_child_that_ended_is_started_again_after_its_pause(child: Child) -> None:
    assert end(child, now=0) == "The worker stopped (exit code 3); it is started again in 0.5 s."
    first = child.process

    assert child.watch(now=FIRST_PAUSE / 2) == ""
    assert child.process is first

    child.watch(now=FIRST_PAUSE)
    assert child.process is not first


def test_the_pauses_grow_but_not_for_ever(child: Child) -> None:
    pauses = [float(end(child, now=0).split()[-2]) for _ in range(9)]

    assert pauses[:4] == [0.5, 1, 2, 4]
    assert pauses[-1] == LONGEST_PAUSE


def test_a_child_that_ran_well_for_a_while_begins_with_the_shortest_pause(child: Child) -> None:
    for _ in range(5):
        end(child, now=0)

    child.start(now=0)
    assert child.process
    child.process.wait(10)

    assert "again in 0.5 s" in child.watch(now=STEADY_AFTER)


def test_a_child_that_does_not_listen_is_killed(patient: Child) -> None:
    patient.start(now=0)

    patient.stop()

    assert not patient.is_running


def test_stopping_what_never_started_is_no_mistake(child: Child) -> None:
    child.stop()

    assert child.process is None
