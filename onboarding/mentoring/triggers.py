"""Nudges are kept as they were sent: no deletion, and no change but that somebody was told of it."""

from onboarding.history import History

TABLE = "mentoring_nudge"
KEPT = (
    *("id", "enrollment_id", "to", "kind", "sender_id", "submission_id", "question_id"),
    *("text", "turn_since", "days", "sent_at"),
)
NUDGES = History("nudge", TABLE, KEPT, "nudges are history: only announced_at may change")
