"""Counts requests as GitHub's primary limit does: so many an hour, then none until the hour is over."""

from dataclasses import dataclass
from datetime import datetime, timedelta

LIMIT = 5000
HOUR = timedelta(hours=1)


@dataclass
class Meter:
    """What is left for one token in one of the two APIs."""

    reset_at: datetime
    remaining: int = LIMIT

    def spend(self, now: datetime, cost: int) -> bool:
        """Take so many points; false when nothing is left. As at GitHub, the last question may cost more than that."""
        if now >= self.reset_at:
            self.reset_at, self.remaining = now + HOUR, LIMIT
        if self.remaining <= 0:
            return False
        self.remaining = max(0, self.remaining - cost)
        return True

    def exhaust(self, now: datetime, seconds: int) -> None:
        """Use up everything at once."""
        self.remaining, self.reset_at = 0, now + timedelta(seconds=seconds)
