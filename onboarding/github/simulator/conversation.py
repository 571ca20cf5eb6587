"""Comments and reviews of a pull request as items of GraphQL's timeline."""

from collections.abc import Callable
from typing import Any, TypeAlias

from onboarding.github.simulator.payloads import instant
from onboarding.github.simulator.people import BY_LOGIN, Person
from onboarding.github.simulator.world import Comment, PullRequest, Review

Json: TypeAlias = dict[str, Any]
Account: TypeAlias = Callable[[str], Person | None]
"""`World.account`: somebody of the cast as they are called today, or None where the account is gone."""


def actor(found: Person | None) -> Json | None:
    """Null for an account that is gone: GitHub's pages then say "ghost"."""
    return {"__typename": "User", "login": found.login, "databaseId": found.github_id} if found else None


def association(login: str) -> str:
    """What somebody is to the repository: maintainers belong to its organisation."""
    return "MEMBER" if BY_LOGIN[login].can_merge else "NONE"


def items(pull: PullRequest, account: Account) -> list[Json]:
    comments = [_comment(pull, number, one, account) for number, one in enumerate(pull.comments, start=1)]
    return [*comments, *(review(pull, number, one, account) for number, one in enumerate(pull.reviews, start=1))]


def review(pull: PullRequest, number: int, one: Review, account: Account) -> Json:
    return {
        "__typename": "PullRequestReview",
        "id": f"PRR_demo{pull.github_id}_{number}",
        "createdAt": instant(one.submitted_at),
        "submittedAt": instant(one.submitted_at),
        "state": one.state,
        "body": one.body,
        "lastEditedAt": None,
        **_by(one.author, account),
    }


def _comment(pull: PullRequest, number: int, one: Comment, account: Account) -> Json:
    return {
        "__typename": "IssueComment",
        "id": f"IC_demo{pull.github_id}_{number}",
        "createdAt": instant(one.created_at),
        "body": one.body,
        "lastEditedAt": instant(one.edited_at),
        **_by(one.author, account),
    }


def _by(login: str, account: Account) -> Json:
    return {"author": actor(account(login)), "authorAssociation": association(login)}
