"""The simulator as one object: its world, its webhooks, and what is wrong with it just now."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from onboarding.github.simulator import constants
from onboarding.github.simulator.actions import push_directly
from onboarding.github.simulator.happened import Happened
from onboarding.github.simulator.hooks import Hooks
from onboarding.github.simulator.meter import Meter
from onboarding.github.simulator.moods import Moods
from onboarding.github.simulator.oauth import Grants
from onboarding.github.simulator.payloads import Json, payload, push_json, repository_event_json
from onboarding.github.simulator.people import Person
from onboarding.github.simulator.store import Store
from onboarding.github.simulator.world import Commit, PullRequest, Repository, World


class Simulator:
    """One GitHub. ``base_url`` is where it is served."""

    def __init__(
        self,
        *,
        base_url: str,
        path: Path | None = None,
        webhook_url: str = "",
        webhook_secret: str = constants.WEBHOOK_SECRET,
    ) -> None:
        self.base_url = base_url
        self.store = Store(path)
        self.hooks = Hooks(self.store, url=webhook_url, secret=webhook_secret)
        self.moods = Moods()
        self.grants = Grants()
        self._sent = 0
        self._held: list[str] = []
        self._meters = {True: Meter(_long_ago()), False: Meter(_long_ago())}

    def meter(self, path: str) -> Meter:
        """GraphQL and REST are counted apart."""
        return self._meters[path == "/api/graphql"]

    def act(self, verb: Callable[[World], Happened], *, now: datetime) -> PullRequest:
        """Change the world, keep it, then ring the site's bell. Raises `actions.Refused`."""
        with self.store.changing() as world:
            happened = verb(world)
            guids = self._log(world, happened.event, payload(world, happened, base_url=self.base_url), now=now)
            if happened.action == "closed" and happened.pull.merge_commit:
                guids += self._log_push(world, world.repository_of(happened.pull), happened.pull.merge_commit, now=now)
        self._send(guids)
        return happened.pull

    def push(self, full_name: str, *, actor: Person, message: str, now: datetime) -> Commit:
        """A commit without a pull request. Raises `actions.Refused`, and KeyError for an unknown repository."""
        with self.store.changing() as world:
            repository = world.repository(full_name)
            if repository is None:
                raise KeyError(full_name)
            commit = push_directly(repository, actor=actor, message=message, now=now)
            guids = self._log_push(world, repository, commit, now=now)
        self._send(guids)
        return commit

    def change_repository(
        self, full_name: str, change: Callable[[Repository], str], *, now: datetime
    ) -> tuple[str, bool]:
        """Do something to a repository as a whole; `change` gives GitHub's word for it, or nothing where it stayed
        as it was. Gives what it is called now and whether it is hidden. Raises KeyError for an unknown one."""
        with self.store.changing() as world:
            repository = world.repository(full_name)
            if repository is None:
                raise KeyError(full_name)
            action, guids = change(repository), []
            if action:
                body = repository_event_json(repository, action, base_url=self.base_url)
                guids = self._log(world, "repository", body, now=now)
            told = repository.full_name, repository.is_hidden
        self._send(guids)
        return told

    def _log_push(self, world: World, repository: Repository, commit: Commit, *, now: datetime) -> list[str]:
        return self._log(world, "push", push_json(repository, commit, base_url=self.base_url), now=now)

    def _log(self, world: World, event: str, body: Json, *, now: datetime) -> list[str]:
        if not self.hooks.url or not self.moods.webhooks:
            return []
        return [self.hooks.record(world, event, body, now=now)]

    def _send(self, guids: list[str]) -> None:
        for guid in self._as_they_come(guids):
            self.hooks.send(guid, late_seconds=self.moods.late_seconds)

    def _as_they_come(self, guids: list[str]) -> Iterator[str]:
        """Which of these go out now, in which order and how often. What is held back goes with the next one."""
        for guid in guids:
            self._sent += 1
            if self.moods.lose_every and self._sent % self.moods.lose_every == 0:
                continue
            times = 2 if self.moods.is_repeating else 1
            if self.moods.is_swapping and not self._held:
                self._held = [guid] * times
                continue
            yield from [guid] * times
            yield from self._held
            self._held = []

    def close(self) -> None:
        self.hooks.close()


def _long_ago() -> datetime:
    return datetime.fromtimestamp(0, tz=UTC)
