"""Guards of pull requests: whose it is, where, since when, for which task; then whether it is ready and merged."""

from collections.abc import Iterable
from datetime import UTC, datetime
from fnmatch import fnmatchcase

from onboarding.rules.guards.answers import Answer
from onboarding.rules.types import Context, Evidence, Outcome


def author(evidence: Evidence, context: Context) -> Answer:
    """The pull request is the enrolled person's own, by numeric id: logins change hands."""
    opened_by = evidence["pull_request"]["author"]
    if opened_by is None:
        return Answer.unmet("gone", final=True)
    if opened_by["is_bot"]:
        return Answer.unmet("bot", final=True, login=opened_by["login"])
    if opened_by["github_id"] != context.person_id:
        return Answer.unmet("somebody-else", final=True, login=opened_by["login"])
    return Answer.met(login=opened_by["login"])


def repository(evidence: Evidence, context: Context) -> Answer:
    """The base repository is one of the program's, by numeric id: names change."""
    base = evidence["repository"]
    if base["github_id"] in context.repositories:
        return Answer.met(name=base["full_name"])
    return outside(base["full_name"], context.repositories.values())


def outside(name: str, allowed: Iterable[str]) -> Answer:
    """It is in a repository of this name, which is none of the program's."""
    names = ", ".join(sorted(allowed))
    return Answer.unmet("outside" if names else "none", final=True, name=name, allowed=names)


def opened(evidence: Evidence, context: Context) -> Answer:
    """It was opened after joining. The context's instant already allows for grace."""
    created_at = datetime.fromisoformat(evidence["pull_request"]["created_at"])
    if created_at >= context.opened_after:
        return Answer.met(at=_shown(created_at))
    return Answer.unmet("too-early", final=True, at=_shown(created_at), since=_shown(context.opened_after))


def counted_once(evidence: Evidence, context: Context) -> Answer:
    """It doesn't already count for another task."""
    if not context.counted_for:
        return Answer.met()
    return Answer.unmet("counted", final=True, task=context.counted_for)


def not_closed(evidence: Evidence, context: Context) -> Answer:
    """It wasn't closed without a merge. Re-opening it starts a new attempt by itself, so this isn't for ever."""
    pull = evidence["pull_request"]
    if pull["state"] != "closed":
        return Answer.met()
    return Answer.unmet("closed", final=False, at=_shown(datetime.fromisoformat(pull["closed_at"])))


def branch(evidence: Evidence, context: Context) -> Answer:
    """It goes into a branch that the program allows. While it is open, its author can change that."""
    base = evidence["pull_request"]["base_branch"]
    allowed = context.branches or (evidence["repository"]["default_branch"],)
    if any(fnmatchcase(base, pattern) for pattern in allowed):
        return Answer.met(branch=base)
    state = evidence["pull_request"]["state"]
    return Answer.unmet(f"not-allowed-{state}", final=state == "merged", branch=base, allowed=", ".join(allowed))


def commits_read(evidence: Evidence, context: Context) -> Answer:
    """We hold all its commits: rules on commits must not pass what nobody has read."""
    if evidence["facts"]["all_commits_seen"]:
        return Answer.met(total=evidence["commits_total"])
    return Answer.unmet("too-many", final=False, total=evidence["commits_total"], read=len(evidence["commits"]))


def ready(evidence: Evidence, context: Context) -> Answer:
    """It isn't a draft: not yet, rather than no."""
    pull = evidence["pull_request"]
    if pull["state"] == "open" and pull["is_draft"]:
        return Answer.waiting("draft", turn="newcomer")
    return Answer.met()


def merged(evidence: Evidence, context: Context) -> Answer:
    """The goal. Until then, what it is waiting for says whose turn it is."""
    pull, facts = evidence["pull_request"], evidence["facts"]
    if pull["state"] == "merged":
        return Answer.met(at=_shown(datetime.fromisoformat(pull["merged_at"])))
    if pull["state"] == "closed":
        return Answer.unmet("closed", final=False)
    need = next(each for each in facts["needs"] if each["code"] == facts["waiting_for"] and each["state"] != "met")
    return Answer.waiting("open", turn=need["turn"], saw=need["saw"], do=need["do"])


def not_reverted(evidence: Evidence, context: Context) -> Answer:
    """It was not taken back since; or that was taken back, too: the last word counts."""
    if not evidence["reverts"]:
        return Answer.met()
    last = evidence["reverts"][-1]
    values = {"commit": last["sha"][:7], "at": _shown(datetime.fromisoformat(last["at"]))}
    if last["undoes"]:
        return Answer(Outcome.MET, "again", values, turn="nobody")
    return Answer.unmet("reverted", final=False, **values)


def _shown(instant: datetime) -> str:
    """As people of every language can read it; findings don't know their reader's time zone."""
    return f"{instant.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


BEFORE = (author, repository, opened, counted_once, not_closed, branch, commits_read)
AFTER = (ready, not_reverted, merged)
