"""How often an open page looks again: often at first, then ever more seldom, and in the end not at all."""

from dataclasses import dataclass

from onboarding.progress.queries.attempts import Attempt

PAUSES = (1, 1, 1, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 45)
"""Seconds before each look; the last one repeats."""

ENOUGH = 150
"""Looks after which a forgotten page falls silent, nearly two hours after anything changed."""


@dataclass(frozen=True)
class Poll:
    """``looked`` counts the looks since something last changed."""

    looked: int
    seconds: int


def next_look(attempt: Attempt, looked: int = 0) -> Poll | None:
    """When to look next, or None: nothing can change by itself, or it has been enough."""
    return next_glance(looked) if attempt.is_open else None


def next_glance(looked: int = 0) -> Poll | None:
    """The same where there is no attempt yet, and one may come from a shell."""
    if looked >= ENOUGH:
        return None
    return Poll(looked, PAUSES[min(looked, len(PAUSES) - 1)])
