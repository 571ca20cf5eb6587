"""Guards of evidence of a local build."""

from onboarding.rules.guards.answers import Answer
from onboarding.rules.kinds.environment.facts import identities
from onboarding.rules.types import Context, Evidence, Outcome


def report_whole(evidence: Evidence, context: Context) -> Answer:
    missing = evidence["upload"]["missing"]
    return Answer.unmet("unmet", final=False, missing=", ".join(missing)) if missing else Answer.met()


def commit_reused(evidence: Evidence, context: Context) -> Answer:
    """Nobody else has sent this commit. A mentor looks, who may know how that came."""
    names = [name for identity, name in identities(evidence).items() if identity in context.taken]
    return Answer.unmet("unmet", final=False, turn="mentor", commit=names[0]) if names else Answer.met()


def clean_tree(evidence: Evidence, context: Context) -> Answer:
    """Never unmet: the binary itself is an untracked file."""
    if evidence["build"]["modified"]:
        return Answer(Outcome.MET, "modified", turn="nobody")
    return Answer.met()


BEFORE = (report_whole, commit_reused, clean_tree)
