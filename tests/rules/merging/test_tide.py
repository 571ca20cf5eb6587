"""Tide's own words, for sets of labels, checks and reviews, as its documented rules have them."""

from dataclasses import replace
from typing import Any

import pytest

from onboarding.rules.merging import tide
from onboarding.rules.merging.policy import Policy, preset
from tests.mirror import pull_request_evidence

PROW = preset("kubernetes-prow")
GOOD = ["lgtm", "approved", "cncf-cla: yes"]


def evidence(labels: list[str] | None = None, checks: dict[str, str] | None = None, **fields: Any) -> dict[str, Any]:
    found = pull_request_evidence(labels=GOOD if labels is None else labels, **fields)
    found["checks"]["items"] = [
        {"name": name, "state": state, "conclusion": state, "url": ""} for name, state in (checks or {}).items()
    ]
    return found


def said(policy: Policy = PROW, **fields: Any) -> str:
    return tide.says(evidence(**fields), [policy])


LABELS = [
    (GOOD, "In merge pool."),
    ([*GOOD, "kind/bug"], "In merge pool."),
    (["approved", "cncf-cla: yes"], "Not mergeable. Needs lgtm label."),
    (["lgtm", "cncf-cla: yes"], "Not mergeable. Needs approved label."),
    (["lgtm", "approved"], "Not mergeable. Needs cncf-cla: yes label."),
    (["cncf-cla: yes"], "Not mergeable. Needs approved, lgtm labels."),
    ([], "Not mergeable. Needs approved, cncf-cla: yes, lgtm labels."),
    (["LGTM", "approved", "cncf-cla: yes"], "Not mergeable. Needs lgtm label."),
    ([*GOOD, "do-not-merge/hold"], "Not mergeable. Should not have do-not-merge/hold label."),
    ([*GOOD, "needs-rebase"], "Not mergeable. Should not have needs-rebase label."),
    (
        [*GOOD, "needs-rebase", "do-not-merge/hold"],
        "Not mergeable. Should not have do-not-merge/hold, needs-rebase labels.",
    ),
    (
        [*GOOD, "do-not-merge/work-in-progress", "do-not-merge/invalid-owners-file", "do-not-merge/hold"],
        "Not mergeable. Should not have do-not-merge/hold, do-not-merge/invalid-owners-file labels.",
    ),
    (["approved", "cncf-cla: yes", "do-not-merge/hold"], "Not mergeable. Needs lgtm label."),
    ([*GOOD, "needs-sig"], "In merge pool."),
]


@pytest.mark.parametrize(("labels", "words"), LABELS)
def test_labels(labels: list[str], words: str) -> None:
    assert said(labels=labels) == words


def test_kubernetes_itself_forbids_more_labels() -> None:
    repository = {"full_name": "kubernetes/kubernetes"}

    words = said(labels=[*GOOD, "needs-sig", "needs-kind"], repository=repository)
    assert words == "Not mergeable. Should not have needs-kind, needs-sig labels."


@pytest.mark.parametrize(
    ("checks", "words"),
    [
        ({"unit": "success", "lint": "success"}, "In merge pool."),
        ({"unit": "failure"}, "Not mergeable. Job unit has not succeeded."),
        ({"unit": "pending"}, "Not mergeable. Job unit has not succeeded."),
        ({"unit": "failure", "lint": "pending"}, "Not mergeable. Jobs lint, unit have not succeeded."),
        ({"tide": "pending"}, "In merge pool."),
    ],
)
def test_jobs(checks: dict[str, str], words: str) -> None:
    assert said(checks=checks) == words


def test_labels_have_the_word_before_jobs() -> None:
    assert said(labels=["lgtm", "approved"], checks={"unit": "failure"}) == "Not mergeable. Needs cncf-cla: yes label."


def test_a_conflict_has_the_word_before_everything() -> None:
    assert said(labels=[], mergeable="conflicting") == "Not mergeable. PR has a merge conflict."


def test_a_forbidden_branch() -> None:
    policy = replace(PROW, branches_forbidden=("main",))

    assert said(policy, labels=[]) == "Not mergeable. Merging to branch main is forbidden."
    assert tide.difference(evidence(labels=[]), policy).weight == 2003


def test_a_label_or_another() -> None:
    policy = replace(PROW, labels_needed=("lgtm,approved", "ok"))

    assert said(policy, labels=["approved"]) == "Not mergeable. Needs ok label."
    assert said(policy, labels=["ok"]) == "Not mergeable. Needs lgtm or approved label."


def test_an_approval() -> None:
    policy = replace(PROW, approval_required=True)

    words = "Not mergeable. PullRequest is missing sufficient approving GitHub review(s)"
    assert said(policy) == words
    assert said(policy, review_decision="approved") == "In merge pool."
    assert tide.difference(evidence(), policy).weight == 50


def test_a_block_counts_where_the_policy_heeds_it() -> None:
    policy = replace(PROW, heeds_blocks=True)

    assert said(policy, merge_state="blocked") == "Not mergeable. Blocked by GitHub (branch rulesets or protection)"
    assert said(merge_state="blocked") == "In merge pool."
    assert tide.difference(evidence(merge_state="blocked"), policy).weight == 100


def test_of_several_queries_the_nearest_speaks() -> None:
    near, far = replace(PROW, labels_needed=("lgtm",)), PROW

    assert tide.says(evidence(labels=["approved"]), [far, near]) == "Not mergeable. Needs lgtm label."
    assert tide.says(evidence(labels=["lgtm"]), [far, near]) == "In merge pool."


def test_a_list_is_cut_at_fifty_characters_but_never_empty() -> None:
    long = "x" * 60
    policy = replace(PROW, labels_needed=(long, "y"))

    assert said(policy, labels=[]) == f"Not mergeable. Needs {long} label."


def test_the_whole_is_cut_at_what_github_keeps() -> None:
    policy = replace(PROW, labels_needed=("x" * 200,))

    words = said(policy, labels=[])
    assert len(words) == 140
    assert words.endswith("x...")


@pytest.mark.parametrize("title", ["WIP: a", "wip a", "[WIP] a", "(wip) a", "WIP-a"])
def test_a_title_says_that_it_is_work_in_progress(title: str) -> None:
    assert tide.is_work_in_progress(title)


@pytest.mark.parametrize("title", ["WIPE it", "a WIP", "[[WIP]] a", "WIP", "swipe", "fix: WIP"])
def test_or_it_does_not(title: str) -> None:
    assert not tide.is_work_in_progress(title)
