"""The script of the page, as it is served, with a real shell, git and curl: shown first, sent on a yes, answered."""

import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from onboarding.verification.models import Submission
from onboarding.verification.operations import make_token
from tests.cast import enroll, make_program, task_of
from tests.verification.kubectl import TASKS

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]

CLONE = """
git init --quiet . && git config user.name Ada && git config user.email ada@example.org
git config commit.gpgsign false
git commit --quiet --allow-empty --message 'build: {nonce}' && echo binary > guide
git remote add upstream https://github.com/demo-community/guide
curl -sS -o environment.sh {url}/collect/environment.sh
"""


def shell(folder: Path, script: str, *, answer: str = "") -> str:
    """What it prints. It has no terminal, so the script asks for its answer on the standard input."""
    command = ["setsid", "sh", "-c", script]
    environment = {**os.environ, "no_proxy": "*"}
    done = subprocess.run(
        command, cwd=folder, env=environment, input=answer, capture_output=True, text=True, timeout=60
    )
    return done.stdout + done.stderr


def test_a_local_build_is_sent_only_on_a_yes_and_answered_in_the_shell(tmp_path: Path, live_server: Any) -> None:
    ada = enroll(make_program(tasks=TASKS), now=timezone.now())
    token = make_token(enrollment=ada, task=task_of(ada.program, "dev-environment"), now=timezone.now())
    run = f"sh environment.sh guide {live_server.url}/evidence/{token.secret}"
    shell(tmp_path, CLONE.format(nonce=ada.nonce, url=live_server.url))

    assert "Nothing was sent." in shell(tmp_path, run, answer="n\n")
    assert not Submission.objects.exists()

    said = shell(tmp_path, run, answer="y\n")
    assert "This is all that will be sent" in said
    assert "What to do next:" in said
    evidence = Submission.objects.get().evidence
    assert evidence["commit"]["has_nonce"]
    assert evidence["remotes"][0]["fetch"] == "github.com/demo-community/guide"
