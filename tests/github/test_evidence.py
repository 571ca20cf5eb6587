"""GraphQL's answer to evidence: the shape that rules are written for."""

from typing import Any

import pytest

from onboarding.github.evidence import digest, document, status
from tests.github.node import commit, node, user


def pull_request(**fields: Any) -> dict[str, Any]:
    found: dict[str, Any] = document(node(**fields))["pull_request"]
    return found


def commits(*nodes: dict[str, Any]) -> list[dict[str, Any]]:
    connection = {"totalCount": len(nodes), "pageInfo": {}, "nodes": [{"commit": one} for one in nodes]}
    found: list[dict[str, Any]] = document(node(commits=connection))["commits"]
    return found


def test_an_open_pull_request() -> None:
    assert pull_request() == {
        "node_id": "PR_1",
        "github_id": 8000000001,
        "number": 12,
        "url": "https://github.com/kubernetes/website/pull/12",
        "title": "docs: mend",
        "body": "Fixes #1",
        "state": "open",
        "is_draft": False,
        "created_at": "2026-03-02T11:30:00Z",
        "updated_at": "2026-03-02T12:00:00Z",
        "merged_at": None,
        "closed_at": None,
        "base_branch": "main",
        "head_sha": "c0ffee",
        "is_cross_repository": True,
        "is_fork_gone": False,
        "mergeable": "mergeable",
        "merge_state": "blocked",
        "review_decision": "none",
        "author": {"github_id": 7, "login": "ada", "is_bot": False},
        "merged_by": None,
        "merge_commit": None,
        "labels": ["approved", "lgtm"],
        "is_locked": False,
        "closed_by_commit": None,
        "base_change": None,
    }


def test_a_merged_one_says_when_by_whom_and_as_what() -> None:
    merged = pull_request(
        state="MERGED",
        merged=True,
        mergedAt="2026-03-02T12:00:00Z",
        mergedBy=user("grace", 8),
        mergeCommit={"oid": "abc", "message": "docs: mend (#12)", "committedDate": "2026-03-02T13:00:00+01:00"},
    )

    assert merged["state"] == "merged"
    assert merged["merged_by"] == {"github_id": 8, "login": "grace", "is_bot": False}
    assert merged["merge_commit"] == {
        "sha": "abc",
        "message": "docs: mend (#12)",
        "committed_at": "2026-03-02T12:00:00Z",
    }


def test_the_rest_of_the_document() -> None:
    found = document(node())

    assert found["repository"] == {
        "github_id": 51,
        "node_id": "R_1",
        "full_name": "kubernetes/website",
        "default_branch": "main",
        "is_archived": False,
        "is_fork": False,
    }
    assert found["closing_issues"] == [{"number": 1, "repository": "kubernetes/website"}]
    assert (found["commits_total"], found["changed_files"], found["reviews"]) == (1, 2, [])


def test_a_deleted_account_is_nobody() -> None:
    assert pull_request(author=None)["author"] is None


def test_a_bot_is_told_apart() -> None:
    author = pull_request(author={"__typename": "Bot", "login": "dependabot", "databaseId": 49699333})["author"]

    assert author == {"github_id": 49699333, "login": "dependabot", "is_bot": True}


def test_an_empty_repository_has_no_branch() -> None:
    repository = {**node()["repository"], "defaultBranchRef": None}

    assert document(node(repository=repository))["repository"]["default_branch"] == ""


def test_a_commit_tells_who_and_what() -> None:
    person = {"name": "Ada", "email": "ada@example.org", "github_id": 7, "login": "ada"}

    assert commits(commit("feat: one\n\nMore.")) == [
        {
            "sha": "c0ffee",
            "message": "feat: one\n\nMore.",
            "subject": "feat: one",
            "is_merge": False,
            "committed_at": "2026-03-02T11:00:00Z",
            "author": {**person, "is_bot": False},
            "committer": {**person, "is_bot": False},
            "authors": [person],
        }
    ]


def test_a_commit_of_two_parents_is_a_merge() -> None:
    assert commits(commit(parents={"totalCount": 2}))[0]["is_merge"]


def test_an_unknown_email_has_no_account() -> None:
    stranger = {"name": "Somebody", "email": "else@example.org", "user": None}

    assert commits(commit(author=stranger))[0]["author"]["github_id"] is None


def test_a_commit_without_an_author_has_empty_names() -> None:
    assert commits(commit(author=None))[0]["author"]["name"] == ""


@pytest.mark.parametrize(
    "signature",
    [
        {"name": "renovate[bot]", "email": "bot@renovateapp.com", "user": None},
        {"name": "dependabot", "email": "49699333+dependabot[bot]@users.noreply.github.com", "user": None},
    ],
)
def test_a_bots_commit_is_told_by_its_name(signature: dict[str, Any]) -> None:
    assert commits(commit(author=signature))[0]["author"]["is_bot"]


