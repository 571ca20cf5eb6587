"""Random lives of pull requests, with everything that can go wrong between GitHub and us: for a test and a benchmark.

Webhooks are dropped, repeated and shuffled; workers die at any SQL statement; bells are lost. Time is ours, so hours
pass in a moment. What has to be true in the end is in `faults`.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import product
from random import Random
from typing import Any
from uuid import UUID

from django.core.cache import cache
from django.db import connection

from onboarding.github import operations as github
from onboarding.github.models import PullRequest, Repository
from onboarding.github.simulator import actions, world
from onboarding.github.simulator.constants import REPOSITORY_NAME
from onboarding.github.simulator.happened import NewCommit, Refused
from onboarding.github.simulator.people import ADA, MAINTAINER, NEWCOMERS, Person
from onboarding.github.simulator.simulator import Simulator
from onboarding.github.simulator.verbs import VERBS
from onboarding.verification import operations as verification
from onboarding.verification.models import Status, Submission, Transition
from onboarding.verification.operations.sweeping import SETTLED
from tests.cast import enroll, make_program, task_content, task_of

MINUTE = timedelta(minutes=1)
PEOPLE = (ADA, *NEWCOMERS)
TASKS = 12
DROPPED, REPEATED, LOST_BELLS, DEATHS = 0.05, 0.10, 0.10, 0.002
BY_AUTHOR = ("push", "amend", "draft", "ready", "retitle")
BY_MAINTAINER = ("label", "unlabel", "approve", "request-changes", "checks-pass", "checks-fail", "comment")
ENDS = ("merge", "merge", "merge", "close", "close-and-reopen", "nothing")
EXPECTED = {"merged": Status.VERIFIED, "closed": Status.RETURNED, "open": Status.WAITING}
COMPARED = ("state", "title", "is_draft", "head_sha", "labels", "base_branch", "review_decision", "merged_at")


class Killed(BaseException):
    """The process is gone: nothing that handles errors may notice."""


@dataclass
class Postbox:
    """Stands in for the simulator's thread that sends webhooks: they wait here until somebody brings them."""

    random: Random
    url: str = "in this process"
    waiting: list[tuple[str, str, dict[str, Any]]] = field(default_factory=list)

    def record(self, _: world.World, event: str, payload: dict[str, Any], *, now: datetime) -> str:
        guid = str(UUID(int=self.random.getrandbits(128)))
        if self.random.random() >= DROPPED:
            times = 2 if self.random.random() < REPEATED else 1
            self.waiting += [(guid, event, payload)] * times
        return guid

    def send(self, guid: str, *, late_seconds: float = 0) -> None:
        """It lies here already."""

    def close(self) -> None:
        """Nothing is open."""

    def take(self, share: float) -> list[tuple[str, str, dict[str, Any]]]:
        """Some of them, in any order."""
        self.random.shuffle(self.waiting)
        count = round(len(self.waiting) * share)
        taken, self.waiting = self.waiting[:count], self.waiting[count:]
        return taken


