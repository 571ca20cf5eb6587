"""Transitions are kept as they were written: no deletion, and no change but `announced_at`."""

from onboarding.history import History

TABLE = "verification_transition"
KEPT = (
    *("id", "submission_id", "enrollment_id", "from_status", "to_status"),
    *("from_turn", "to_turn", "code", "actor_id", "at"),
)
TRANSITIONS = History("transition", TABLE, KEPT, "transitions are history: only announced_at may change")

install, uninstall = TRANSITIONS.install, TRANSITIONS.uninstall
