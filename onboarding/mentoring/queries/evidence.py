"""A pull request's evidence as a mentor reads it: what matters for judging, out of a document of many fields."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.safestring import SafeString

from onboarding.curriculum.models import EvidenceKind
from onboarding.curriculum.rendering import as_written
from onboarding.github.release_addresses import parse_release
from onboarding.verification.blocks import Block, blocks_of
from onboarding.verification.models import Submission

COMMITS_SHOWN = 20


@dataclass(frozen=True)
class Commit:
    sha: str
    subject: str
    author: str
    is_merge: bool


@dataclass(frozen=True)
class PullRequestEvidence:
    """``state`` is open, closed or merged; ``checks`` success, failure, pending or none."""

    name: str
    url: str
    title: str
    body: str
    state: str
    is_draft: bool
    author: str
    base_branch: str
    opened_at: datetime | None
    merged_at: datetime | None
    merged_by: str
    changed_files: int
    labels: tuple[str, ...]
    issues: tuple[str, ...]
    commits: tuple[Commit, ...]
    commits_left: int
    checks: str


@dataclass(frozen=True)
class WrittenEvidence:
    """``address`` is empty unless it is one that a browser may safely be sent to."""

    text: str
    address: str
    words: int

    @property
    def html(self) -> SafeString:
        return as_written(self.text)

    @property
    def blocks(self) -> tuple[Block, ...]:
        return blocks_of(self.text)


@dataclass(frozen=True)
class ReleaseEvidence:
    """``files`` with their sizes in bytes; empty, like all but ``name`` and ``url``, until GitHub was read."""

    name: str
    url: str
    title: str
    notes: str
    published_at: datetime | None
    files: tuple[tuple[str, int], ...]


def release(submission: Submission) -> ReleaseEvidence | None:
    """None for other kinds."""
    if submission.kind != EvidenceKind.RELEASE:
        return None
    found = submission.evidence.get("release", {})
    return ReleaseEvidence(
        name=submission.address,
        url=parse_release(submission.address).url,
        title=found.get("name") or found.get("tag") or submission.address,
        notes=found.get("notes", ""),
        published_at=_instant(found.get("published_at")),
        files=tuple((asset["name"], asset["size"]) for asset in found.get("assets", ())),
    )


def written(submission: Submission) -> WrittenEvidence:
    found = submission.evidence
    link = found.get("link", "")
    address = link if link.startswith(("https://", "http://")) else ""
    return WrittenEvidence(text=found.get("text", ""), address=address, words=found.get("words", 0))


def pull_request(submission: Submission) -> PullRequestEvidence | None:
    """What the mirror holds of it; the submission itself has kept only the address."""
    found: Mapping[str, Any] = submission.pull_request.evidence if submission.pull_request else {}
    if "pull_request" not in found:
        return None
    pull, commits = found["pull_request"], found.get("commits", [])
    return PullRequestEvidence(
        name=f"{found['repository']['full_name']}#{pull['number']}",
        url=pull["url"],
        title=pull["title"],
        body=pull.get("body") or "",
        state=pull["state"],
        is_draft=pull.get("is_draft", False),
        author=_login(pull.get("author")),
        base_branch=pull["base_branch"],
        opened_at=_instant(pull.get("created_at")),
        merged_at=_instant(pull.get("merged_at")),
        merged_by=_login(pull.get("merged_by")),
        changed_files=found.get("changed_files", 0),
        labels=tuple(pull.get("labels", ())),
        issues=tuple(f"{issue['repository']}#{issue['number']}" for issue in found.get("closing_issues", ())),
        commits=_commits(commits),
        commits_left=max(found.get("commits_total", len(commits)) - COMMITS_SHOWN, 0),
        checks=found.get("checks", {}).get("state", "none"),
    )


def _commits(commits: Sequence[Mapping[str, Any]]) -> tuple[Commit, ...]:
    return tuple(
        Commit(commit["sha"][:7], commit["subject"], commit["author"]["name"], commit["is_merge"])
        for commit in commits[:COMMITS_SHOWN]
    )


def _login(actor: Mapping[str, Any] | None) -> str:
    return actor["login"] if actor else ""


def _instant(text: str | None) -> datetime | None:
    return parse_datetime(text) if text else None
