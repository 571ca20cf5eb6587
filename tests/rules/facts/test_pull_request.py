"""Facts of a pull request: what it is waiting for, whose turn that makes it, and the commands that mend it."""

from datetime import timedelta

import pytest

from onboarding.rules.facts import with_facts
from tests.cast import NOON
from tests.mirror import commit, instant, pull_request_evidence
from tests.rules.world import context

LATER = NOON + timedelta(hours=3)
CHANGES = [{"author": "demo-maintainer", "state": "changes_requested", "submitted_at": instant(NOON)}]


def derived(evidence, **fields):
    return with_facts(kind="pull_request", evidence=evidence, context=context(**fields))


@pytest.mark.parametrize(
    ("fields", "waiting_for", "turn"),
    [
        ({}, "review", "maintainers"),
        ({"review_decision": "none"}, "merge", "maintainers"),
        ({"review_decision": "approved"}, "merge", "maintainers"),
        ({"is_draft": True}, "ready", "newcomer"),
        ({"mergeable": "conflicting"}, "conflict", "newcomer"),
        ({"mergeable": "unknown"}, "review", "maintainers"),
        ({"checks": "failure"}, "checks", "newcomer"),
        ({"checks": "pending"}, "review", "maintainers"),
        ({"checks": "pending", "review_decision": "approved"}, "checks", "machine"),
        ({"mergeable": "unknown", "review_decision": "approved"}, "conflict", "machine"),
        ({"checks": "none"}, "review", "maintainers"),
        ({"review_decision": "changes_requested"}, "changes", "newcomer"),
        ({"state": "merged"}, "", "nobody"),
        ({"state": "closed", "is_draft": True}, "", "nobody"),
    ],
)
def test_what_it_is_waiting_for_names_the_turn(fields, waiting_for, turn):
    facts = derived(pull_request_evidence(**fields))["facts"]

    assert (facts["waiting_for"], facts["turn"]) == (waiting_for, turn)


def test_commits_after_a_request_for_changes_hand_the_turn_back_to_reviewers():
    evidence = pull_request_evidence(review_decision="changes_requested", commits=[commit(now=LATER)])
    evidence["reviews"] = CHANGES

    assert derived(evidence)["facts"]["turn"] == "maintainers"


def test_commits_before_it_do_not():
    evidence = pull_request_evidence(review_decision="changes_requested")
    evidence["reviews"] = CHANGES

    assert derived(evidence)["facts"]["turn"] == "newcomer"


def test_merge_commits_and_bots_are_left_out():
    robot = {**commit()["author"], "is_bot": True}
    evidence = pull_request_evidence(
        commits=[
            commit("Merge branch 'main'", is_merge=True),
            commit("Apply suggestions", author=robot),
            commit("fix: x"),
        ]
    )

    assert [each["facts"]["skipped"] for each in derived(evidence)["commits"]] == [True, True, False]


def test_one_commit_to_reword_is_amended():
    mend = derived(pull_request_evidence(commits=[commit("fix: good"), commit("bad")]))["facts"]["mend"]

    assert "git commit --amend`" in mend["reword"]["en"]


def test_an_earlier_commit_is_reworded_by_its_sha():
    commits = [commit("bad", sha="1a2b3c4d" * 5), commit("fix: good"), commit("worse", sha="9f8e7d6c" * 5)]

    mend = derived(pull_request_evidence(commits=commits))["facts"]["mend"]

    assert "git rebase -i 1a2b3c4~1" in mend["reword"]["en"]
    assert "1a2b3c4, 9f8e7d6" in mend["reword"]["zh-hans"]


def test_a_missing_issue_is_mended_only_when_the_program_asks():
    evidence = pull_request_evidence(commits=[commit("fix: no issue")])

    assert derived(evidence)["facts"]["mend"]["reword"]["en"] == ""
    assert derived(evidence, issue_number_required=True)["facts"]["mend"]["reword"]["en"] != ""


def test_sign_offs_are_added_from_the_oldest_that_lacks_one():
    commits = [commit(), commit("fix: x", sha="1a2b3c4d" * 5), commit()]

    mend = derived(pull_request_evidence(commits=commits))["facts"]["mend"]

    assert "git rebase --signoff 1a2b3c4~1" in mend["sign_off"]["en"]


@pytest.mark.parametrize(("state", "told"), [("merged", "stay as they are"), ("closed", "Re-open it")])
def test_nothing_can_be_amended_once_it_is_over(state, told):
    mend = derived(pull_request_evidence(state=state, commits=[commit("bad")]))["facts"]["mend"]

    assert told in mend["reword"]["en"]
    assert told in mend["sign_off"]["en"]


def test_nothing_is_mended_where_nothing_is_wrong():
    assert derived(pull_request_evidence())["facts"]["mend"] == {
        "reword": {"en": "", "zh-hans": ""},
        "sign_off": {"en": "", "zh-hans": ""},
    }


def test_commits_that_were_not_read_are_noticed():
    assert derived(pull_request_evidence())["facts"]["all_commits_seen"]
    assert not derived({**pull_request_evidence(), "commits_total": 2})["facts"]["all_commits_seen"]


def test_empty_evidence_has_no_facts():
    assert derived({}) == {"program": {"issue_number_required": False}}
