"""The whole site as processes, which die by SIGKILL one after the other while pull requests live and webhooks get lost.

Web server, worker with beat, broker and database: whichever it hits is started again a moment later. In the end the
database is compared with GitHub, and each attempt's transitions are counted.
"""

import json
import signal
import time
from collections import Counter
from dataclasses import dataclass, field
from random import Random
from typing import Any

import psycopg
import requests

from onboarding.github.simulator.constants import REPOSITORY_NAME, TOKEN
from onboarding.github.simulator.people import ADA, NEWCOMERS
from tests.servers import postgres
from tests.servers.site import Site

PEOPLE = (ADA, *NEWCOMERS)
VICTIMS = ("worker", "worker", "web", "broker", "database")
VERBS = ("push", "label", "unlabel", "approve", "checks-pass", "checks-fail", "comment", "retitle")
ENDS = ("merge", "merge", "close", "")
EXPECTED = {"merged": "verified", "closed": "returned", "open": "waiting"}
BELLS = (
    *("onboarding.wiring.retry_deliveries", "onboarding.wiring.reconcile", "onboarding.wiring.survey"),
    *("onboarding.verification.tasks.sweep", "onboarding.verification.tasks.sweep_settled"),
)
BEGIN = """
from datetime import timedelta
from django.utils import timezone
from onboarding.verification.operations import submit_pull_request
from tests.cast import enroll, make_program, task_content, task_of
opened, people, now = {opened}, {people}, timezone.now()
tasks = -(-len(opened) // len(people))
program = make_program(tasks=[task_content(f"task-{{number}}") for number in range(tasks)])
program.repositories.update(node_id="R_demo5001")
enrollments = [enroll(program, login, now=now - timedelta(hours=1)) for login in people]
for place, number in enumerate(opened):
    task = task_of(program, f"task-{{place // len(people)}}")
    address = f"demo-community/guide#{{number}}"
    submit_pull_request(enrollment=enrollments[place % len(people)], task=task, address_text=address, now=now)
"""
AN_HOUR_PASSES = (
    "UPDATE mirror_repository SET next_poll_at = now()",
    "UPDATE mirror_delivery SET next_try_at = now() WHERE processed_at IS NULL",
    "UPDATE verification_submission SET claimed_until = now() WHERE status = 'checking'",
    "UPDATE verification_submission SET next_check_at = now() WHERE status = 'queued'",
)
KNOWN = """
SELECT p.number, p.state, (array_agg(s.status ORDER BY s.attempt DESC))[1], max(ends.count)
FROM mirror_pullrequest p JOIN verification_submission s ON s.pull_request_id = p.id
LEFT JOIN LATERAL (SELECT count(*) FROM verification_transition t
                   WHERE t.submission_id = s.id AND t.to_status IN ('verified', 'returned')) ends ON true
GROUP BY p.id
"""


@dataclass
class Storm:
    """A site on a PostgreSQL that can be stopped, and so many pull requests at its simulator."""

    site: Site
    database: postgres.Server
    count: int
    random: Random
    numbers: list[int] = field(default_factory=list)
    killed: Counter[str] = field(default_factory=Counter)
    _dead: dict[str, float] = field(default_factory=dict)

    def begin(self) -> None:
        for place in range(self.count):
            self.numbers.append(self._control("pulls", author=PEOPLE[place % len(PEOPLE)].login)["number"])
        people = [one.login for one in PEOPLE]
        self.site.manage("shell", "-c", BEGIN.format(opened=self.numbers, people=people))
        self._control("moods", lose_every=20, is_repeating=True, is_swapping=True)

    def rage(self, seconds: float) -> None:
        """Something happens to some pull request all the time; every few seconds something dies."""
        until, next_kill = time.monotonic() + seconds, time.monotonic()
        while (now := time.monotonic()) < until:
            self._do(self.random.choice(self.numbers), self.random.choice(VERBS))
            if now > next_kill:
                self._kill(self.random.choice(VICTIMS), back_at=now + self.random.uniform(0.5, 4))
                next_kill = now + self.random.uniform(2, 6)
            self._bring_back(now)
            time.sleep(0.02)
        for number in self.numbers:
            self._do(number, self.random.choice(ENDS))
        self._bring_back(time.monotonic() + 60)
        self.site.wait_for_web()

    def settle(self, *, patience: float = 240) -> list[str]:
        """Hours pass, nothing dies any more; gives what is still not as GitHub has it after that."""
        self._control("moods")
        deadline, faults = time.monotonic() + patience, ["not looked yet"]
        while faults and time.monotonic() < deadline:
            with self._connected() as database:
                for statement in AN_HOUR_PASSES:
                    database.execute(statement)
            for bell in BELLS:
                module, name = bell.rsplit(".", 1)
                self.site.manage("shell", "-c", f"from {module} import {name}; {name}.delay()")
            time.sleep(5)
            faults = self.faults()
        return faults

    def faults(self) -> list[str]:
        with self._connected() as database:
            known = {row[0]: row[1:] for row in database.execute(KNOWN)}
        found = []
        for number in self.numbers:
            truth = self._state(number)
            state, status, ends = known.get(number, ("untracked", "none", 0))
            if (state, status) != (truth, EXPECTED[truth]) or ends > 1:
                found.append(f"#{number}: {truth} at GitHub, here {state}, {status}, ended {ends} times")
        return found

    def _connected(self) -> "psycopg.Connection[Any]":
        return psycopg.connect(self.site.environment["WAYMARK_DATABASE_URL"], autocommit=True)

    def _state(self, number: int) -> str:
        url = f"{self.site.simulator_url}/api/v3/repos/{REPOSITORY_NAME}/pulls/{number}"
        told = requests.get(url, headers={"Authorization": f"Bearer {TOKEN}"}, timeout=20).json()
        return "merged" if told["merged"] else str(told["state"])

    def _do(self, number: int, verb: str) -> None:
        """What GitHub refuses (422) doesn't happen."""
        if verb:
            fields = {"name": self.random.choice(("lgtm", "kind/docs")), "title": f"docs: {number}", "body": "/lgtm"}
            url = f"{self.site.simulator_url}/control/pulls/{number}/{verb}"
            requests.post(url, json=fields, timeout=20)

    def _control(self, path: str, **asked: Any) -> dict[str, Any]:
        answer = requests.post(f"{self.site.simulator_url}/control/{path}", json=asked, timeout=20)
        answer.raise_for_status()
        return dict(answer.json())

    def _kill(self, name: str, *, back_at: float) -> None:
        if name in self._dead:
            return
        if name == "database":
            self.database.stop(signal.SIGQUIT)
        else:
            self.site.kill(name)
        self.killed[name] += 1
        self._dead[name] = back_at

    def _bring_back(self, now: float) -> None:
        for name in [name for name, at in self._dead.items() if at <= now]:
            (self.database.start if name == "database" else lambda name=name: self.site.start(name))()  # type: ignore[misc]
            del self._dead[name]


def told(storm: Storm, faults: list[str], seconds: float) -> str:
    """One line of JSON."""
    figure = {"figure": "as_github_has_it_after_kills", "value": storm.count - len(faults)}
    more = {"unit": f"of {storm.count} pull requests", "at_least": storm.count, "killed": storm.killed}
    return json.dumps({**figure, **more, "seconds": round(seconds, 1), "faults": faults[:3]})
