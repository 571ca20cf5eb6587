"""Guards of releases: the person's own repository, after joining, not counted twice."""

from datetime import datetime

from onboarding.rules.guards.answers import Answer
from onboarding.rules.types import Context, Evidence


def own_repository(evidence: Evidence, context: Context) -> Answer:
    """The repository belongs to the enrolled person, by numeric id: names change hands."""
    repository = evidence["repository"]
    if repository["owner"]["github_id"] == context.person_id:
        return Answer.met(name=repository["full_name"])
    return Answer.unmet("somebody-else", final=True, name=repository["full_name"])


def released_since(evidence: Evidence, context: Context) -> Answer:
    """It was published after joining. A draft is not published yet: a rule asks for that."""
    published_at = evidence["release"]["published_at"]
    if published_at is None or datetime.fromisoformat(published_at) >= context.opened_after:
        return Answer.met()
    return Answer.unmet("too-early", final=True, at=published_at)


def release_counted_once(evidence: Evidence, context: Context) -> Answer:
    if not context.counted_for:
        return Answer.met()
    return Answer.unmet("counted", final=True, task=context.counted_for)


BEFORE = (own_repository, released_since, release_counted_once)
