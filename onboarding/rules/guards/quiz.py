"""Guards of quizzes."""

from onboarding.rules.guards.answers import Answer
from onboarding.rules.types import Context, Evidence


def all_answered(evidence: Evidence, context: Context) -> Answer:
    missing = evidence["total"] - evidence["answered"]
    if evidence["total"] and not missing:
        return Answer.met()
    return Answer.unmet("unmet", final=False, missing=missing, total=evidence["total"])


BEFORE = (all_answered,)
