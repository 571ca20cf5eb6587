"""The installer in a real repository: it shows what it will do, asks, and leaves alone what is not its own."""

import os
import pty
import subprocess
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from onboarding.rules.hooks import NAMES, SCRIPTS

HOOKS = NAMES[1:]
THEIRS = "#!/bin/sh\necho mine\n"


class Hooks(BaseHTTPRequestHandler):
    """Serves the scripts under /hooks/."""

    def do_GET(self):
        script = SCRIPTS.get(self.path.removeprefix("/hooks/"))
        self.send_response(404 if script is None else 200)
        self.end_headers()
        self.wfile.write(script or b"no")

    def log_message(self, *arguments):
        """Nobody reads it."""


@pytest.fixture(scope="module")
def address():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Hooks)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/hooks"
    server.shutdown()
    server.server_close()


def install(clone, *arguments, folder="."):
    """As `curl … | sh -s -- …` does, without a terminal."""
    return subprocess.run(
        ["setsid", "sh", "-s", "--", *arguments],
        input=SCRIPTS["install.sh"].decode(),
        cwd=clone.folder / folder,
        env=clone.environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def hook(clone, name):
    return clone.folder / ".git" / "hooks" / name


def test_it_shows_what_it_will_do_and_does_it_when_told_to(clone, address):
    done = install(clone, address + "/", "--yes")

    assert done.returncode == 0, done.stderr
    assert "Folder: .git/hooks" in done.stdout
    for name in HOOKS:
        assert f"  {name}: will be added" in done.stdout
        assert hook(clone, name).read_bytes() == SCRIPTS[name]
        assert os.access(hook(clone, name), os.X_OK)
    assert "does not read" in clone.refuses("commit", "--allow-empty", "-s", "-m", "oops")


def test_without_an_answer_nothing_is_changed(clone, address):
    done = install(clone, address)

    assert done.returncode == 1
    assert "Nothing was changed." in done.stdout
    assert not any(hook(clone, name).exists() for name in HOOKS)


@pytest.mark.parametrize(("answer", "is_there"), [("y", True), ("n", False), ("", False)])
def test_it_asks_at_the_terminal_though_it_came_through_a_pipe(clone, address, answer, is_there):
    (clone.folder / "install.sh").write_bytes(SCRIPTS["install.sh"])
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        ["setsid", "--ctty", "sh", "-c", f"cat install.sh | sh -s -- {address}"],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        cwd=clone.folder,
        env=clone.environment(),
    )
    os.close(theirs)
    os.write(ours, f"{answer}\n".encode())

    process.wait(timeout=60)
    os.close(ours)

    assert hook(clone, "commit-msg").exists() == is_there


def test_a_hook_that_is_there_already_stays(clone, address):
    hook(clone, "pre-commit").write_text(THEIRS)
    hook(clone, "pre-push").symlink_to("nowhere")

    done = install(clone, address, "--yes")

    assert "pre-commit: you have one already; it stays" in done.stdout
    assert "pre-push: you have one already" in done.stdout
    assert hook(clone, "pre-commit").read_text() == THEIRS
    assert hook(clone, "pre-push").is_symlink()
    assert hook(clone, "commit-msg").read_bytes() == SCRIPTS["commit-msg"]


def test_a_second_time_there_is_nothing_to_do(clone, address):
    install(clone, address, "--yes")

    done = install(clone, address)

    assert done.returncode == 0
    assert "There is nothing to do." in done.stdout


def test_an_old_hook_of_ours_is_brought_up_to_date(clone, address):
    hook(clone, "commit-msg").write_text("#!/bin/sh\n# waymark-hook: commit-msg\n")

    done = install(clone, address, "--yes")

    assert "commit-msg: will be brought up to date" in done.stdout
    assert hook(clone, "commit-msg").read_bytes() == SCRIPTS["commit-msg"]


@pytest.mark.parametrize("path", ["team hooks", "{home}/共用的 钩子"])
def test_the_folder_is_the_one_that_git_takes_hooks_from(clone, address, path):
    folder = clone.folder / path.format(home=clone.folder.parent)
    clone.git("config", "core.hooksPath", str(folder) if "{" in path else path)
    (clone.folder / "deeper").mkdir()

    done = install(clone, address, "--yes", folder="deeper")

    assert "core.hooksPath says so" in done.stdout
    assert (folder / "commit-msg").read_bytes() == SCRIPTS["commit-msg"]
    assert not hook(clone, "commit-msg").exists()
    assert "does not read" in clone.refuses("commit", "--allow-empty", "-s", "-m", "oops")


def test_a_worktree_shares_the_hooks_of_its_repository(clone, address):
    tree = clone.folder.parent / "tree"
    clone.git("worktree", "add", "--quiet", str(tree))

    done = install(replace(clone, folder=tree), address, "--yes")

    assert done.returncode == 0, done.stderr
    assert hook(clone, "commit-msg").exists()


def test_outside_a_repository_it_says_where_to_go(clone, address):
    done = install(clone, address, "--yes", folder="..")

    assert done.returncode == 1
    assert "cd FOLDER" in done.stderr


@pytest.mark.parametrize("arguments", [(), ("hooks",)])
def test_without_an_address_it_says_how_it_is_used(clone, arguments):
    done = install(clone, *arguments)

    assert done.returncode == 1
    assert "Usage: sh install.sh ADDRESS" in done.stderr


def test_where_nothing_can_be_fetched_nothing_is_changed(clone, address):
    done = install(clone, f"{address}/elsewhere", "--yes")

    assert done.returncode == 1
    assert "Nothing was changed." in done.stderr
    assert not hook(clone, "commit-msg").exists()


def test_a_page_that_is_no_hook_is_not_installed(clone, address, monkeypatch):
    monkeypatch.setattr("tests.rules.hooks.test_install.SCRIPTS", {**SCRIPTS, "pre-push": b"<html>Sign in</html>"})

    done = install(clone, address, "--yes")

    assert "pre-push is not a hook. Nothing was changed." in done.stderr
    assert not hook(clone, "commit-msg").exists()


def test_a_download_that_breaks_off_runs_nothing(clone, address):
    script = SCRIPTS["install.sh"].decode()
    half = script[: script.index('main "$@"')]

    subprocess.run(["sh", "-s", "--", address, "--yes"], input=half, cwd=clone.folder, text=True, check=True)

    assert not hook(clone, "commit-msg").exists()


def test_it_speaks_chinese_where_the_terminal_does(clone, address):
    done = install(replace(clone, language="zh_CN.UTF-8"), address, "--yes")

    assert "commit-msg：将添加" in done.stdout
    assert "完成。" in done.stdout
