"""Pull requests by the thousand, at the simulator and in the mirror, made without asking for each."""

import copy
import itertools
from datetime import timedelta
from typing import Any

from django.core.cache import cache
from django.db import connection
from django.utils import timezone
from prometheus_client import REGISTRY

from onboarding.github import evidence as evidences
from onboarding.github.addresses import Address
from onboarding.github.credentials import connect
from onboarding.github.models import Delivery, PullRequest, Repository
from onboarding.github.operations import process_delivery, receive, track
from onboarding.github.simulator import actions, world
from onboarding.github.simulator.happened import NewCommit
from onboarding.github.simulator.payloads import pull_request_json
from onboarding.github.simulator.people import ADA, MAINTAINER
from onboarding.github.simulator.simulator import Simulator

MINUTE = timedelta(minutes=1)
OWNER = "bench"
EACH = 5
"""Webhooks about one pull request, as a push with its checks and labels brings them."""


class Followed:
    """So many pull requests in so many repositories. ``now`` is when all of it was last read."""

    def __init__(self, simulator: Simulator, *, pulls: int, repositories: int) -> None:
        self.simulator = simulator
        self.count = pulls
        self.repositories = repositories
        self.now = timezone.now().replace(microsecond=0)
        self._before: dict[str, float] = {}

    def build(self) -> None:
        """One is opened and tracked as anybody would; the others are copies of it with numbers of their own."""
        with self.simulator.store.changing() as there:
            there.repositories += [_repository(number) for number in range(self.repositories)]
            for number in range(self.count):
                there.pull_requests.append(self._pull(there, number))
        first = self._pulls[0]
        known = track(address=Address(OWNER, "repo-0", first.number), now=self.now)
        template = known.evidence
        known.delete()
        rows = [
            Repository(github_id=one.github_id, node_id=one.node_id, full_name=one.full_name) for one in self._places
        ]
        by_id = {row.github_id: row for row in Repository.objects.bulk_create(rows)}
        copies = (self._row(template, one, by_id[one.repository_id]) for one in self._pulls)
        while batch := list(itertools.islice(copies, 500)):
            PullRequest.objects.bulk_create(batch)

    @property
    def _places(self) -> list[world.Repository]:
        with self.simulator.store.reading() as there:
            return [one for one in there.repositories if one.owner == OWNER]

    @property
    def _pulls(self) -> list[world.PullRequest]:
        with self.simulator.store.reading() as there:
            return there.pull_requests[-self.count :]

    def _pull(self, there: world.World, number: int) -> world.PullRequest:
        """Each was last touched a minute before the one after it."""
        repository = there.repositories[-self.repositories + number % self.repositories]
        touched = self.now - (self.count - number) * MINUTE
        return world.PullRequest(
            github_id=there.new_id(),
            number=number + 1,
            repository_id=repository.github_id,
            title=f"docs: page {number}",
            body="",
            author=ADA.login,
            base="main",
            head="patch",
            created_at=touched,
            updated_at=touched,
            commits=[
                world.Commit(sha="c0ffee" * 6 + "c0ff", message="docs: x", author=ADA.login, committed_at=touched)
            ],
        )

    def _row(self, template: dict[str, Any], pull: world.PullRequest, repository: Repository) -> PullRequest:
        evidence = copy.deepcopy(template)
        at = f"{pull.updated_at:%Y-%m-%dT%H:%M:%SZ}"
        evidence["pull_request"] |= {
            "node_id": pull.node_id,
            "github_id": pull.github_id,
            "number": pull.number,
            "title": pull.title,
            "created_at": at,
            "updated_at": at,
        }
        evidence["repository"] |= {"github_id": repository.github_id, "full_name": repository.full_name}
        return PullRequest(
            node_id=pull.node_id,
            github_id=pull.github_id,
            repository=repository,
            repository_name=repository.full_name,
            number=pull.number,
            title=pull.title,
            author_github_id=ADA.github_id,
            author_login=ADA.login,
            state=pull.state,
            head_sha=pull.head_sha,
            evidence=evidence,
            evidence_hash=evidences.digest(evidence),
            updated_at=pull.updated_at,
            looked_at=self.now,
        )

    def change(self, *, share: float) -> int:
        """A label on most, a merge of every fifth, half an hour later; gives how many changed."""
        changing = self._pulls[:: round(1 / share)]
        at = self.now + 30 * MINUTE
        for number, pull in enumerate(changing):
            if number % 5:
                actions.label(pull, actor=MAINTAINER, name="lgtm", now=at)
            else:
                actions.merge(pull, actor=MAINTAINER, now=at)
        return len(changing)

    def deliver(self, count: int) -> list[int]:
        """Webhooks about pull requests that were pushed to, mixed; gives their keys."""
        at = self.now + 90 * MINUTE
        about = self._pulls[: -(-count // EACH)]
        for pull in about:
            if pull.state == "open":
                actions.push(pull, actor=ADA, commit=NewCommit("docs: more"), now=at)
        places = {one.github_id: one for one in self._places}
        keys = []
        for number, pull in itertools.islice(enumerate(itertools.cycle(about)), count):
            place = places[pull.repository_id]
            payload = {
                "action": "synchronize",
                "pull_request": pull_request_json(pull, place, base_url=self.simulator.base_url),
                "repository": {"id": place.github_id},
            }
            received_at = at + number * MINUTE / count
            keys.append(receive(guid=f"bench-{number}", event="pull_request", payload=payload, now=received_at).pk)
        self.now = at + 2 * MINUTE
        return keys

    def process(self, key: int) -> None:
        """In a worker's thread. GitHub's hour is never over here, so its account is renewed when it runs low."""
        if self.simulator.meter("/api/graphql").remaining < 1000:
            self._renew_meter()
        process_delivery(delivery_id=key, now=self.now)
        connection.close()

    def ask_naively(self) -> int:
        """One REST request for each; gives how many that were."""
        for pull, place in zip(self._pulls, itertools.cycle(self._places), strict=False):
            if self.simulator.meter("/api/v3/").remaining < 10:
                self._renew_meter()
            connect(now=self.now).rest("repos", OWNER, place.name, "pulls", str(pull.number))
        return int(self.spent("rest"))

    def renew(self) -> None:
        """A new hour, in which nothing is spent yet."""
        self._renew_meter()
        self._before = _counted()

    def _renew_meter(self) -> None:
        for path in ("/api/graphql", "/api/v3/"):
            self.simulator.meter(path).reset_at = self.now - timedelta(days=1)
        cache.clear()

    def spent(self, *questions: str) -> float:
        """Points since the last `renew`, of these questions or of all in GraphQL."""
        now = _counted()
        names = questions or [name for name in now if name != "rest"]
        return sum(now.get(name, 0) - self._before.get(name, 0) for name in names)

    def forget(self) -> None:
        Delivery.objects.all().delete()
        PullRequest.objects.all().delete()
        Repository.objects.all().delete()
        self.simulator.store.reset()
        self._renew_meter()


def _repository(number: int) -> world.Repository:
    return world.Repository(github_id=7000 + number, node_id=f"R_bench{number}", full_name=f"{OWNER}/repo-{number}")


def _counted() -> dict[str, float]:
    samples = (sample for metric in REGISTRY.collect() for sample in metric.samples)
    return {one.labels["question"]: one.value for one in samples if one.name == "waymark_github_points_total"}
