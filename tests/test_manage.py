"""The entry point: one clear message instead of a traceback, and flags that reach the settings."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

MANAGE = Path(__file__).parent.parent / "manage.py"


def manage(*arguments: str, data_dir: Path, **environ: str) -> "subprocess.CompletedProcess[str]":
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("WAYMARK_", "DJANGO_"))}
    environment = {**clean, "WAYMARK_DATA_DIR": str(data_dir), **environ}
    return subprocess.run([sys.executable, MANAGE, *arguments], env=environment, capture_output=True, text=True)


def test_config_shows_each_value_with_its_source_and_masks_secrets(tmp_path: Path) -> None:
    done = manage("config", "--web-port", "9001", data_dir=tmp_path, WAYMARK_GITHUB_TOKEN="ghs_secret")

    assert done.returncode == 0
    assert any(line.split()[:3] == ["web_port", "9001", "flag"] for line in done.stdout.splitlines())
    assert "environment variable WAYMARK_GITHUB_TOKEN" in done.stdout
    assert "ghs_secret" not in done.stdout


def test_in_demo_config_shows_the_simulator_as_github(tmp_path: Path) -> None:
    done = manage("config", "--web-port", "9001", data_dir=tmp_path)

    assert any(line.split()[:2] == ["github_url", "http://127.0.0.1:9002"] for line in done.stdout.splitlines())


@pytest.mark.parametrize("command", ["config", "check", "migrate"])
def test_a_misspelt_setting_is_a_message_and_not_a_traceback(tmp_path: Path, command: str) -> None:
    done = manage(command, data_dir=tmp_path, WAYMARK_WEB_PRT="9001")

    assert done.returncode != 0
    assert "did you mean WAYMARK_WEB_PORT?" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("flag", ["--web-prt", "--web-por"])
def test_a_misspelt_or_shortened_flag_is_refused(tmp_path: Path, flag: str) -> None:
    done = manage("config", flag, "9001", data_dir=tmp_path)

    assert done.returncode != 0
    assert "unrecognized arguments" in done.stderr


def test_an_old_python_is_told_what_is_needed(tmp_path: Path) -> None:
    script = f"import sys, runpy; sys.version_info = (3, 9, 2); runpy.run_path({str(MANAGE)!r}, run_name='__main__')"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)

    assert done.returncode != 0
    assert done.stderr.startswith("Waymark needs Python 3.11 or newer")
    assert "Traceback" not in done.stderr
