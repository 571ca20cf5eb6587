"""What Tide says of a pull request: the text beside its status, which names only the first kind of what is missing."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from onboarding.rules.merging.policy import Policy
from onboarding.rules.types import Evidence

IN_POOL = "In merge pool."
LONGEST_LIST = 50
LONGEST = 140
OWN_CONTEXT = "tide"
_WORK_IN_PROGRESS = re.compile(r"^\W?WIP\W", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True)
class Difference:
    """How far a pull request is from what a policy asks: the sum of the weights, and the first text."""

    weight: int
    text: str


def says(evidence: Evidence, policies: Sequence[Policy]) -> str:
    """The whole status. Of several policies the nearest one speaks."""
    if evidence["pull_request"]["mergeable"] == "conflicting":
        return "Not mergeable. PR has a merge conflict."
    nearest = min((difference(evidence, policy) for policy in policies), key=lambda found: found.weight)
    return _cut(f"Not mergeable.{nearest.text}") if nearest.weight else IN_POOL


def difference(evidence: Evidence, policy: Policy) -> Difference:
    """Each kind of what is missing with its weight; the first that is missing has the word."""
    found = [missing(evidence, policy) for missing in _MISSING]
    return Difference(sum(weight for weight, _ in found), next((text for weight, text in found if weight), ""))


def is_work_in_progress(title: str) -> bool:
    """By its title alone; a draft is one, too."""
    return _WORK_IN_PROGRESS.search(title) is not None


def missing_labels(evidence: Evidence, policy: Policy) -> list[str]:
    """The needed labels that it lacks, each as written in the policy."""
    present = set(evidence["pull_request"]["labels"])
    return [wanted for wanted in policy.labels_needed if not present & set(wanted.split(","))]


def forbidden_labels(evidence: Evidence, policy: Policy) -> list[str]:
    """The labels it has and must not have."""
    forbidden = policy.forbids(evidence["repository"]["full_name"])
    return [label for label in forbidden if label in evidence["pull_request"]["labels"]]


def is_named(name: str, patterns: Sequence[str]) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in patterns)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 3]}..."


def _branch(evidence: Evidence, policy: Policy) -> tuple[int, str]:
    branch = evidence["pull_request"]["base_branch"]
    is_forbidden = branch in policy.branches_forbidden
    return (2000, f" Merging to branch {branch} is forbidden.") if is_forbidden else (0, "")


def _needed(evidence: Evidence, policy: Policy) -> tuple[int, str]:
    lacking = [label.replace(",", " or ") for label in missing_labels(evidence, policy)]
    return len(lacking), _listed(lacking, " Needs {} label.", " Needs {} labels.")


def _forbidden(evidence: Evidence, policy: Policy) -> tuple[int, str]:
    present = forbidden_labels(evidence, policy)
    return len(present), _listed(present, " Should not have {} label.", " Should not have {} labels.")


def _jobs(evidence: Evidence, policy: Policy) -> tuple[int, str]:
    ignored = (OWN_CONTEXT, *policy.checks_ignored)
    items: list[dict[str, Any]] = evidence["checks"]["items"]
    names = [item["name"] for item in items if item["state"] != "success" and not is_named(item["name"], ignored)]
    return len(names), _listed(names, " Job {} has not succeeded.", " Jobs {} have not succeeded.")


def _approval(evidence: Evidence, policy: Policy) -> tuple[int, str]:
    is_approved = evidence["pull_request"]["review_decision"] == "approved"
    if is_approved or not policy.approval_required:
        return 0, ""
    return 50, " PullRequest is missing sufficient approving GitHub review(s)"


def _blocked(evidence: Evidence, policy: Policy) -> tuple[int, str]:
    is_blocked = policy.heeds_blocks and evidence["pull_request"].get("merge_state") == "blocked"
    return (100, " Blocked by GitHub (branch rulesets or protection)") if is_blocked else (0, "")


_MISSING: tuple[Callable[[Evidence, Policy], tuple[int, str]], ...] = (
    *(_branch, _needed, _forbidden),
    *(_jobs, _approval, _blocked),
)


def _listed(names: Sequence[str], one: str, several: str) -> str:
    """As many of the sorted names as fit, but at least one."""
    shown: list[str] = []
    for name in sorted(names):
        if shown and len(", ".join(shown)) + len(name) > LONGEST_LIST:  # Tide doesn't count the last comma
            break
        shown.append(name)
    return (one if len(shown) == 1 else several).format(", ".join(shown)) if shown else ""
