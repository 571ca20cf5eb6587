"""What every verb of the simulator needs: what it tells, when it refuses, and how a commit is made."""

import hashlib
import secrets
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from onboarding.github.simulator.people import Person
from onboarding.github.simulator.world import ChangedFile, Commit, Event, PullRequest


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


def record(pull: PullRequest, typename: str, actor: Person, now: datetime, data: dict[str, Any] | None = None) -> None:
    pull.updated_at = now
    event_id = f"{typename[:3].upper()}_demo{pull.github_id}_{len(pull.events) + 1}"
    pull.events.append(Event(id=event_id, typename=typename, actor=actor.login, created_at=now, data=data or {}))


def made(commit: NewCommit, author: Person, now: datetime) -> Commit:
    message = commit.message.replace("\r\n", "\n").strip()
    if not message:
        raise Refused(gettext("A commit needs a message."))
    if commit.sign_off:
        message += f"\n\nSigned-off-by: {author.name} <{author.email}>"
    sha = hashlib.sha1(f"{message}{now}{secrets.token_hex(8)}".encode(), usedforsecurity=False).hexdigest()
    return Commit(sha=sha, message=message, author=author.login, committed_at=now, parents=commit.parents)


def require(condition: bool, refusal: str) -> None:
    if not condition:
        raise Refused(refusal)


def require_open(pull: PullRequest) -> None:
    require(pull.state == "open", gettext("This pull request is no longer open."))


def require_maintainer(actor: Person) -> None:
    require(actor.can_merge, gettext("Only maintainers can do that."))


def require_author_or_maintainer(pull: PullRequest, actor: Person) -> None:
    require(actor.can_merge or actor.login == pull.author, gettext("Only its author and maintainers can do that."))
