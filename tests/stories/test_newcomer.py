"""The whole way in a real browser on the whole site: sign in, join, hand in, merge, verified, reviewed, finished."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Browser

from tests.cast import number_of
from tests.servers import site as sites
from tests.servers.site import Site
from tests.stories.walk import Maintainer, Walker
from tests.verification.kubectl import other_cluster, printed

pytestmark = [pytest.mark.once, pytest.mark.timeout(400)]

SET_UP = """
from onboarding.curriculum.models import Track
from onboarding.github.models import Repository
from onboarding.github.simulator.people import GRACE
from onboarding.people.models import User
from onboarding.programs.models import Membership, Program, ProgramTask

program = Program.objects.create(
    slug="story", name="Story", name_zh_hans="故事", track=Track.objects.get(slug="cloud-native-contributor"),
    branches=["main"], is_demo=True,
)
for task in program.track.tasks.filter(slug__in=("introduce-yourself", "first-contribution", "sign-off", "pod")):
    ProgramTask.objects.create(program=program, task=task, version=task.current_version)
program.repositories.add(
    Repository.objects.create(github_id=5001, node_id="R_demo5001", full_name="demo-community/guide")
)
grace = User.objects.create(github_id=GRACE.github_id, login=GRACE.login, name=GRACE.name, is_demo=True)
Membership.objects.create(program=program, user=grace, role="mentor")
"""
INTRODUCTION = {
    "en": "Hello! I am new here and study computer science. I would like to learn how a large project is built, "
    "and I have about six hours a week, mostly at weekends. In the README I noticed that one word is used before "
    "it is explained, and perhaps I could add a sentence there.",
    "zh-hans": "大家好！我是计算机专业的学生，刚刚来到这里。我想知道一个大项目是怎样做出来的，每周大约有六个小时，"
    "多半在周末。读 README 的时候，我注意到有一个词在解释之前就用了，也许我可以在那里补上一句话。",
}
WORDS = {"en": ("Not yet", "No, something has to change", "Verified"), "zh-hans": ("尚未", "不行", "已核实")}


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    """One site for all: each newcomer walks their own trail on it."""
    with sites.running() as running:
        running.manage("sync_curriculum")
        running.manage("shell", "-c", SET_UP)
        yield running


@pytest.mark.parametrize(
    ("login", "language", "has_script"), [("ada-demo", "en", True), ("wang-fang-demo", "zh-hans", False)]
)
def test_a_newcomer_walks_the_whole_way(
    browser: Browser, site: Site, tmp_path: Path, login: str, language: str, has_script: bool
) -> None:
    maintainer = Maintainer(site)
    newcomer = Walker.arrives(browser, site, login, language=language, has_script=has_script)
    not_yet, no, verified = WORDS[language]

    newcomer.goes_to("/programs/story/")
    newcomer.press('form[action$="/join/"] button')
    assert newcomer.speaks() == language

    newcomer.goes_to("/journey/")
    newcomer.press(".next .button")
    newcomer.hands_in(text=INTRODUCTION[language])
    newcomer.sees_answer("review")
    mentor_approves(browser, site, language=language, has_script=has_script)

    newcomer.goes_to("/journey/")
    newcomer.press(".next .button")
    number = maintainer.sees_opened(login)
    newcomer.hands_in(address=maintainer.address(number))
    assert not_yet in newcomer.sees_answer("waiting")
    maintainer.merges(number)
    assert verified in newcomer.sees_answer("verified")

    newcomer.goes_to("/journey/")
    newcomer.press(".next .button")
    number = maintainer.sees_opened(login, is_signed=False)
    newcomer.hands_in(address=maintainer.address(number))
    assert no in newcomer.sees_answer("unmet")
    maintainer.sees_amended(number)
    newcomer.sees_answer("waiting")
    maintainer.merges(number)
    newcomer.sees_answer("verified")

    newcomer.goes_to("/journey/")
    newcomer.press(".next .button")
    newcomer.press('form[action$="/command/"] button')
    assert verified.upper() in runs(newcomer.sees(".command code").inner_text(), tmp_path, of=login)
    newcomer.goes_to(newcomer.page.url.partition("#")[0])
    newcomer.sees_answer("verified")

    newcomer.goes_to("/journey/")
    newcomer.sees(".arrived", by_reloading=True)
    assert newcomer.mistakes == []


def runs(command: str, folder: Path, *, of: str) -> str:
    """What a shell prints when this command is pasted into it. The cluster is a recording of a real one."""
    nonce = command.partition(" -n ")[2].split()[0]
    uids = other_cluster("pod-ok", salt=f"{number_of(of) % 0xFFFF:04x}")
    (folder / "pods.json").write_bytes(printed("pod-ok", nonce, now=timezone.now(), changes=uids))
    kubectl = folder / "kubectl"
    kubectl.write_text(f"#!/bin/sh\ncat {folder}/pods.json\n")
    kubectl.chmod(0o755)
    path = f"{folder}:{os.environ['PATH']}"
    shell = subprocess.run(
        ["bash", "-c", command], env={**os.environ, "PATH": path}, capture_output=True, text=True, timeout=60
    )
    assert shell.returncode == 0, shell.stderr
    return shell.stdout


def mentor_approves(browser: Browser, site: Site, *, language: str, has_script: bool) -> None:
    """Grace finds it under what waits for her, reads it, and approves."""
    grace = Walker.arrives(browser, site, "grace-demo", language=language, has_script=has_script)
    grace.goes_to("/mentor/today/")
    grace.speaks_from_now_on(language)
    grace.press(".agenda a.button")
    grace.press('button[value="approve"]')
    grace.sees(".notice.undo")
    assert grace.mistakes == []
