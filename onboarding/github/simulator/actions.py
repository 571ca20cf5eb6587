"""What people can do to pull requests at the simulator. Each verb says what a webhook tells of it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from django.utils.translation import gettext

from onboarding.github.simulator.happened import (
    Happened,
    NewCommit,
    Refused,
    made,
    record,
    require,
    require_author_or_maintainer,
    require_maintainer,
    require_open,
)
from onboarding.github.simulator.people import Person
from onboarding.github.simulator.world import (
    ChangedFile,
    Checks,
    Commit,
    Mergeable,
    PullRequest,
    Repository,
    World,
)
from onboarding.github.simulator.written import Comment, LineComment, Opinion, Review

USUAL_FILE = ChangedFile(path="docs/installation.md", text="# Installation\n\nThe page has moved.\n")
"""What a pull request changes when nobody says."""


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
        commits=[made(item, author, now) for item in commits],
        files=[file for item in commits for file in item.files] or [USUAL_FILE],
    )
    world.pull_requests.append(pull)
    return Happened("pull_request", "opened", pull, author)


def push(pull: PullRequest, *, actor: Person, commit: NewCommit, now: datetime) -> Happened:
    require_open(pull)
    require(actor.login == pull.author, gettext("Only its author can push to this pull request."))
    pull.commits.append(made(commit, actor, now))
    changed = {file.path for file in commit.files}
    pull.files = [file for file in pull.files if file.path not in changed] + list(commit.files)
    pull.updated_at = now
    return Happened("pull_request", "synchronize", pull, actor)


def amend(pull: PullRequest, *, actor: Person, commit: NewCommit, now: datetime) -> Happened:
    """Replace all commits by one, as `git commit --amend` and a forced push do."""
    require_open(pull)
    require(actor.login == pull.author, gettext("Only its author can push to this pull request."))
    before = pull.head_sha
    pull.commits = [made(commit, actor, now)]
    pull.files = list(commit.files) or pull.files
    data = {"beforeCommit": {"oid": before}, "afterCommit": {"oid": pull.head_sha}}
    record(pull, "HeadRefForcePushedEvent", actor, now, data)
    return Happened("pull_request", "synchronize", pull, actor)


def retitle(pull: PullRequest, *, actor: Person, title: str, now: datetime) -> Happened:
    require_author_or_maintainer(pull, actor)
    require(bool(title.strip()), gettext("A pull request needs a title."))
    pull.title = title.strip()
    pull.updated_at = now
    return Happened("pull_request", "edited", pull, actor)


def comment(pull: PullRequest, *, actor: Person, body: str, now: datetime) -> Happened:
    require(bool(body.strip()), gettext("Write something first."))
    pull.comments.append(Comment(author=actor.login, body=body, created_at=now))
    pull.updated_at = now
    return Happened("issue_comment", "created", pull, actor, {"comment": {"body": body}})


def comment_on_line(pull: PullRequest, *, actor: Person, path: str, body: str, now: datetime) -> Happened:
    """Say something about a line of this file. As at GitHub, that is a review of its own."""
    require(bool(body.strip()), gettext("Write something first."))
    require(path in {file.path for file in pull.files}, gettext("It does not change a file of this name."))
    line = LineComment(author=actor.login, body=body, created_at=now, path=path)
    pull.reviews.append(Review(author=actor.login, state="COMMENTED", submitted_at=now, lines=[line]))
    pull.updated_at = now
    return Happened("pull_request_review_comment", "created", pull, actor, {"comment": {"body": body, "path": path}})


def edit_comment(pull: PullRequest, *, actor: Person, body: str, now: datetime) -> Happened:
    """Write one's latest comment anew, wherever it stands."""
    own = [one for one in (*pull.comments, *pull.line_comments()) if one.author == actor.login]
    require(bool(own) and bool(body.strip()), gettext("There is nothing to edit."))
    latest = max(own, key=lambda one: one.created_at)
    latest.body, latest.edited_at, pull.updated_at = body, now, now
    event = "pull_request_review_comment" if isinstance(latest, LineComment) else "issue_comment"
    return Happened(event, "edited", pull, actor, {"comment": {"body": body}})


def review(pull: PullRequest, *, actor: Person, state: Opinion, now: datetime, body: str = "") -> Happened:
    require_open(pull)
    require(actor.login != pull.author or state == "COMMENTED", gettext("Nobody can review their own pull request."))
    pull.reviews.append(Review(author=actor.login, state=state, body=body, submitted_at=now))
    pull.updated_at = now
    return Happened("pull_request_review", "submitted", pull, actor, {"review": {"state": state.lower()}})


def label(pull: PullRequest, *, actor: Person, name: str, now: datetime) -> Happened:
    require_maintainer(actor)
    require(bool(name.strip()), gettext("A label needs a name."))
    require(name not in pull.labels, gettext("It has this label already."))
    pull.labels.append(name)
    record(pull, "LabeledEvent", actor, now, {"label": {"name": name}})
    return Happened("pull_request", "labeled", pull, actor, {"label": {"name": name}})


