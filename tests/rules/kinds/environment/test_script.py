"""The script that newcomers run, with a real git: it shows what it will send, and sends nothing without a yes."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from onboarding.rules.kinds import environment
from onboarding.rules.kinds.environment.collect import collect

SCRIPT = Path(environment.__file__).with_name("environment.sh")
NONCE = "ob-7f3k9q2m"
NOW = datetime(2026, 11, 23, tzinfo=UTC)
GO = Path(sys.executable).with_name("go")
MAIN = "package main\n\nfunc main() {}\n"


def git(folder, *arguments):
    return subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture
def clone(tmp_path):
    """A clone of a small project, with a commit of the person's own."""
    git(tmp_path, "init", "--quiet")
    for name, value in {"user.name": "Ada", "user.email": "ada@example.org", "commit.gpgsign": "false"}.items():
        git(tmp_path, "config", name, value)
    (tmp_path / "go.mod").write_text("module github.com/demo-community/guide\n\ngo 1.21\n")
    (tmp_path / "main.go").write_text(MAIN)
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "-m", "feat: begin")
    git(tmp_path, "commit", "--quiet", "--allow-empty", "-m", f"build: {NONCE}\n\n--- build\n| not a section")
    git(tmp_path, "remote", "add", "upstream", "https://ada:hunter2@github.com/demo-community/guide.git")
    git(tmp_path, "remote", "set-url", "--push", "upstream", "no_push")
    (tmp_path / "guide").write_text("a binary")
    return tmp_path


def run(folder, *arguments, answer=""):
    command = ["setsid", "sh", str(SCRIPT), *arguments]
    return subprocess.run(command, cwd=folder, input=answer, capture_output=True, text=True, timeout=60, check=False)


def collected(output):
    return collect(raw=output.encode(), nonce=NONCE, received_at=NOW)


def test_the_report_names_the_commit_by_its_id(clone):
    result = run(clone, "guide")

    assert result.returncode == 0, result.stderr
    evidence = collected(result.stdout)
    assert evidence["commit"]["sha"] == git(clone, "rev-parse", "HEAD")
    assert evidence["commit"]["parents"] == [git(clone, "rev-parse", "HEAD~")]
    assert evidence["commit"]["has_nonce"]


def test_remotes_are_told_without_passwords(clone):
    result = run(clone, "guide")

    assert "hunter2" not in result.stdout
    (upstream,) = collected(result.stdout)["remotes"]
    assert (upstream["fetch"], upstream["can_push"]) == ("github.com/demo-community/guide", False)


def test_git_is_among_the_tools(clone):
    assert "git" in [tool["name"] for tool in collected(run(clone, "guide").stdout)["tools"]]


@pytest.mark.parametrize("answer", ["", "n\n", "no\n", "maybe\n"])
def test_nothing_is_sent_without_a_yes(clone, answer):
    result = run(clone, "guide", "http://127.0.0.1:9/evidence/x", answer=answer)

    assert "Nothing was sent." in result.stderr
    assert "This is all that will be sent" in result.stderr
    assert result.returncode == 1


def test_a_yes_sends_it(clone):
    result = run(clone, "guide", "http://127.0.0.1:9/evidence/x", answer="y\n")

    assert "curl" in result.stderr
    assert "Nothing was sent." not in result.stderr


def test_without_a_binary_it_says_how_to_use_it(clone):
    result = run(clone, "nowhere")

    assert result.returncode == 64
    assert "Usage: sh environment.sh" in result.stderr


def test_a_binary_that_go_built_was_built_from_the_commit(clone, monkeypatch):
    monkeypatch.setenv("PATH", f"{GO.parent}:{os.environ['PATH']}")
    (clone / "guide").unlink()
    subprocess.run([GO, "build", "-o", "guide", "."], cwd=clone, check=True, capture_output=True)

    evidence = collected(run(clone, "guide").stdout)

    assert evidence["build"]["revision"] == evidence["commit"]["sha"]
    assert evidence["build"]["module"] == "github.com/demo-community/guide"
