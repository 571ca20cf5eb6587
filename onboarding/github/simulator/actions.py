"""What people can do to pull requests at the simulator. Each verb says what a webhook tells of it."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from django.utils.translation import gettext

from onboarding.github.simulator.people import Person
from onboarding.github.simulator.world import (
    ChangedFile,
    Checks,
    Comment,
    Commit,
    Event,
    Mergeable,
    PullRequest,
    Repository,
    Review,
    World,
)

USUAL_FILE = ChangedFile(path="docs/installation.md", text="# Installation\n\nThe page has moved.\n")
"""What a pull request changes when nobody says."""


class Refused(Exception):
    """GitHub would not allow that; the text is for the page."""


@dataclass(frozen=True)
class Happened:
    """One webhook to send: its event, its action, and what goes into the payload besides the usual."""

    event: str
    action: str
    pull: PullRequest
    actor: Person
    extra: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class NewCommit:
    """A commit to be made. ``sign_off`` adds the author's own trailer; ``files`` are as they are after it."""

    message: str
    sign_off: bool = False
    parents: int = 1
    files: tuple[ChangedFile, ...] = ()


def open_pull_request(
    world: World,
    *,
    repository: Repository,
    author: Person,
    title: str,
    body: str,
    commits: Sequence[NewCommit],
    now: datetime,
    is_draft: bool = False,
    base: str = "",
) -> Happened:
    if not title.strip():
        raise Refused(gettext("A pull request needs a title."))
    if not commits:
        raise Refused(gettext("A pull request needs a commit."))
    number = world.next_number(repository)
    pull = PullRequest(
        github_id=world.new_id(),
        number=number,
        repository_id=repository.github_id,
        title=title.strip(),
        body=body,
        author=author.login,
        base=base or repository.default_branch,
        head=f"{author.login}-patch-{number}",
        is_draft=is_draft,
        created_at=now,
        updated_at=now,
        commits=[_commit(item, author, now) for item in commits],
        files=[file for item in commits for file in item.files] or [USUAL_FILE],
    )
    world.pull_requests.append(pull)
    return Happened("pull_request", "opened", pull, author)


def push(pull: PullRequest, *, actor: Person, commit: NewCommit, now: datetime) -> Happened:
    _require_open(pull)
    _require(actor.login == pull.author, gettext("Only its author can push to this pull request."))
    pull.commits.append(_commit(commit, actor, now))
    changed = {file.path for file in commit.files}
    pull.files = [file for file in pull.files if file.path not in changed] + list(commit.files)
    pull.updated_at = now
    return Happened("pull_request", "synchronize", pull, actor)


def amend(pull: PullRequest, *, actor: Person, commit: NewCommit, now: datetime) -> Happened:
    """Replace all commits by one, as `git commit --amend` and a forced push do."""
    _require_open(pull)
    _require(actor.login == pull.author, gettext("Only its author can push to this pull request."))
    before = pull.head_sha
    pull.commits = [_commit(commit, actor, now)]
    pull.files = list(commit.files) or pull.files
    data = {"beforeCommit": {"oid": before}, "afterCommit": {"oid": pull.head_sha}}
    _record(pull, "HeadRefForcePushedEvent", actor, now, data)
    return Happened("pull_request", "synchronize", pull, actor)


def retitle(pull: PullRequest, *, actor: Person, title: str, now: datetime) -> Happened:
    _require_author_or_maintainer(pull, actor)
    _require(bool(title.strip()), gettext("A pull request needs a title."))
    pull.title = title.strip()
    pull.updated_at = now
    return Happened("pull_request", "edited", pull, actor)


def comment(pull: PullRequest, *, actor: Person, body: str, now: datetime) -> Happened:
    _require(bool(body.strip()), gettext("Write something first."))
    pull.comments.append(Comment(author=actor.login, body=body, created_at=now))
    pull.updated_at = now
    return Happened("issue_comment", "created", pull, actor, {"comment": {"body": body}})


def edit_comment(pull: PullRequest, *, actor: Person, body: str, now: datetime) -> Happened:
    """Write one's latest comment anew."""
    own = [one for one in pull.comments if one.author == actor.login]
    _require(bool(own) and bool(body.strip()), gettext("There is nothing to edit."))
    own[-1].body, own[-1].edited_at, pull.updated_at = body, now, now
    return Happened("issue_comment", "edited", pull, actor, {"comment": {"body": body}})