@pytest.mark.parametrize(
    ("rollup", "state"),
    [("SUCCESS", "success"), ("FAILURE", "failure"), ("ERROR", "failure"), ("PENDING", "pending")],
)
def test_checks_are_summed_up(rollup: str, state: str) -> None:
    last = {"nodes": [{"commit": {"statusCheckRollup": {"state": rollup, "contexts": {"nodes": []}}}}]}

    assert document(node(lastCommit=last))["checks"]["state"] == state


def test_no_checks_are_none() -> None:
    assert document(node())["checks"] == {"state": "none", "items": []}


@pytest.mark.parametrize(
    ("check", "item"),
    [
        (
            {"__typename": "StatusContext", "context": "tide", "state": "EXPECTED", "targetUrl": "https://prow"},
            {"name": "tide", "state": "pending", "conclusion": "expected", "url": "https://prow"},
        ),
        (
            {"__typename": "CheckRun", "name": "lint", "status": "QUEUED", "conclusion": None, "detailsUrl": None},
            {"name": "lint", "state": "pending", "conclusion": "", "url": ""},
        ),
        (
            {
                "__typename": "CheckRun",
                "name": "lint",
                "status": "COMPLETED",
                "conclusion": "SKIPPED",
                "detailsUrl": "",
            },
            {"name": "lint", "state": "success", "conclusion": "skipped", "url": ""},
        ),
        (
            {
                "__typename": "CheckRun",
                "name": "e2e",
                "status": "COMPLETED",
                "conclusion": "TIMED_OUT",
                "detailsUrl": "",
            },
            {"name": "e2e", "state": "failure", "conclusion": "timed_out", "url": ""},
        ),
    ],
)
def test_each_check_is_named(check: dict[str, Any], item: dict[str, Any]) -> None:
    last = {"nodes": [{"commit": {"statusCheckRollup": {"state": "PENDING", "contexts": {"nodes": [check]}}}}]}

    assert document(node(lastCommit=last))["checks"]["items"] == [item]


def test_a_review_is_who_and_what() -> None:
    reviews = {"nodes": [{"state": "APPROVED", "submittedAt": "2026-03-02T12:00:00Z", "author": None}, None]}

    assert document(node(latestOpinionatedReviews=reviews))["reviews"] == [
        {"author": "", "state": "approved", "submitted_at": "2026-03-02T12:00:00Z"}
    ]


def test_the_status_is_a_part_of_the_document() -> None:
    assert status(node()).items() <= pull_request().items()


def test_a_mere_touch_is_no_change() -> None:
    assert digest(document(node())) == digest(document(node(updatedAt="2026-03-02T13:00:00Z")))


@pytest.mark.parametrize(
    "change", [{"title": "x"}, {"isDraft": True}, {"state": "CLOSED"}, {"reviewDecision": "APPROVED"}, {"author": None}]
)
def test_anything_else_is_a_change(change: dict[str, Any]) -> None:
    assert digest(document(node())) != digest(document(node(**change)))


def test_files_in_githubs_order_with_the_text_that_was_read() -> None:
    assert document(node())["files"] == [
        {"path": "docs/install.md", "change": "added", "additions": 3, "deletions": 0, "text": "# Install"},
        {"path": "main.go", "change": "deleted", "additions": 0, "deletions": 9, "text": None},
    ]


def test_a_difference_that_is_too_large_has_no_list_of_files() -> None:
    assert document(node(files=None))["files"] == []


def test_another_text_is_other_evidence() -> None:
    before = node()
    after = node()
    after["files"]["nodes"][0]["text"] = "# Installation"

    assert digest(document(before)) != digest(document(after))


def test_what_a_commit_closed_is_told_with_the_commit() -> None:
    closed = {"__typename": "ClosedEvent", "closer": {"__typename": "Commit", "oid": "c0de"}}
    by_hand = {"__typename": "ClosedEvent", "closer": None}

    def found(state: str, *items: dict[str, Any]) -> object:
        return document(node(state=state, timelineItems={"nodes": list(items)}))["pull_request"]["closed_by_commit"]

    assert found("CLOSED", by_hand, closed) == "c0de"
    assert found("CLOSED", closed, by_hand) is None
    assert found("OPEN", closed) is None


def test_the_last_change_of_its_branch_is_told() -> None:
    changes = [
        {
            "__typename": "BaseRefChangedEvent",
            "previousRefName": before,
            "currentRefName": after,
            "createdAt": f"2026-03-02T1{hour}:00:00Z",
        }
        for hour, (before, after) in enumerate((("main", "old"), ("old", "release-1")))
    ]

    change = document(node(timelineItems={"nodes": changes}))["pull_request"]["base_change"]

    assert change == {"from": "old", "to": "release-1", "at": "2026-03-02T11:00:00Z"}
