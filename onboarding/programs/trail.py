"""The trail: one character a task, at the task's slot, kept on the enrollment so that a grid of fifty is one query."""

from enum import StrEnum


class Step(StrEnum):
    """What one task looks like on the trail. Nothing here depends on the clock."""

    ABSENT = "."  # the slot belongs to no task of this program, or its task was retired
    LOCKED = "-"  # a prerequisite is missing
    OPEN = "o"  # can be started
    CHECKING = "c"  # queued or being checked: the machine's turn
    NEWCOMER = "n"  # submitted; the newcomer must act
    MAINTAINERS = "m"  # submitted; waiting for the project's maintainers
    REVIEW = "r"  # a mentor is to judge it
    RETURNED = "x"  # not good enough yet: try again
    VERIFIED = "v"
    FLAGGED = "f"  # verified, and a mentor should look at it again


COUNTED = frozenset({Step.VERIFIED, Step.FLAGGED})
