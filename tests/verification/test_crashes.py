"""SIGKILL in the middle of a verification, on the whole site and PostgreSQL: afterwards it is finished exactly once."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

import psycopg
import pytest

from onboarding.verification.models import Status
from tests.servers.site import Site
from tests.verification.conftest import GitHub

pytestmark = [pytest.mark.postgresql, pytest.mark.timeout(420)]
T = TypeVar("T")

JOIN = """
from datetime import timedelta
from django.utils import timezone
from tests.cast import enroll, make_program, make_submission, make_version, rule, task_content, task_of
program = make_program(tasks=[task_content(f"task-{number}") for number in range(8)])
enroll(program, "ada-demo", now=timezone.now() - timedelta(hours=1))
autumn = make_program("autumn", tasks=[task_content("hello", "written")])
for number in range(5):
    evidence = {"text": "Hello, all of you.", "link": "", "words": 4}
    make_submission(enroll(autumn, f"person-{number}"), "hello", status="verified", evidence=evidence)
make_version(task_of(autumn, "hello"), task_content("hello", "written", rules=[rule("longer", "words >= 10")]))
"""
RE_VERIFY = """
from django.utils import timezone
from onboarding.programs.models import Program
from onboarding.verification.operations import start_reverification
from tests.cast import make_person, task_of
autumn = Program.objects.get(slug="autumn")
hello = task_of(autumn, "hello")
version = hello.versions.latest("number")
start_reverification(program=autumn, task=hello, version=version, started_by=make_person("linus"), now=timezone.now())
"""
HAND_IN = """
from django.utils import timezone
from onboarding.programs.models import Enrollment
from onboarding.verification.operations import submit_pull_request
ada = Enrollment.objects.get(user__login="ada-demo")
for slug, number in {what}.items():
    task = ada.program.track.tasks.get(slug=slug)
    address = f"demo-community/guide#{{number}}"
    submit_pull_request(enrollment=ada, task=task, address_text=address, now=timezone.now())
