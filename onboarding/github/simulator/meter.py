"""Counts requests as GitHub's primary limit does: so many an hour, then none until the hour is over."""

from dataclasses import dataclass
from datetime import datetime, timedelta

LIMIT = 5000
COST = 1
"""Points for any question. GitHub asks more of large ones; nothing here depends on that yet."""

HOUR = timedelta(hours=1)


@dataclass
class Meter:
    """What is left for one token in one of the two APIs."""

    reset_at: datetime
    remaining: int = LIMIT

    def spend(self, now: datetime) -> bool:
        """Take one request; false when there is none left."""
        if now >= self.reset_at:
            self.reset_at, self.remaining = now + HOUR, LIMIT
        if self.remaining < COST:
            return False
        self.remaining -= COST
        return True

    def exhaust(self, now: datetime, seconds: int) -> None:
        """Use up everything at once."""
        self.remaining, self.reset_at = 0, now + timedelta(seconds=seconds)
