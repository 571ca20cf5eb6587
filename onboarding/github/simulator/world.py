"""What there is at the simulator: repositories, issues, pull requests, deliveries. Plain data that a file can hold."""

from bisect import bisect_left
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Literal

from pydantic import BaseModel, Field

from onboarding.github.simulator import constants
from onboarding.github.simulator.installed import App, Installation
from onboarding.github.simulator.people import BY_LOGIN, MAINTAINER, Person
from onboarding.github.simulator.published import Release
from onboarding.github.simulator.written import Comment, LineComment, Review

OTHER_REPOSITORY = "demo-community/elsewhere"

BEGINNING = datetime(2026, 3, 1, tzinfo=UTC)
FIRST = ("good first issue", "help wanted")
State = Literal["open", "closed", "merged"]
Mergeable = Literal["MERGEABLE", "CONFLICTING", "UNKNOWN"]
Checks = Literal["none", "pending", "success", "failure"]


class Commit(BaseModel):
    """``author`` is a login of the cast; ``parents`` is 2 for a merge commit."""

    sha: str
    message: str
    author: str
    committed_at: datetime
    parents: int = 1

    @property
    def subject(self) -> str:
        return self.message.split("\n", 1)[0]


class ChangedFile(BaseModel):
    """One file of a pull request as its newest commit leaves it; ``change`` is GraphQL's word."""

    path: str
    change: Literal["ADDED", "MODIFIED", "DELETED", "RENAMED", "COPIED", "CHANGED"] = "MODIFIED"
    additions: int = 1
    deletions: int = 1
    text: str = ""


class Event(BaseModel):
    """One item of the timeline: ``typename`` and the keys of ``data`` are GraphQL's."""

    id: str
    typename: str
    actor: str
    created_at: datetime
    data: dict[str, Any] = Field(default_factory=dict)


class PullRequest(BaseModel):
    github_id: int
    number: int
    repository_id: int
    title: str
    body: str
    author: str
    base: str
    head: str
    state: State = "open"
    is_draft: bool = False
    is_fork_gone: bool = False
    created_at: datetime
    updated_at: datetime
    merged_at: datetime | None = None
    closed_at: datetime | None = None
    merged_by: str = ""
    merge_commit: Commit | None = None
    mergeable: Mergeable = "MERGEABLE"
    checks: Checks = "none"
    named_checks: dict[str, Checks] = Field(default_factory=dict)
    labels: list[str] = Field(default_factory=list)
    commits: list[Commit] = Field(default_factory=list)
    files: list[ChangedFile] = Field(default_factory=list)
    reviews: list[Review] = Field(default_factory=list)
    comments: list[Comment] = Field(default_factory=list)
    events: list[Event] = Field(default_factory=list)

    @property
    def node_id(self) -> str:
        return f"PR_demo{self.github_id}"

    @property
    def head_sha(self) -> str:
        return self.commits[-1].sha

    @property
    def merge_state(self) -> str:
        """As GitHub sums up what its branch rules say: here they want an approval, and the checks are optional."""
        if self.mergeable != "MERGEABLE":
            return {"CONFLICTING": "DIRTY"}.get(self.mergeable, "UNKNOWN")
        if self.is_draft or self.decision != "APPROVED":
            return "BLOCKED"
        return "UNSTABLE" if {"failure", "pending"} & {self.checks, *self.named_checks.values()} else "CLEAN"

    @property
    def decision(self) -> Literal["APPROVED", "CHANGES_REQUESTED", "REVIEW_REQUIRED"]:
        """As GitHub sums up: the last opinion of each person who may merge."""
        latest = {review.author: review.state for review in self.opinions() if BY_LOGIN[review.author].can_merge}
        if "CHANGES_REQUESTED" in latest.values():
            return "CHANGES_REQUESTED"
        return "APPROVED" if latest else "REVIEW_REQUIRED"

    def opinions(self) -> list[Review]:
        """The last review of each person that says yes or no."""
        latest = {review.author: review for review in self.reviews if review.state != "COMMENTED"}
        return list(latest.values())

    def line_comments(self) -> list[LineComment]:
        return [line for review in self.reviews for line in review.lines]


class Issue(BaseModel):
    number: int
    repository_id: int
    title: str
    author: str = MAINTAINER.login
    labels: list[str] = Field(default_factory=list)
    assignee: str = ""
    is_open: bool = True
    updated_at: datetime = BEGINNING

    @property
    def node_id(self) -> str:
        return f"I_demo{self.repository_id}_{self.number}"


class Repository(BaseModel):
    """``is_hidden``: private or deleted, as seen by a site that may not see it."""

    github_id: int
    node_id: str
    full_name: str
    default_branch: str = constants.DEFAULT_BRANCH
    is_archived: bool = False
    is_hidden: bool = False
    pushed: list[Commit] = Field(default_factory=list)
    """Commits that came onto the default branch without a pull request."""

    @property
    def owner(self) -> str:
        return self.full_name.split("/")[0]

    @property
    def name(self) -> str:
        return self.full_name.split("/")[1]


