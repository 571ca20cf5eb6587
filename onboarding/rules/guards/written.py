"""Guards of written tasks. Size and forbidden characters are refused at the door, before anything is stored."""

from onboarding.rules.guards.answers import Answer
from onboarding.rules.types import Context, Evidence


def something_written(evidence: Evidence, context: Context) -> Answer:
    if evidence["text"].strip():
        return Answer.met()
    return Answer.unmet("empty", final=True)


BEFORE = (something_written,)
