"""The commands a person starts with: they are all listed, and what they install is pinned and says no registry."""

import os
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LOCKS = ("requirements.txt", "requirements-dev.txt", "package-lock.json", ".ci/chromium/package-lock.json")


def test_help_lists_every_target() -> None:
    targets = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert targets
    listed = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    assert [name for name in targets[1].split() if f"  {name} " not in listed] == []


def test_what_make_starts_keeps_its_bytecode() -> None:
    """Some machines forbid it; there a site of ten processes took three times as long to start."""
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    command = ["make", "--eval", "environment: ; @env", "environment"]
    printed = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout

    assert "PATH=" in printed
    assert "PYTHONDONTWRITEBYTECODE" not in printed


def test_continuous_integration_runs_make_check() -> None:
    assert "exec make check" in (ROOT / ".ci" / "run").read_text()


@pytest.mark.parametrize("name", LOCKS)
def test_what_is_installed_is_pinned_by_hash_and_names_no_registry(name: str) -> None:
    text = (ROOT / name).read_text()

    assert '"resolved"' not in text
    assert not re.search(r"https?://", re.sub(r'"(url|homepage)": "[^"]*"', "", text))
    assert "sha256:" in text or '"integrity": "sha512-' in text


def test_every_python_package_is_pinned_to_one_version() -> None:
    for name in LOCKS[:2]:
        packages = re.findall(r"^([a-z0-9][^\s\\;]*)", (ROOT / name).read_text(), re.MULTILINE)
        assert packages
        assert [package for package in packages if "==" not in package] == []
