"""The world between restarts."""

from pathlib import Path

import pytest

from onboarding.github.simulator.server import running
from onboarding.github.simulator.store import Store
from tests.github.stage import SimulatorStage


def test_a_restart_keeps_everything(tmp_path: Path) -> None:
    path = tmp_path / "var" / "simulator.json"
    with running(path=path) as served:
        stage = SimulatorStage(served)
        number = stage.open(title="标题 🎉")
        stage.merge(number)
        stage.do(number, "revert")

    with running(path=path) as served, served.store.reading() as world:
        assert [pull.state for pull in world.pull_requests] == ["merged", "open"]
        assert world.pull_requests[0].title == "标题 🎉"
        assert [event.typename for event in world.pull_requests[0].events] == ["MergedEvent", "CrossReferencedEvent"]
        assert world.new_id() == 900_003


def test_what_could_not_be_written_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "simulator.json"
    Store(path).reset()
    before = path.read_bytes()

    def full(fd: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"), Store(path).changing() as world:
        world.next_id = 1
    assert path.read_bytes() == before


def test_in_memory_it_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Store().reset()

    assert list(tmp_path.iterdir()) == []
