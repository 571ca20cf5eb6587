"""Guards of pull requests: whose it is, where, since when, for which task; then whether it is ready and merged."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from fnmatch import fnmatchcase

from onboarding.rules.guards.answers import Answer
from onboarding.rules.types import Context, Evidence, Outcome

WORD = re.compile(r"[^a-z]+")
REFUSING = frozenset({"spam", "invalid"})
ACCEPTING = "accepted"


def author(evidence: Evidence, context: Context) -> Answer:
    """The pull request is the enrolled person's own, by numeric id: logins change hands."""
    opened_by = evidence["pull_request"]["author"]
    if opened_by is None:
        return Answer.unmet("gone", final=True)
    if opened_by["is_bot"]:
        return Answer.unmet("bot", final=True, login=opened_by["login"])
    if opened_by["github_id"] != context.person_id and _is_co_author(evidence, context):
        return Answer.unmet("co-author", final=True, login=opened_by["login"])
    if opened_by["github_id"] != context.person_id:
        return Answer.unmet("somebody-else", final=True, login=opened_by["login"])
    return Answer.met(login=opened_by["login"])


def _is_co_author(evidence: Evidence, context: Context) -> bool:
    authors = (author["github_id"] for commit in evidence.get("commits", ()) for author in commit["authors"])
    return context.person_id in authors


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
    """It wasn't closed without a merge. Re-opening it starts a new attempt by itself, so this isn't for ever.

    One that a commit closed has probably landed; GitHub does not say so, and a mentor can see it.
    """
    pull = evidence["pull_request"]
    if pull["state"] != "closed":
        return Answer.met()
    if pull.get("closed_by_commit"):
        return Answer.waiting("landed", turn="mentor", commit=pull["closed_by_commit"][:7])
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


def not_reverted(evidence: Evidence, context: Context) -> Answer | None:
    """It was not taken back since; or that was taken back, too: the last word counts. Authors' examples may not say."""
    if "reverts" not in evidence:
        return None
    if not evidence["reverts"]:
        return Answer.met()
    last = evidence["reverts"][-1]
    values = {"commit": last["sha"][:7], "at": _shown(datetime.fromisoformat(last["at"]))}
    if last["undoes"]:
        return Answer(Outcome.MET, "again", values, turn="nobody")
    return Answer.unmet("reverted", final=False, **values)


def not_refused(evidence: Evidence, context: Context) -> Answer | None:
    """No label calls it spam or invalid; unless it was merged all the same, or another label accepts it.

    The word has to be the label's whole last part: `do-not-merge/invalid-owners-file` says something else.
    """
    pull = evidence["pull_request"]
    words = {WORD.sub("", label.lower().rpartition("/")[2].rpartition(":")[2]): label for label in pull["labels"]}
    refusing = [label for word, label in words.items() if word in REFUSING]
    if not refusing or pull["state"] == "merged" or any(ACCEPTING in word for word in words):
        return None
    return Answer.unmet("refused", final=False, label=refusing[0])


def merged_by_another(evidence: Evidence, context: Context) -> Answer | None:
    """Somebody else decided that it was good: who may merge their own work is shown to a mentor."""
    merged_by, author = evidence["pull_request"]["merged_by"], evidence["pull_request"]["author"]
    if merged_by is None or author is None or merged_by["github_id"] != author["github_id"]:
        return None
    return Answer.waiting("own", turn="mentor", login=author["login"])


def same_branch(evidence: Evidence, context: Context) -> Answer | None:
    """It was merged into the branch for which it was approved."""
    pull = evidence["pull_request"]
    change = pull.get("base_change")
    approvals = [review["submitted_at"] or "" for review in evidence["reviews"] if review["state"] == "approved"]
    if pull["state"] != "merged" or not change or not approvals or change["at"] <= max(approvals):
        return None
    values = {"before": change["from"], "branch": change["to"], "at": _shown(datetime.fromisoformat(change["at"]))}
    return Answer.waiting("moved", turn="mentor", **values)


def settled(evidence: Evidence, context: Context) -> Answer | None:
    """It has stayed merged for as long as the program wishes."""
    pull = evidence["pull_request"]
    if pull["state"] != "merged" or not context.settling:
        return None
    until = datetime.fromisoformat(pull["merged_at"]) + context.settling
    if context.now >= until:
        return Answer.met(days=context.settling.days)
    return Answer.waiting("settling", turn="machine", at=_shown(until), days=context.settling.days)


def _shown(instant: datetime) -> str:
    """As people of every language can read it; findings don't know their reader's time zone."""
    return f"{instant.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


BEFORE = (author, repository, opened, counted_once, not_closed, branch, commits_read)
AFTER = (ready, not_refused, not_reverted, merged_by_another, same_branch, settled, merged)