"""
SLOW = 6.0
"""Seconds that GitHub takes while we kill something: longer than that takes, shorter than our own patience."""


@dataclass
class Stack:
    """The running site, its GitHub and its database: Ada in a program of eight tasks, five people in another."""

    site: Site
    github: GitHub
    database: "psycopg.Connection[tuple[Any, ...]]"

    def hand_in(self, *, first: str = "", **numbers: int) -> None:
        what = {slug.replace("_", "-"): number for slug, number in numbers.items()}
        self.site.manage("shell", "-c", first + HAND_IN.format(what=what))

    def opened(self, *, merged: bool) -> int:
        number = self.github.open()
        if merged:
            self.github.act(number, "merge")
        return number

    def kill(self, *names: str) -> None:
        for name in names:
            self.site.kill(name)

    def start(self, *names: str) -> None:
        for name in names:
            self.site.start(name)
        self.site.wait_for_web()

    def is_whole(self) -> None:
        """Everything runs, and nothing is wrong with GitHub."""
        self.github.is_now()
        if not self.site.broker.is_running:
            self.start("broker")
        running = {name for name, process in self.site.processes.items() if process.poll() is None}
        self.start(*(name for name in self.site.commands if name not in running))

    def status(self, slug: str) -> str:
        query = """SELECT status FROM verification_submission s
                   JOIN curriculum_task t ON t.id = s.task_id WHERE t.slug = %s"""
        row = self.database.execute(query, [slug.replace("_", "-")]).fetchone()
        return str(row[0]) if row else ""

    def wait_for(self, slug: str, status: str, *, seconds: float = 90) -> None:
        wait_until(lambda: self.status(slug) == status, seconds=seconds, log=lambda: self.site.log("worker"))

    def ring(self, *tasks: str) -> None:
        """As beat does each minute."""
        named = [task.rsplit(".", 1) for task in tasks]
        lines = (f"from {module} import {name}; {name}.delay()" for module, name in named)
        self.site.manage("shell", "-c", "\n".join(lines))

    def let_claims_expire(self) -> None:
        """Two minutes pass."""
        self.database.execute("UPDATE verification_submission SET claimed_until = now() WHERE status = 'checking'")
        self.database.execute("UPDATE verification_reverification SET claimed_until = now() WHERE finished_at IS NULL")

    @contextmanager
    def held_up(self, login: str) -> Iterator[None]:
        """Somebody else is writing about this person meanwhile: whoever else would has to wait."""
        query = """SELECT e.id FROM programs_enrollment e JOIN people_user u ON u.id = e.user_id
                   WHERE u.login = %s FOR UPDATE OF e"""
        with self.database.transaction():
            self.database.execute(query, [login])
            yield

    def rejudged(self) -> int:
        return int(self.database.execute("SELECT count(*) FROM verification_rejudgement").fetchone()[0])  # type: ignore[index]

    def assert_rejudged_exactly_once(self) -> None:
        """Whatever they said is too short for the new version, so each piece has one flag."""
        query = """SELECT count(*), count(DISTINCT j.submission_id), count(DISTINCT j.flag_id),
                   (SELECT count(*) FROM verification_flag) FROM verification_rejudgement j"""
        assert self.database.execute(query).fetchone() == (5, 5, 5, 5)

    def let_polls_be_due(self) -> None:
        """An hour passes, in which webhooks were trusted."""
        self.database.execute("UPDATE mirror_repository SET next_poll_at = now()")

    def assert_verified_exactly_once(self, slug: str) -> None:
        query = """SELECT count(*) FILTER (WHERE r.to_status = 'verified'), count(DISTINCT s.id)
                   FROM verification_transition r JOIN verification_submission s ON s.id = r.submission_id
                   JOIN curriculum_task t ON t.id = s.task_id WHERE t.slug = %s"""
        assert self.database.execute(query, [slug.replace("_", "-")]).fetchone() == (1, 1)
        assert "every trail is what its submissions say" in self.site.manage("check_trails")


def wait_until(is_so: Callable[[], bool], *, seconds: float, log: Callable[[], str]) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, log()
        time.sleep(0.1)


@pytest.fixture(scope="module")
def shared_stack(site: Site) -> Iterator[Stack]:
    site.manage("shell", "-c", JOIN)
    with psycopg.connect(site.environment["WAYMARK_DATABASE_URL"], autocommit=True) as database:
        yield Stack(site, GitHub(site.simulator_url), database)


@pytest.fixture
def stack(shared_stack: Stack) -> Stack:
    """One site for all of these tests, each with tasks of its own, whatever the one before has left behind."""
    shared_stack.is_whole()
    return shared_stack


def test_when_everything_dies_at_once_it_is_finished_without_anybodys_help(stack: Stack) -> None:
    """No bell is rung here: claims expire, and beat sweeps, as they do in production. Only the next poll is sooner."""
    numbers = [stack.opened(merged=merged) for merged in (True, True, False)]
    stack.hand_in(task_7=numbers[2])
    stack.wait_for("task_7", Status.WAITING)
    stack.github.is_now(slow_seconds=SLOW)
    stack.hand_in(task_5=numbers[0])
    stack.wait_for("task_5", Status.CHECKING)

    stack.kill("worker", "web", "broker")

    stack.let_polls_be_due()
    stack.hand_in(task_6=numbers[1])
    stack.github.is_now()
    stack.github.act(numbers[2], "merge")
    stack.start("broker", "worker", "web")
    for slug in ("task_5", "task_6", "task_7"):
        stack.wait_for(slug, Status.VERIFIED, seconds=180)
    for slug in ("task_5", "task_6", "task_7"):
        stack.assert_verified_exactly_once(slug)


def test_a_killed_worker_loses_its_claims_and_nothing_else(stack: Stack) -> None:
    """It checks Ada's pull request, and judges a task of five others anew: two are done, the third is at hand."""
    number = stack.opened(merged=True)
    stack.github.is_now(slow_seconds=SLOW)
    with stack.held_up("person-2"):
        stack.hand_in(first=RE_VERIFY, task_0=number)
        wait_until(lambda: stack.rejudged() == 2, seconds=60, log=lambda: stack.site.log("worker"))
        stack.wait_for("task_0", Status.CHECKING)

        stack.kill("worker")

    assert stack.status("task_0") == Status.CHECKING
    stack.github.is_now()
    stack.start("worker")
    stack.let_claims_expire()
    stack.ring("onboarding.verification.tasks.sweep", "onboarding.verification.tasks.resume_reverifications")
    stack.wait_for("task_0", Status.VERIFIED)
    stack.assert_verified_exactly_once("task_0")
    wait_until(lambda: stack.rejudged() == 5, seconds=60, log=lambda: stack.site.log("worker"))
    stack.assert_rejudged_exactly_once()


def test_a_killed_broker_delays_work_and_loses_none(stack: Stack) -> None:
    first, second = stack.opened(merged=True), stack.opened(merged=True)
    stack.github.is_now(slow_seconds=SLOW)
    stack.hand_in(task_1=first)
    stack.wait_for("task_1", Status.CHECKING)

    stack.kill("broker")

    stack.hand_in(task_2=second)
    assert stack.status("task_2") == Status.QUEUED
    stack.github.is_now()
    stack.start("broker")
    stack.let_claims_expire()
    stack.ring("onboarding.verification.tasks.sweep")
    for slug in ("task_1", "task_2"):
        stack.wait_for(slug, Status.VERIFIED)
        stack.assert_verified_exactly_once(slug)
    assert stack.site.processes["worker"].poll() is None, "the worker died with its broker"


def test_a_merge_while_the_web_server_is_dead_is_found_by_the_reconcile(stack: Stack) -> None:
    first, second = stack.opened(merged=True), stack.opened(merged=False)
    stack.hand_in(task_4=second)
    stack.wait_for("task_4", Status.WAITING)
    stack.github.is_now(slow_seconds=SLOW)
    stack.hand_in(task_3=first)
    stack.wait_for("task_3", Status.CHECKING)

    stack.kill("web")

    stack.github.is_now()
    stack.github.act(second, "merge")
    stack.wait_for("task_3", Status.VERIFIED)
    stack.start("web")
    stack.let_polls_be_due()
    stack.ring("onboarding.wiring.reconcile")
    stack.wait_for("task_4", Status.VERIFIED)
    for slug in ("task_3", "task_4"):
        stack.assert_verified_exactly_once(slug)