class Delivery(BaseModel):
    """One webhook as sent; ``status`` is what the receiver answered, None while nobody did."""

    guid: str
    event: str
    action: str
    body: str
    sent_at: datetime
    status: int | None = None
    error: str = ""

    @property
    def number(self) -> int:
        """GitHub's log numbers what it calls by GUID elsewhere."""
        return int(self.guid.replace("-", "")[:13], 16)


class World(BaseModel):
    """Everything that outlives a restart."""

    repositories: list[Repository]
    issues: list[Issue]
    pull_requests: list[PullRequest] = Field(default_factory=list)
    releases: list[Release] = Field(default_factory=list)
    deliveries: list[Delivery] = Field(default_factory=list)
    apps: list[App] = Field(default_factory=list)
    installations: list[Installation] = Field(default_factory=list)
    next_id: int = 900_001
    renamed: dict[str, str] = Field(default_factory=dict)
    """What some of the cast are called today, by the names that they have in this file."""
    gone: set[str] = Field(default_factory=set)
    """Those of the cast whose accounts were deleted."""

    def new_id(self) -> int:
        self.next_id += 1
        return self.next_id - 1

    def account(self, login: str) -> Person | None:
        """Somebody of the cast as they are called today; None for nobody, and for whom GitHub calls a ghost."""
        known = None if login in self.gone else BY_LOGIN.get(login)
        return replace(known, login=self.renamed.get(login, login)) if known else None

    def repository(self, full_name: str) -> Repository | None:
        wanted = full_name.lower()
        return next((item for item in self.repositories if item.full_name.lower() == wanted), None)

    def repository_of(self, item: PullRequest | Issue) -> Repository:
        return next(one for one in self.repositories if one.github_id == item.repository_id)

    def pull_request(self, repository: Repository, number: int) -> PullRequest | None:
        return next((item for item in self.pull_requests_of(repository) if item.number == number), None)

    def file_at(self, repository: Repository, expression: str) -> ChangedFile | None:
        """The file that `<commit>:<path>` names, where the commit is the newest of a pull request."""
        sha, _, path = expression.partition(":")
        heads = (pull for pull in self.pull_requests_of(repository) if pull.head_sha == sha)
        files = (file for pull in heads for file in pull.files if file.change != "DELETED")
        return next((file for file in files if file.path == path), None)

    def pull_request_by_node(self, node_id: str) -> PullRequest | None:
        """By halving: they stand in the order in which they got their numbers."""
        number = node_id.removeprefix("PR_demo")
        if not number.isdigit():
            return None
        place = bisect_left(self.pull_requests, int(number), key=lambda one: one.github_id)
        found = self.pull_requests[place : place + 1]
        return found[0] if found and found[0].node_id == node_id else None

    def pull_requests_of(self, repository: Repository) -> list[PullRequest]:
        return [item for item in self.pull_requests if item.repository_id == repository.github_id]

    def history(self, repository: Repository) -> list[Commit]:
        """The commits of the default branch, newest first."""
        pulls = (one for one in self.pull_requests_of(repository) if one.base == repository.default_branch)
        landed = [one.merge_commit for one in pulls if one.merge_commit]
        return sorted([*repository.pushed, *landed], key=lambda one: one.committed_at, reverse=True)

    def issue(self, repository: Repository, number: int) -> Issue | None:
        here = (item for item in self.issues if item.repository_id == repository.github_id)
        return next((item for item in here if item.number == number), None)

    def release(self, full_name: str, tag: str) -> Release | None:
        """The one with this tag in a repository that everybody can see."""
        found = self.repository(full_name)
        if found is None or found.is_hidden:
            return None
        here = (item for item in self.releases if item.repository_id == found.github_id)
        return next((item for item in here if item.tag == tag), None)

    def next_number(self, repository: Repository) -> int:
        """Issues and pull requests are numbered together."""
        issues = [item.number for item in self.issues if item.repository_id == repository.github_id]
        return max(issues + [item.number for item in self.pull_requests_of(repository)], default=0) + 1

    def delivery(self, guid: str) -> Delivery | None:
        return next((item for item in self.deliveries if item.guid == guid), None)


def person(login: str) -> Person:
    return BY_LOGIN[login]


def new_world() -> World:
    """The demo repository with three issues to pick from, and another that no program follows."""
    guide, other = constants.REPOSITORY_ID, constants.REPOSITORY_ID + 1
    return World(
        repositories=[
            Repository(github_id=guide, node_id=constants.REPOSITORY_NODE_ID, full_name=constants.REPOSITORY_NAME),
            Repository(github_id=other, node_id=f"R_demo{other}", full_name=OTHER_REPOSITORY),
        ],
        issues=[
            Issue(
                number=1,
                repository_id=guide,
                title="The installation page links to a page that moved",
                labels=[*FIRST, "difficulty/easy"],
            ),
            Issue(
                number=2,
                repository_id=guide,
                title="Explain what a namespace is before using one",
                labels=[*FIRST, "difficulty/medium"],
            ),
            Issue(
                number=3,
                repository_id=guide,
                title="The example manifest lacks resource limits",
                labels=["help wanted"],
            ),
            Issue(number=1, repository_id=other, title="A place that no program follows"),
        ],
    )
