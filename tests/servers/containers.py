"""Runs what a Dockerfile says, without a container engine: its files in a clean folder, its commands as processes."""

import json
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Step:
    """One instruction: `COPY`, and what stands behind it."""

    word: str
    rest: str


@dataclass(frozen=True)
class Dockerfile:
    """The instructions of each stage, in order."""

    stages: tuple[tuple[Step, ...], ...]

    @property
    def environment(self) -> dict[str, str]:
        """What the last stage gives to its processes."""
        return dict(step.rest.split("=", 1) for step in self.stages[-1] if step.word == "ENV")

    @property
    def command(self) -> list[str]:
        return list(json.loads(next(step.rest for step in self.stages[-1] if step.word == "CMD")))


def parse(text: str) -> Dockerfile:
    """Read the instructions, one line each."""
    stages: list[tuple[Step, ...]] = []
    for step in _steps(text):
        if step.word == "FROM":
            stages.append(())
        stages[-1] = (*stages[-1], step)
    return Dockerfile(tuple(stages))


def _steps(text: str) -> Iterator[Step]:
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            word, rest = line.split(None, 1)
            yield Step(word, rest)


def build(stage: tuple[Step, ...], *, context: Path, app: Path, environment: dict[str, str]) -> None:
    """Carry out `COPY` and `RUN` of a stage whose `WORKDIR` is this folder."""
    for step in stage:
        if step.word == "COPY":
            *sources, target = shlex.split(step.rest)
            for source in sources:
                _copy(context / source, app / target)
        elif step.word == "RUN":
            subprocess.run(["sh", "-c", step.rest], cwd=app, env=environment, check=True)


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        shutil.copy2(source, target)


def outside(**more: str) -> dict[str, str]:
    """The environment of a fresh machine: nothing of this one but how to find programs and registries."""
    kept = ("PATH", "HOME", "LANG", "TMPDIR", "SSL_CERT_FILE", "PIP_CERT", "REQUESTS_CA_BUNDLE")
    environment = {name: os.environ[name] for name in kept if name in os.environ}
    environment["PATH"] += f":{Path(sys.executable).parent}"  # the image has a `python`; Debian only a `python3`
    return {**environment, **more}


def moved(environment: dict[str, str], places: dict[str, str]) -> dict[str, str]:
    """The environment with the image's folders replaced by ours."""
    result = dict(environment)
    for there, here in places.items():
        result = {name: value.replace(there, here) for name, value in result.items()}
    return result