def review(
    pull: PullRequest,
    *,
    actor: Person,
    state: Literal["APPROVED", "CHANGES_REQUESTED", "COMMENTED"],
    now: datetime,
    body: str = "",
) -> Happened:
    _require_open(pull)
    _require(actor.login != pull.author or state == "COMMENTED", gettext("Nobody can review their own pull request."))
    pull.reviews.append(Review(author=actor.login, state=state, body=body, submitted_at=now))
    pull.updated_at = now
    return Happened("pull_request_review", "submitted", pull, actor, {"review": {"state": state.lower()}})


def label(pull: PullRequest, *, actor: Person, name: str, now: datetime) -> Happened:
    _require_maintainer(actor)
    _require(bool(name.strip()), gettext("A label needs a name."))
    _require(name not in pull.labels, gettext("It has this label already."))
    pull.labels.append(name)
    _record(pull, "LabeledEvent", actor, now, {"label": {"name": name}})
    return Happened("pull_request", "labeled", pull, actor, {"label": {"name": name}})


def unlabel(pull: PullRequest, *, actor: Person, name: str, now: datetime) -> Happened:
    _require_maintainer(actor)
    _require(name in pull.labels, gettext("It does not have this label."))
    pull.labels.remove(name)
    _record(pull, "UnlabeledEvent", actor, now, {"label": {"name": name}})
    return Happened("pull_request", "unlabeled", pull, actor, {"label": {"name": name}})


def set_draft(pull: PullRequest, *, actor: Person, is_draft: bool, now: datetime) -> Happened:
    _require_open(pull)
    _require_author_or_maintainer(pull, actor)
    pull.is_draft = is_draft
    _record(pull, "ConvertToDraftEvent" if is_draft else "ReadyForReviewEvent", actor, now)
    return Happened("pull_request", "converted_to_draft" if is_draft else "ready_for_review", pull, actor)


def set_checks(pull: PullRequest, *, actor: Person, state: Checks, now: datetime, name: str = "") -> Happened:
    """What the build, or the check of this name, says. As at GitHub, it does not touch the pull request itself."""
    _require_maintainer(actor)
    if name:
        pull.named_checks[name] = state
    else:
        pull.checks = state
    extra = {"check_run": {"head_sha": pull.head_sha, "status": "completed", "pull_requests": []}}
    return Happened("check_run", "completed", pull, actor, extra)


def set_mergeable(pull: PullRequest, *, actor: Person, mergeable: Mergeable, now: datetime) -> Happened:
    """What a push to the base branch does to it: GitHub tells of the push, never of the conflict."""
    _require_open(pull)
    _require_maintainer(actor)
    pull.mergeable = mergeable
    return Happened("push", "", pull, actor)


def merge(
    pull: PullRequest, *, actor: Person, now: datetime, method: Literal["squash", "merge", "rebase"] = "squash"
) -> Happened:
    _require_open(pull)
    _require_maintainer(actor)
    _require(not pull.is_draft, gettext("A draft cannot be merged. Mark it as ready first."))
    pull.state, pull.merged_at, pull.closed_at, pull.merged_by = "merged", now, now, actor.login
    pull.mergeable = "UNKNOWN"
    message = _squashed(pull) if method == "squash" else f"Merge pull request #{pull.number}"
    pull.merge_commit = _commit(NewCommit(message, parents=2 if method == "merge" else 1), actor, now)
    _record(pull, "MergedEvent", actor, now, {"mergeRefName": pull.base, "commit": {"oid": pull.merge_commit.sha}})
    return Happened("pull_request", "closed", pull, actor)


def _squashed(pull: PullRequest) -> str:
    """As GitHub words it: the title with the number; below it what a single commit says further."""
    below = pull.commits[0].message.partition("\n")[2] if len(pull.commits) == 1 else ""
    return f"{pull.title} (#{pull.number})\n{below}"


