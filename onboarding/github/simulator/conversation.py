"""Comments and reviews of a pull request as items of GraphQL's timeline."""

from collections.abc import Callable
from typing import Any, TypeAlias

from onboarding.github.simulator.payloads import instant
from onboarding.github.simulator.people import BY_LOGIN, Person
from onboarding.github.simulator.world import PullRequest
from onboarding.github.simulator.written import Comment, LineComment, Review

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
    return [*comments, *reviews(pull, account)]


def reviews(pull: PullRequest, account: Account) -> list[Json]:
    """Oldest first."""
    return [review(pull, number, one, account) for number, one in enumerate(pull.reviews, start=1)]


def review(pull: PullRequest, number: int, one: Review, account: Account) -> Json:
    def comments(info: object, *, first: int) -> Json:
        lines = enumerate(one.lines[:first], start=1)
        return {"nodes": [_line(f"{pull.github_id}_{number}_{place}", line, account) for place, line in lines]}

    return {
        "__typename": "PullRequestReview",
        "id": f"PRR_demo{pull.github_id}_{number}",
        **dict.fromkeys(("createdAt", "publishedAt", "submittedAt"), instant(one.submitted_at)),
        "comments": comments,
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
        **_written(one, account),
    }


def _line(name: str, one: LineComment, account: Account) -> Json:
    return {
        "__typename": "PullRequestReviewComment",
        "id": f"PRRC_demo{name}",
        **dict.fromkeys(("createdAt", "publishedAt"), instant(one.created_at)),
        "path": one.path,
        **_written(one, account),
    }


def _written(one: Comment, account: Account) -> Json:
    return {"body": one.body, "lastEditedAt": instant(one.edited_at), **_by(one.author, account)}


def _by(login: str, account: Account) -> Json:
    return {"author": actor(account(login)), "authorAssociation": association(login)}
