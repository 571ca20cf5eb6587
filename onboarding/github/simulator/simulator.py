"""The simulator as one object: its world, its webhooks, and what is wrong with it just now."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from onboarding.github.simulator import constants
from onboarding.github.simulator.actions import Happened
from onboarding.github.simulator.hooks import Hooks
from onboarding.github.simulator.meter import Meter
from onboarding.github.simulator.moods import Moods
from onboarding.github.simulator.oauth import Grants
from onboarding.github.simulator.store import Store
from onboarding.github.simulator.world import PullRequest, World


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
        self._meters = {True: Meter(_long_ago()), False: Meter(_long_ago())}

    def meter(self, path: str) -> Meter:
        """GraphQL and REST are counted apart."""
        return self._meters[path == "/api/graphql"]

    def act(self, verb: Callable[[World], Happened], *, now: datetime) -> PullRequest:
        """Change the world, keep it, then ring the site's bell. Raises `actions.Refused`."""
        with self.store.changing() as world:
            happened = verb(world)
            guid = self._log_webhook(world, happened, now=now)
        if guid:
            self.hooks.send(guid)
        return happened.pull

    def _log_webhook(self, world: World, happened: Happened, *, now: datetime) -> str:
        if not self.hooks.url or not self.moods.webhooks:
            return ""
        return self.hooks.record(world, happened, base_url=self.base_url, now=now)

    def close(self) -> None:
        self.hooks.close()


def _long_ago() -> datetime:
    return datetime.fromtimestamp(0, tz=UTC)