def push_directly(repository: Repository, *, actor: Person, message: str, now: datetime) -> Commit:
    """Bring a commit onto the default branch without a pull request, as maintainers may."""
    _require_maintainer(actor)
    repository.pushed.append(_commit(NewCommit(message), actor, now))
    return repository.pushed[-1]


def close(pull: PullRequest, *, actor: Person, now: datetime) -> Happened:
    _require_open(pull)
    _require_author_or_maintainer(pull, actor)
    pull.state, pull.closed_at = "closed", now
    _record(pull, "ClosedEvent", actor, now, {"closer": None})
    return Happened("pull_request", "closed", pull, actor)


def land(pull: PullRequest, *, actor: Person, now: datetime) -> Happened:
    """Bring it in by a commit that names it, as some projects' bots do: GitHub calls it closed, never merged."""
    _require_open(pull)
    _require_maintainer(actor)
    commit = _commit(NewCommit(_squashed(pull)), actor, now)
    pull.state, pull.closed_at = "closed", now
    _record(pull, "ClosedEvent", actor, now, {"closer": {"__typename": "Commit", "oid": commit.sha}})
    return Happened("pull_request", "closed", pull, actor)


def retarget(pull: PullRequest, *, actor: Person, base: str, now: datetime) -> Happened:
    """Choose another branch for it to be merged into."""
    _require_open(pull)
    _require_author_or_maintainer(pull, actor)
    _require(bool(base.strip()), gettext("A branch needs a name."))
    before, pull.base = pull.base, base.strip()
    _record(pull, "BaseRefChangedEvent", actor, now, {"previousRefName": before, "currentRefName": pull.base})
    return Happened("pull_request", "edited", pull, actor)


def reopen(pull: PullRequest, *, actor: Person, now: datetime) -> Happened:
    _require(pull.state == "closed", gettext("Only a closed pull request can be opened again."))
    _require_author_or_maintainer(pull, actor)
    pull.state, pull.closed_at = "open", None
    _record(pull, "ReopenedEvent", actor, now)
    return Happened("pull_request", "reopened", pull, actor)


def revert(world: World, pull: PullRequest, *, actor: Person, now: datetime) -> Happened:
    """Open the pull request that takes a merged one back, as GitHub's button does."""
    _require_maintainer(actor)
    if pull.merge_commit is None:
        raise Refused(gettext("Only a merged pull request can be reverted."))
    repository = world.repository_of(pull)
    subject = f'Revert "{pull.title}"'
    message = f"{subject}\n\nThis reverts commit {pull.merge_commit.sha}."
    happened = open_pull_request(
        world,
        repository=repository,
        author=actor,
        title=subject,
        body=f"Reverts {repository.full_name}#{pull.number}",
        commits=[NewCommit(message)],
        now=now,
    )
    _record(pull, "CrossReferencedEvent", actor, now, {"source": happened.pull.github_id})
    return happened


def _record(pull: PullRequest, typename: str, actor: Person, now: datetime, data: dict[str, Any] | None = None) -> None:
    pull.updated_at = now
    event_id = f"{typename[:3].upper()}_demo{pull.github_id}_{len(pull.events) + 1}"
    pull.events.append(Event(id=event_id, typename=typename, actor=actor.login, created_at=now, data=data or {}))


def _commit(commit: NewCommit, author: Person, now: datetime) -> Commit:
    message = commit.message.replace("\r\n", "\n").strip()
    if not message:
        raise Refused(gettext("A commit needs a message."))
    if commit.sign_off:
        message += f"\n\nSigned-off-by: {author.name} <{author.email}>"
    sha = hashlib.sha1(f"{message}{now}{secrets.token_hex(8)}".encode(), usedforsecurity=False).hexdigest()
    return Commit(sha=sha, message=message, author=author.login, committed_at=now, parents=commit.parents)


def _require(condition: bool, refusal: str) -> None:
    if not condition:
        raise Refused(refusal)


def _require_open(pull: PullRequest) -> None:
    _require(pull.state == "open", gettext("This pull request is no longer open."))


def _require_maintainer(actor: Person) -> None:
    _require(actor.can_merge, gettext("Only maintainers can do that."))


def _require_author_or_maintainer(pull: PullRequest, actor: Person) -> None:
    _require(actor.can_merge or actor.login == pull.author, gettext("Only its author and maintainers can do that."))
