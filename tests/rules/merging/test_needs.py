"""Everything that a pull request still needs, at once, and whose turn that makes it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from onboarding.languages import CODES
from onboarding.rules.merging.needs import TURNS, Need, State, first, needs, whose_turn
from onboarding.rules.merging.policy import Policy, preset
from tests.cast import NOON
from tests.mirror import commit, instant, pull_request_evidence

GITHUB, PROW = preset("github-default"), preset("kubernetes-prow")
GOOD = ["lgtm", "approved", "cncf-cla: yes"]


def check(name: str, state: str, conclusion: str = "") -> dict[str, str]:
    return {"name": name, "state": state, "conclusion": conclusion, "url": ""}


def found(policy: Policy = GITHUB, *checks: dict[str, str], **fields: Any) -> tuple[Need, ...]:
    """The needs of an approved pull request with these changes: nothing but the merge, when there are none."""
    evidence = pull_request_evidence(**{"review_decision": "approved", **fields})
    evidence["checks"]["items"] = list(checks)
    return needs(evidence, policy)


def still_open(*arguments: Any, **fields: Any) -> list[tuple[str, str, str]]:
    return [(need.code, need.state.value, need.turn) for need in found(*arguments, **fields) if need.is_open]


@pytest.mark.parametrize(
    ("fields", "code", "state", "turn"),
    [
        ({}, "merge", "pending", "maintainers"),
        ({"is_draft": True}, "ready", "unmet", "newcomer"),
        ({"title": "WIP: mend"}, "ready", "unmet", "newcomer"),
        ({"mergeable": "conflicting"}, "conflict", "unmet", "newcomer"),
        ({"mergeable": "unknown"}, "conflict", "unknown", "machine"),
        ({"merge_state": "behind"}, "behind", "unmet", "newcomer"),
        ({"merge_state": "blocked"}, "blocked", "unmet", "maintainers"),
        ({"merge_state": "unknown"}, "merge", "pending", "maintainers"),
        ({"checks": "failure"}, "checks", "unmet", "newcomer"),
        ({"checks": "pending"}, "checks", "pending", "machine"),
        ({"review_decision": "changes_requested"}, "changes", "unmet", "newcomer"),
        ({"review_decision": "review_required"}, "review", "unmet", "maintainers"),
        ({"labels": ["do-not-merge"]}, "label-forbidden", "unmet", "maintainers"),
    ],
)
def test_one_thing_is_missing(fields: dict[str, Any], code: str, state: str, turn: str) -> None:
    assert still_open(**fields) == [(code, state, turn)]


@pytest.mark.parametrize(
    ("checks", "expected"),
    [
        ([check("unit", "failure", "failure")], [("checks", "unmet", "newcomer")]),
        ([check("unit", "failure", "timed_out")], [("checks", "unmet", "maintainers")]),
        ([check("unit", "failure", "cancelled")], [("checks", "unmet", "maintainers")]),
        ([check("unit", "failure", "action_required")], [("checks", "pending", "maintainers")]),
        ([check("unit", "pending")], [("checks", "pending", "machine")]),
        (
            [check("unit", "failure", "failure"), check("lint", "pending")],
            [("checks", "unmet", "newcomer"), ("checks", "pending", "machine")],
        ),
        ([check("DCO", "failure", "failure")], [("dco", "unmet", "newcomer")]),
        ([check("license/cla", "pending")], [("merge", "pending", "maintainers")]),
        ([check("EasyCLA", "failure", "error")], [("cla", "unmet", "newcomer")]),
        ([check("EasyCLA", "pending")], [("cla", "pending", "machine")]),
        ([check("tide", "pending")], [("merge", "pending", "maintainers")]),
        ([check("unit", "success", "success")], [("merge", "pending", "maintainers")]),
    ],
)
def test_checks_are_told_apart(checks: list[dict[str, str]], expected: list[tuple[str, str, str]]) -> None:
    policy = replace(GITHUB, checks_ignored=("license/cla",), cla_checks=("EasyCLA",))

    assert still_open(policy, *checks, checks="failure" if checks[0]["state"] == "failure" else "success") == expected


def test_a_failed_check_is_named() -> None:
    need = first(found(GITHUB, check("unit", "failure"), check("e2e", "failure")))

    assert need is not None
    assert "e2e, unit" in need.saw["en"]
    assert "e2e, unit" in need.saw["zh-hans"]


def test_everything_that_is_missing_is_said_at_once() -> None:
    missing = still_open(
        PROW,
        check("unit", "failure", "failure"),
        check("lint", "pending"),
        check("EasyCLA", "failure"),
        is_draft=True,
        mergeable="conflicting",
        review_decision="review_required",
        labels=["do-not-merge/hold", "needs-rebase"],
    )

    assert missing == [
        ("ready", "unmet", "newcomer"),
        ("conflict", "unmet", "newcomer"),
        ("checks", "unmet", "newcomer"),
        ("checks", "pending", "machine"),
        ("cla", "unmet", "newcomer"),
        ("review", "unmet", "maintainers"),
        ("label-needed", "unmet", "maintainers"),
        ("label-needed", "unmet", "maintainers"),
        ("label-needed", "unmet", "newcomer"),
        ("label-forbidden", "unmet", "maintainers"),
        ("label-forbidden", "unmet", "newcomer"),
    ]


def test_where_tide_merges_the_pool_is_the_machines() -> None:
    assert still_open(PROW, labels=GOOD) == [("merge", "pending", "machine")]


def test_what_is_met_is_shown_too() -> None:
    met = {(need.code, need.subject) for need in found(PROW, labels=GOOD) if not need.is_open}

    assert met == {
        *(("ready", ""), ("conflict", ""), ("checks", ""), ("review", "")),
        *(("label-needed", label) for label in GOOD),
    }


def test_every_label_of_the_preset_says_what_to_do_about_it() -> None:
    labels = PROW.forbids("kubernetes/kubernetes")
    repository = {"full_name": "kubernetes/kubernetes"}
    told = [
        need
        for need in found(PROW, labels=list(labels), repository=repository)
        if need.code in ("label-needed", "label-forbidden")
    ]

    assert len(told) == len(labels) + len(GOOD)
    assert len({need.do["en"] for need in told}) == len(told)


def test_a_label_of_the_communitys_own_has_a_sentence_as_well() -> None:
    own = replace(PROW, labels_needed=("ready/to-go",), turns={})

    need = first(found(own))

    assert need is not None
    assert "`ready/to-go`" in need.expect["en"]
    assert need.do["zh-hans"]


def test_an_answered_request_for_changes_is_the_reviewers_again() -> None:
    evidence = pull_request_evidence(
        review_decision="changes_requested", commits=[commit(now=NOON + timedelta(hours=3))]
    )
    evidence["reviews"] = [{"author": "grace", "state": "changes_requested", "submitted_at": instant(NOON)}]

    assert whose_turn(needs(evidence, GITHUB)) == "maintainers"


def test_a_request_for_changes_counts_where_no_rule_asks_for_reviews() -> None:
    evidence = pull_request_evidence(review_decision="none")
    evidence["reviews"] = [{"author": "grace", "state": "changes_requested", "submitted_at": instant(LATER)}]

    assert whose_turn(needs(evidence, GITHUB)) == "newcomer"


LATER = NOON + timedelta(hours=9)


@pytest.mark.parametrize("state", ["closed", "merged"])
def test_what_is_over_needs_nothing(state: str) -> None:
    over = found(state=state, is_draft=True)

    assert over == ()
    assert whose_turn(over) == "nobody"


def test_a_forbidden_branch_can_be_changed_by_its_author() -> None:
    assert still_open(replace(GITHUB, branches_forbidden=("main",))) == [("branch", "unmet", "newcomer")]


def test_a_block_that_something_explains_is_not_told_twice() -> None:
    assert still_open(merge_state="blocked", review_decision="review_required") == [("review", "unmet", "maintainers")]


def test_the_newcomers_own_comes_before_others() -> None:
    needed = found(mergeable="conflicting", review_decision="review_required", labels=["do-not-merge"])

    assert [need.turn for need in needed if need.is_open] == ["newcomer", "maintainers", "maintainers"]
    assert whose_turn(needed) == "newcomer"


def test_every_sentence_is_there_in_every_language() -> None:
    everything = found(
        PROW, check("unit", "failure"), check("EasyCLA", "failure"), is_draft=True, labels=["needs-rebase"]
    )

    for need in everything:
        assert need.turn in TURNS
        for language in CODES:
            assert need.expect[language]
            assert need.saw[language]
            assert need.do[language] or need.state is State.MET
            assert "{" not in need.expect[language] + need.saw[language] + need.do[language]
