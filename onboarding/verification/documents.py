"""The page about states, `docs/states.md`, written from the map of moves."""

from onboarding.verification.models import MOVES, Status

_ABOUT: dict[Status, tuple[str, str]] = {
    Status.QUEUED: ("machine", "Waits for a worker. Also when it could not be checked: then there is a later try."),
    Status.CHECKING: ("machine", "A worker holds it, for a minute at most."),
    Status.WAITING: ("whoever the primary finding names", "Not yet: something outside has to happen."),
    Status.IN_REVIEW: ("mentor", "A mentor is to judge it."),
    Status.RETURNED: ("newcomer", "No, and why. A new attempt is a new submission."),
    Status.VERIFIED: ("nobody; mentor while a flag is open", "Done. It may be flagged, never taken away."),
    Status.WITHDRAWN: ("nobody", "Taken back by the newcomer."),
}
_PAGE = """# States of a submission

Every move is made by one function, `onboarding/verification/operations/moving.py`, which refuses what is not in this
map and writes a `Transition` in the same transaction; the database refuses to change or delete transitions.

<!-- Written by `manage.py write_docs` from the map of moves; a test compares them. -->

| Status | Turn | Leaves to | Meaning |
|---|---|---|---|
{rows}

```mermaid
stateDiagram-v2
    [*] --> queued
{arrows}
```
"""


def states_page() -> str:
    """The whole page as Markdown."""
    arrows = "\n".join(f"    {origin} --> {to}" for origin in Status for to in _sorted(origin))
    return _PAGE.format(rows="\n".join(_row(status) for status in Status), arrows=arrows)


def _row(status: Status) -> str:
    turn, meaning = _ABOUT[status]
    leaves = ", ".join(f"`{to}`" for to in _sorted(status)) or "nothing"
    return f"| `{status}` | {turn} | {leaves} | {meaning} |"


def _sorted(status: Status) -> list[Status]:
    return [to for to in Status if to in MOVES[status]]
