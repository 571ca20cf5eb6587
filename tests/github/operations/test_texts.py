"""Files of a pull request, and the text of those that are Markdown: read once for each head commit."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from onboarding.github.errors import GitHubUnavailable
from onboarding.github.models import PullRequest
from onboarding.github.operations import look, track
from onboarding.github.operations.texts import LARGEST
from onboarding.github.simulator.http import Request
from tests.github.stage import SimulatorStage, address

pytestmark = pytest.mark.django_db
NOW = timezone.now()
LATER = NOW + timedelta(minutes=5)


def tracked(stage: SimulatorStage, *files: dict[str, Any]) -> PullRequest:
    number = stage.control("pulls", commits=[{"files": files}])["number"]
    return track(address=address(stage, number), now=NOW)


def files_of(row: PullRequest) -> dict[str, Any]:
    return {file["path"]: file for file in row.evidence["files"]}


def looked(row: PullRequest) -> list[int]:
    changed = look(pull_requests=[row.pk], now=LATER)
    row.refresh_from_db()
    return changed


@pytest.fixture
def expressions(simulator: SimulatorStage, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The files that each question about texts asked for."""
    asked: list[list[str]] = []
    read = Request.json

    def listen(self: Request) -> dict[str, Any]:
        body = read(self)
        variables = body.get("variables") or {}
        if "file1" in variables:
            asked.append([value.partition(":")[2] for key, value in variables.items() if key != "id" and ":" in value])
        return body

    monkeypatch.setattr(Request, "json", listen)
    return asked


def test_files_come_with_what_happens_to_them_and_markdown_with_its_text(simulator: SimulatorStage) -> None:
    row = tracked(
        simulator,
        {"path": "content/posts/文章.md", "change": "ADDED", "text": "---\ntitle: 文章\n---\n"},
        {"path": "main.go", "text": "package main", "additions": 4, "deletions": 2},
        {"path": "old.md", "change": "DELETED", "text": "gone"},
    )

    assert row.evidence["files"] == [
        {
            "path": "content/posts/文章.md",
            "change": "added",
            "additions": 1,
            "deletions": 1,
            "text": "---\ntitle: 文章\n---\n",
        },
        {"path": "main.go", "change": "modified", "additions": 4, "deletions": 2, "text": None},
        {"path": "old.md", "change": "deleted", "additions": 1, "deletions": 1, "text": None},
    ]
    assert row.evidence["changed_files"] == 3


def test_files_beyond_the_first_page_are_read_too(simulator: SimulatorStage) -> None:
    row = tracked(simulator, *({"path": f"src/{number}.go"} for number in range(230)))

    assert list(files_of(row)) == [f"src/{number}.go" for number in range(230)]


def test_no_more_than_five_hundred_are_read_and_the_total_says_so(simulator: SimulatorStage) -> None:
    row = tracked(simulator, *({"path": f"src/{number}.go"} for number in range(620)))

    assert (len(row.evidence["files"]), row.evidence["changed_files"]) == (500, 620)


def test_a_push_that_changes_a_text_changes_the_evidence(simulator: SimulatorStage) -> None:
    row = tracked(simulator, {"path": "a.md", "text": "one"})
    simulator.do(row.number, "push", message="docs: more", files=[{"path": "a.md", "text": "two"}])

    assert looked(row) == [row.pk]
    assert files_of(row)["a.md"]["text"] == "two"


def test_texts_are_asked_for_once_for_each_commit(simulator: SimulatorStage, expressions: list[list[str]]) -> None:
    row = tracked(simulator, {"path": "a.md"}, {"path": "b.go"}, {"path": "c.markdown"})
    simulator.label(row.number, "lgtm")
    assert looked(row) == [row.pk]
    assert expressions == [["a.md", "c.markdown"]]

    simulator.do(row.number, "push", message="docs: more", files=[{"path": "d.md"}])
    looked(row)
    assert expressions[1:] == [["a.md", "c.markdown", "d.md"]]


def test_without_markdown_nothing_is_asked(simulator: SimulatorStage, expressions: list[list[str]]) -> None:
    tracked(simulator, {"path": "main.go"}, {"path": "old.md", "change": "DELETED"})

    assert expressions == []


def test_of_many_texts_the_first_eight_are_read(simulator: SimulatorStage) -> None:
    row = tracked(simulator, *({"path": f"{number}.md", "text": "x"} for number in range(10)))

    assert [file["text"] for file in row.evidence["files"]] == ["x"] * 8 + [None] * 2


def test_a_text_that_is_too_large_is_not_kept(simulator: SimulatorStage) -> None:
    row = tracked(
        simulator, {"path": "a.md", "text": "x" * LARGEST}, {"path": "b.md", "text": "学" * (LARGEST // 3 + 1)}
    )

    assert len(files_of(row)["a.md"]["text"]) == LARGEST
    assert files_of(row)["b.md"]["text"] is None


def test_a_github_that_tires_before_the_texts_is_asked_again_and_nothing_half_read_is_kept(
    simulator: SimulatorStage,
) -> None:
    row = tracked(simulator, {"path": "a.md", "text": "one"})
    simulator.do(row.number, "push", message="docs: more", files=[{"path": "a.md", "text": "two"}])
    simulator.simulator.meter("/api/graphql").remaining = 1

    with pytest.raises(GitHubUnavailable):
        look(pull_requests=[row.pk], now=LATER)
    row.refresh_from_db()
    assert files_of(row)["a.md"]["text"] == "one"
