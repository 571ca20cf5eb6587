"""Keeps the world between restarts: one JSON file, replaced whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock

from onboarding.github.simulator.world import World, new_world


class Store:
    """The world, one visitor at a time. Without a path it lives in memory."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._lock = RLock()
        self._world = self._load()

    @contextmanager
    def reading(self) -> Iterator[World]:
        with self._lock:
            yield self._world

    @contextmanager
    def changing(self) -> Iterator[World]:
        """What was changed is on disk when this returns. What raised must not have changed anything yet."""
        with self._lock:
            yield self._world
            self._save()

    def reset(self) -> None:
        with self._lock:
            self._world = new_world()
            self._save()

    def _load(self) -> World:
        if self._path and self._path.exists():
            return World.model_validate_json(self._path.read_bytes())
        return new_world()

    def _save(self) -> None:
        if self._path is None:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        beside = self._path.with_name(f"{self._path.name}.new")
        with beside.open("w", encoding="utf-8") as file:
            file.write(self._world.model_dump_json())
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self._path)
