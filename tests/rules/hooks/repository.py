"""A git repository with the hooks in it, as a newcomer has one after installing them."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from onboarding.rules.hooks import NAMES, SCRIPTS

GIT = shutil.which("git") or "git"
LARGE = 5 * 1024 * 1024 + 1
SIGNED = "\n\nSigned-off-by: Ada <ada@example.org>"


@dataclass(frozen=True)
class Repository:
    """Runs git as Ada, with nothing of this machine's own configuration."""

    folder: Path
    language: str = "en_US.UTF-8"

    def git(self, *arguments: str, check: bool = True, **more: str) -> "subprocess.CompletedProcess[str]":
        done = subprocess.run(
            [GIT, *arguments],
            cwd=self.folder,
            env=self.environment(**more),
            text=True,
            capture_output=True,
            check=False,
        )
        assert not check or done.returncode == 0, done.stderr
        return done

    def environment(self, **more: str) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder.parent),
            "LANG": self.language,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_EDITOR": "true",
            **more,
        }

    def write(self, path: str, *, size: int = 10, filling: str = "x") -> Path:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(filling * size)
        return file

    def commit(self, message: str, *options: str, check: bool = True) -> "subprocess.CompletedProcess[str]":
        """Commit what is staged, or nothing."""
        return self.git("commit", "--quiet", "--allow-empty", "-m", message, *options, check=check)

    def refuses(self, *arguments: str, **more: str) -> str:
        """What is told when this does not work."""
        done = self.git(*arguments, check=False, **more)
        assert done.returncode != 0, "it was not refused"
        return done.stderr

    @property
    def subjects(self) -> list[str]:
        return self.git("log", "--format=%s").stdout.splitlines()


def make(folder: Path) -> Repository:
    """With one commit, before there were hooks."""
    folder.mkdir(parents=True)
    repository = Repository(folder)
    repository.git("init", "--quiet", "--initial-branch=main")
    repository.git("config", "user.name", "Ada")
    repository.git("config", "user.email", "ada@example.org")
    repository.write("README.md")
    repository.git("add", ".")
    repository.commit(f"docs: begin{SIGNED}")
    return repository


def put_hooks(repository: Repository) -> None:
    for name in NAMES[1:]:
        hook = repository.folder / ".git" / "hooks" / name
        hook.parent.mkdir(exist_ok=True)
        hook.write_bytes(SCRIPTS[name])
        hook.chmod(0o755)