def unlabel(pull: PullRequest, *, actor: Person, name: str, now: datetime) -> Happened:
    require_maintainer(actor)
    require(name in pull.labels, gettext("It does not have this label."))
    pull.labels.remove(name)
    record(pull, "UnlabeledEvent", actor, now, {"label": {"name": name}})
    return Happened("pull_request", "unlabeled", pull, actor, {"label": {"name": name}})


def set_draft(pull: PullRequest, *, actor: Person, is_draft: bool, now: datetime) -> Happened:
    require_open(pull)
    require_author_or_maintainer(pull, actor)
    pull.is_draft = is_draft
    record(pull, "ConvertToDraftEvent" if is_draft else "ReadyForReviewEvent", actor, now)
    return Happened("pull_request", "converted_to_draft" if is_draft else "ready_for_review", pull, actor)


def set_checks(pull: PullRequest, *, actor: Person, state: Checks, now: datetime, name: str = "") -> Happened:
    """What the build, or the check of this name, says. As at GitHub, it does not touch the pull request itself."""
    require_maintainer(actor)
    if name:
        pull.named_checks[name] = state
    else:
        pull.checks = state
    extra = {"check_run": {"head_sha": pull.head_sha, "status": "completed", "pull_requests": []}}
    return Happened("check_run", "completed", pull, actor, extra)


def set_mergeable(pull: PullRequest, *, actor: Person, mergeable: Mergeable, now: datetime) -> Happened:
    """What a push to the base branch does to it: GitHub tells of the push, never of the conflict."""
    require_open(pull)
    require_maintainer(actor)
    pull.mergeable = mergeable
    return Happened("push", "", pull, actor)


def merge(
    pull: PullRequest, *, actor: Person, now: datetime, method: Literal["squash", "merge", "rebase"] = "squash"
) -> Happened:
    require_open(pull)
    require_maintainer(actor)
    require(not pull.is_draft, gettext("A draft cannot be merged. Mark it as ready first."))
    pull.state, pull.merged_at, pull.closed_at, pull.merged_by = "merged", now, now, actor.login
    pull.mergeable = "UNKNOWN"
    message = _squashed(pull) if method == "squash" else f"Merge pull request #{pull.number}"
    pull.merge_commit = made(NewCommit(message, parents=2 if method == "merge" else 1), actor, now)
    record(pull, "MergedEvent", actor, now, {"mergeRefName": pull.base, "commit": {"oid": pull.merge_commit.sha}})
    return Happened("pull_request", "closed", pull, actor)


def _squashed(pull: PullRequest) -> str:
    """As GitHub words it: the title with the number; below it what a single commit says further."""
    below = pull.commits[0].message.partition("\n")[2] if len(pull.commits) == 1 else ""
    return f"{pull.title} (#{pull.number})\n{below}"


def push_directly(repository: Repository, *, actor: Person, message: str, now: datetime) -> Commit:
    """Bring a commit onto the default branch without a pull request, as maintainers may."""
    require_maintainer(actor)
    repository.pushed.append(made(NewCommit(message), actor, now))
    return repository.pushed[-1]


def close(pull: PullRequest, *, actor: Person, now: datetime) -> Happened:
    require_open(pull)
    require_author_or_maintainer(pull, actor)
    pull.state, pull.closed_at = "closed", now
    record(pull, "ClosedEvent", actor, now, {"closer": None})
    return Happened("pull_request", "closed", pull, actor)


def land(pull: PullRequest, *, actor: Person, now: datetime) -> Happened:
    """Bring it in by a commit that names it, as some projects' bots do: GitHub calls it closed, never merged."""
    require_open(pull)
    require_maintainer(actor)
    commit = made(NewCommit(_squashed(pull)), actor, now)
    pull.state, pull.closed_at = "closed", now
    record(pull, "ClosedEvent", actor, now, {"closer": {"__typename": "Commit", "oid": commit.sha}})
    return Happened("pull_request", "closed", pull, actor)


def retarget(pull: PullRequest, *, actor: Person, base: str, now: datetime) -> Happened:
    """Choose another branch for it to be merged into."""
    require_open(pull)
    require_author_or_maintainer(pull, actor)
    require(bool(base.strip()), gettext("A branch needs a name."))
    before, pull.base = pull.base, base.strip()
    record(pull, "BaseRefChangedEvent", actor, now, {"previousRefName": before, "currentRefName": pull.base})
    return Happened("pull_request", "edited", pull, actor)


def reopen(pull: PullRequest, *, actor: Person, now: datetime) -> Happened:
    require(pull.state == "closed", gettext("Only a closed pull request can be opened again."))
    require_author_or_maintainer(pull, actor)
    pull.state, pull.closed_at = "open", None
    record(pull, "ReopenedEvent", actor, now)
    return Happened("pull_request", "reopened", pull, actor)


def revert(world: World, pull: PullRequest, *, actor: Person, now: datetime) -> Happened:
    """Open the pull request that takes a merged one back, as GitHub's button does."""
    require_maintainer(actor)
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
    record(pull, "CrossReferencedEvent", actor, now, {"source": happened.pull.github_id})
    return happened