@dataclass
class Lives:
    """So many pull requests at this simulator, which must be the one that the site talks to."""

    simulator: Simulator
    count: int
    now: datetime
    random: Random
    pulls: list[world.PullRequest] = field(default_factory=list)
    deaths: int = 0
    deliveries: int = 0

    def __post_init__(self) -> None:
        self.post = Postbox(self.random)
        self.simulator.hooks = self.post  # type: ignore[assignment]

    def begin(self) -> None:
        """Everybody opens theirs and hands it in."""
        contents = [task_content(f"task-{number}") for number in range(TASKS)]
        per_program = len(PEOPLE) * TASKS
        for number in range(-(-self.count // per_program)):
            program = make_program(f"lives-{number}", tasks=contents)
            Repository.objects.update(node_id="R_demo5001")
            enrollments = {who.login: enroll(program, who.login, now=self.now - MINUTE) for who in PEOPLE}
            left = self.count - len(self.pulls)
            for task, who in list(product(range(TASKS), PEOPLE))[:left]:
                pull = self._open(who)
                verification.submit_pull_request(
                    enrollment=enrollments[who.login],
                    task=task_of(program, f"task-{task}"),
                    address_text=f"{REPOSITORY_NAME}#{pull.number}",
                    now=self.now,
                )

    def live(self, *, rounds: int = 4) -> None:
        """In each round something happens to each, some webhooks come, and the site works for a minute or so."""
        for _ in range(rounds):
            for pull in self.pulls:
                self._do(pull, self.random.choice(BY_AUTHOR + BY_MAINTAINER))
            self._pass(self.post.take(0.7))
        for pull in self.pulls:
            for verb in self.random.choice(ENDS).split("-and-"):
                self._do(pull, verb)
        self._pass(self.post.take(0.7))

    def settle(self, *, hours: int = 3) -> None:
        """The last webhooks come late; then only polls and sweeps are left, in which nobody dies any more."""
        self._pass(self.post.take(1))
        for _ in range(hours):
            self.now += timedelta(hours=1)
            self._renew_budget()
            for _ in range(3):
                self.now += MINUTE
                self._work(chance=0)

    def _open(self, who: Person) -> world.PullRequest:
        def verb(there: world.World) -> actions.Happened:
            return actions.open_pull_request(
                there,
                repository=there.repositories[0],
                author=who,
                title=f"docs: page {len(self.pulls)}",
                body="",
                commits=[NewCommit("docs: mend")],
                now=self.now,
            )

        self.pulls.append(self.simulator.act(verb, now=self.now))
        return self.pulls[-1]

    def _do(self, pull: world.PullRequest, verb: str) -> None:
        """One change, a second after the one before; what GitHub refuses doesn't happen."""
        if verb == "nothing":
            return
        self.now += timedelta(seconds=1)
        name = self.random.choice(("lgtm", "kind/docs", "size/S"))
        fields = {"message": "docs: again", "name": name, "title": f"docs: {self.random.random()}", "body": "/lgtm"}
        by_author = verb in BY_AUTHOR or verb == "reopen"
        actor = next(one for one in PEOPLE if one.login == pull.author) if by_author else MAINTAINER
        with suppress(Refused):
            self.simulator.act(lambda _: VERBS[verb](pull, fields, actor, self.now), now=self.now)

    def _pass(self, post: Sequence[tuple[str, str, dict[str, Any]]]) -> None:
        """These webhooks come; each is processed at once, unless its bell is lost. Then a minute of work."""
        self._renew_budget()
        for guid, event, payload in post:
            delivery = github.receive(guid=guid, event=event, payload=payload, now=self.now)
            self.deliveries += 1
            if self.random.random() >= LOST_BELLS:
                self._process(delivery.pk, DEATHS)
        self.now += MINUTE
        self._work(chance=DEATHS)

    def _work(self, *, chance: float) -> None:
        """What beat rings for in a minute; each hour's bells ring here too, which does no harm."""
        for key in github.due_deliveries(now=self.now):
            self._process(key, chance)
        for ask in (github.reconcile, github.survey):
            self._look_again(self._mortal(lambda ask=ask: ask(now=self.now), chance))  # type: ignore[misc]
        for sweep in (verification.sweep, verification.sweep_settled):
            self._mortal(lambda sweep=sweep: sweep(now=self.now), chance)  # type: ignore[misc]
        for key in Submission.objects.due(self.now).values_list("pk", flat=True):
            self._mortal(lambda key=key: verification.check(submission_id=key, now=self.now), chance)  # type: ignore[misc]
        behind = Submission.objects.filter(status__in=SETTLED).behind_the_mirror()
        for key in behind.values_list("pk", flat=True):
            self._mortal(lambda key=key: verification.recheck(submission_id=key, now=self.now), chance)  # type: ignore[misc]

    def _process(self, key: int, chance: float) -> None:
        self._look_again(self._mortal(lambda: github.process_delivery(delivery_id=key, now=self.now), chance))

    def _look_again(self, changed: list[int] | None) -> None:
        if changed and self.random.random() >= LOST_BELLS:
            self._mortal(lambda: verification.look_again(pull_request_ids=changed, now=self.now), DEATHS)

    def _mortal(self, work: Callable[[], Any], chance: float) -> Any:
        """Do it, or die on the way."""
        try:
            with self._dying(chance):
                return work()
        except Killed:
            self.deaths += 1
            return None

    @contextmanager
    def _dying(self, chance: float) -> Iterator[None]:
        def execute(run: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
            if self.random.random() < chance and "SAVEPOINT" not in sql:
                raise Killed
            return run(sql, params, many, context)

        with connection.execute_wrapper(execute):
            yield

    def _renew_budget(self) -> None:
        """Hours pass here in a moment, and GitHub's clock does not."""
        self.simulator.meter("/api/graphql").reset_at = datetime.fromtimestamp(0, tz=self.now.tzinfo)
        cache.clear()

    def faults(self) -> list[str]:
        """What is not as GitHub has it, or was written down twice."""
        rows = {row.github_id: row for row in PullRequest.objects.all()}
        found = []
        for pull in self.pulls:
            row = rows.get(pull.github_id)
            if row is None:
                found.append(f"#{pull.number} is not there")
                continue
            found += _mirror_faults(pull, row.evidence["pull_request"])
            found += _submission_faults(pull, list(row.submissions.order_by("attempt")))
        return found


def _mirror_faults(pull: world.PullRequest, known: dict[str, Any]) -> list[str]:
    merged_at = f"{pull.merged_at:%Y-%m-%dT%H:%M:%SZ}" if pull.merged_at else None
    truth = {
        "state": pull.state,
        "title": pull.title,
        "is_draft": pull.is_draft,
        "head_sha": pull.head_sha,
        "labels": sorted(pull.labels),
        "base_branch": pull.base,
        "merged_at": merged_at,
        "review_decision": pull.decision.lower(),
    }
    return [f"#{pull.number}: {key} is {known[key]}, not {truth[key]}" for key in COMPARED if known[key] != truth[key]]


def _submission_faults(pull: world.PullRequest, attempts: Sequence[Submission]) -> list[str]:
    """The last attempt stands where the pull request does; and every change of it was written down once."""
    last = attempts[-1]
    found = []
    if last.status != EXPECTED[pull.state]:
        found.append(f"#{pull.number}: {pull.state}, but {last.status} ({last.primary_code}, {last.last_error})")
    for attempt in attempts:
        told = Transition.objects.filter(submission=attempt).exclude(to_status__in=(Status.QUEUED, Status.CHECKING))
        ends = Counter(told.values_list("to_status", flat=True))
        if ends[Status.VERIFIED] + ends[Status.RETURNED] > 1:
            found.append(f"#{pull.number}: attempt {attempt.attempt} ended more than once: {dict(ends)}")
        begun = Transition.objects.filter(submission=attempt, from_status="").count()
        if begun != 1:
            found.append(f"#{pull.number}: attempt {attempt.attempt} began {begun} times")
    return found
