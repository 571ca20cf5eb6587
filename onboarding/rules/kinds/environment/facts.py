"""Whether the binary was built from the commit, of the project that the clone follows."""

from typing import Any

from onboarding.rules.types import Context, Evidence


def derive(evidence: Evidence, context: Context) -> dict[str, Any]:
    if "commit" not in evidence:
        return {}
    commit, build = evidence["commit"], evidence["build"]
    upstream = next((remote for remote in evidence["remotes"] if remote["name"] == "upstream"), None)
    return {
        "upstream": upstream or {"name": "", "fetch": "", "push": "", "can_push": False},
        "facts": {
            "built_from_commit": bool(build["revision"]) and build["revision"] == commit["sha"],
            "parent_known": _parent_known(commit["parents"], context),
            "of_upstream": upstream is not None and _is_of(build["module"], upstream["fetch"]),
        },
    }


def identities(evidence: Evidence) -> dict[str, str]:
    """The commit: with its author and second of making, it is one person's."""
    sha = evidence["commit"]["sha"]
    return {sha: sha[:10]} if sha else {}


def _parent_known(parents: list[str], context: Context) -> str:
    if context.upstream_commits is None:
        return "unknown"
    return "yes" if context.upstream_commits.intersection(parents) else "no"


def _is_of(module: str, repository: str) -> bool:
    """A module is named after its repository, with a major version or a folder behind it; case does not matter."""
    return bool(repository) and f"{module}/".lower().startswith(f"{repository}/".lower())
