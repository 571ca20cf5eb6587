"""The audit trail is kept as it was written: no deletion and no change, but that somebody was told of it."""

from onboarding.history import History

TABLE = "programs_auditentry"
KEPT = ("id", "program_id", "actor_id", "verb", "person_id", "task_id", "facts", "at")
AUDIT = History("audit", TABLE, KEPT, "the audit trail is history: nothing of it may change")
