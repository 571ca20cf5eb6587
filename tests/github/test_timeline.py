"""GraphQL's timeline to events."""

from datetime import UTC, datetime
from typing import Any

import pytest

from onboarding.github.timeline import events
from tests.github.node import node


def only_event(**item: Any) -> Any:
    whole = {"id": "E_1", "createdAt": "2026-03-02T12:00:00Z", "actor": {"login": "grace"}, **item}
    _, event = events(node(timelineItems={"nodes": [whole]}))
    return event


def test_it_begins_with_the_opening() -> None:
    (opening,) = events(node())

    assert (opening.node_id, opening.kind, opening.actor_login) == ("PR_1:opened", "opened", "ada")
    assert opening.happened_at == datetime(2026, 3, 2, 11, 30, tzinfo=UTC)


def test_an_event_is_who_did_what_and_when() -> None:
    event = only_event(__typename="ReadyForReviewEvent")

    assert (event.node_id, event.kind, event.actor_login, event.data) == ("E_1", "ready_for_review", "grace", {})
    assert event.happened_at == datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def test_an_event_of_a_deleted_account_is_nobodys() -> None:
    assert only_event(__typename="ReopenedEvent", actor=None).actor_login == ""


@pytest.mark.parametrize(
    ("item", "kind", "data"),
    [
        ({"__typename": "LabeledEvent", "label": {"name": "lgtm"}}, "labeled", {"label": "lgtm"}),
        ({"__typename": "UnlabeledEvent", "label": {"name": "lgtm"}}, "unlabeled", {"label": "lgtm"}),
        ({"__typename": "ClosedEvent", "closer": None}, "closed", {"by": "", "sha": "", "number": None}),
        (
            {"__typename": "ClosedEvent", "closer": {"__typename": "Commit", "oid": "abc"}},
            "closed",
            {"by": "Commit", "sha": "abc", "number": None},
        ),
        (
            {"__typename": "MergedEvent", "mergeRefName": "main", "commit": {"oid": "abc"}},
            "merged",
            {"branch": "main", "sha": "abc"},
        ),
        (
            {"__typename": "BaseRefChangedEvent", "previousRefName": "main", "currentRefName": "dev"},
            "base_ref_changed",
            {"from": "main", "to": "dev"},
        ),
        (
            {"__typename": "HeadRefForcePushedEvent", "beforeCommit": None, "afterCommit": {"oid": "abc"}},
            "head_ref_force_pushed",
            {"from": "", "to": "abc"},
        ),
        (
            {
                "__typename": "CrossReferencedEvent",
                "source": {
                    "__typename": "PullRequest",
                    "number": 9,
                    "title": 'Revert "x"',
                    "merged": True,
                    "repository": {"databaseId": 51},
                },
            },
            "cross_referenced",
            {"source": "PullRequest", "number": 9, "title": 'Revert "x"', "merged": True, "repository_id": 51},
        ),
        (
            {"__typename": "CrossReferencedEvent", "source": {"__typename": "Issue"}},
            "cross_referenced",
            {"source": "Issue"},
        ),
        (
            {"__typename": "ReferencedEvent", "commit": {"oid": "abc", "message": "This reverts commit c0ffee."}},
            "referenced",
            {"sha": "abc", "message": "This reverts commit c0ffee."},
        ),
        ({"__typename": "ReferencedEvent", "commit": None}, "referenced", {"sha": "", "message": ""}),
    ],
)
def test_each_kind_keeps_what_matters(item: dict[str, Any], kind: str, data: dict[str, Any]) -> None:
    event = only_event(**item)

    assert (event.kind, event.data) == (kind, data)


def test_what_github_may_not_show_is_left_out() -> None:
    assert len(events(node(timelineItems={"nodes": [None, {"__typename": "SubscribedEvent"}]}))) == 1


def line(**fields: Any) -> dict[str, Any]:
    whole = {"__typename": "PullRequestReviewComment", "id": "L_1", "actor": {"login": "grace"}}
    said = {"body": "/hold", "path": "docs/a.md", "authorAssociation": "MEMBER", "lastEditedAt": None}
    times = {"createdAt": "2026-03-02T12:05:00Z", "publishedAt": "2026-03-02T12:20:00Z"}
    return {**whole, **said, **times, **fields}


def told(*lines: dict[str, Any] | None) -> Any:
    label = {"__typename": "LabeledEvent", "id": "E_1", "createdAt": "2026-03-02T12:10:00Z", "label": {"name": "lgtm"}}
    reviews = {"nodes": [None, {"comments": {"nodes": lines}}]}
    return events(node(timelineItems={"nodes": [{**label, "actor": None}]}, reviews=reviews))[1:]


def test_a_comment_on_a_line_is_told_when_its_review_was_submitted() -> None:
    label, comment = told(None, line())

    assert (label.kind, comment.kind, comment.actor_login) == ("labeled", "pull_request_review_comment", "grace")
    assert comment.happened_at == datetime(2026, 3, 2, 12, 20, tzinfo=UTC)
    assert comment.data == {"body": "/hold", "path": "docs/a.md", "edited": False, "association": "member"}


@pytest.mark.parametrize(("at", "edited"), [("12:19:59", False), ("12:20:00", True), ("13:00:00", True)])
def test_only_what_was_edited_after_that_is_edited(at: str, edited: bool) -> None:
    _, comment = told(line(lastEditedAt=f"2026-03-02T{at}Z"))

    assert comment.data["edited"] is edited


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        ("Hello\r\n/lgtm", "Hello\n/lgtm"),
        ("x" * 900, "x" * 300),
        ("word\n" * 300 + "/hold\nmore\n/lgtm", ("word\n" * 300)[:1000] + "\n/hold\n/lgtm"),
    ],
)
def test_what_is_written_is_cut_but_for_what_may_command(body: str, kept: str) -> None:
    item = {"__typename": "IssueComment", "body": body, "lastEditedAt": None, "authorAssociation": "MEMBER"}

    assert only_event(**item).data["body"] == kept
