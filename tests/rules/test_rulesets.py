"""The shared rule sets, each tested by a table: good ones, and at least one bad one for each rule."""

import pytest

from onboarding.languages import CODES
from onboarding.rules import rulesets
from onboarding.rules.engine import compile_rules
from onboarding.rules.errors import RuleError
from onboarding.rules.types import Outcome
from tests.mirror import commit, pull_request_evidence
from tests.rules.world import finding, judged

ROBOT = {**commit()["author"], "name": "robot", "is_bot": True}
SIGNED = "\n\nSigned-off-by: Ada <ada@example.org>"
TABLE = {
    "conventional-commits": {
        "": [
            [commit("docs(readme): mend a link (#3)")],
            [commit("feat: x"), commit("fix(ui)!: y")],
            [commit("Merge branch 'main' into topic", is_merge=True), commit("ci: x")],
            [commit("Apply suggestions from code review", author=ROBOT), commit("test: x")],
        ],
        "commit-punctuation": [[commit("feat：增加")], [commit("feat: x"), commit("docs: x（#3）")]],
        "commit-format": [[commit("Update README.md")], [commit("feat: x"), commit("oops")], [commit("feat:x")]],
        "commit-type": [[commit("feature: x")], [commit("Fix: x")]],
    },
    "sign-off": {
        "": [
            [commit(f"feat: x{SIGNED}")],
            [commit(f"feat: x{SIGNED}"), commit("Merge branch 'main'", is_merge=True)],
            [commit("chore: bump", author=ROBOT)],
        ],
        "sign-off-missing": [[commit("feat: x")], [commit(f"feat: x{SIGNED}"), commit("fix: y")]],
        "sign-off-identity": [[commit("feat: x\n\nSigned-off-by: Bob <bob@example.org>")]],
    },
}
GOOD = [(name, commits) for name, rows in TABLE.items() for commits in rows[""]]
BAD = [(name, code, commits) for name, rows in TABLE.items() for code, bad in rows.items() if code for commits in bad]


def judged_by(name, commits, **fields):
    return judged(pull_request_evidence(state="merged", commits=commits), *rulesets.load(name), **fields)


@pytest.mark.parametrize(("name", "commits"), GOOD)
def test_good_commits_meet_every_rule(name, commits):
    assert judged_by(name, commits).primary is None


@pytest.mark.parametrize(("name", "code", "commits"), BAD)
def test_a_bad_commit_fails_its_rule_and_no_other(name, code, commits):
    judgement = judged_by(name, commits)

    assert [found.code for found in judgement.findings if found.outcome is not Outcome.MET] == [code]
    bad = commits[-1]
    for language in CODES:
        assert f"{bad['sha'][:7]} “{bad['subject']}”" in judgement.primary.saw[language]


def test_the_issue_is_asked_for_only_when_the_program_does():
    without = [commit("feat: x (#3)"), commit("fix: y")]

    assert judged_by("conventional-commits", without).primary is None
    asked = judged_by("conventional-commits", without, issue_number_required=True)
    assert asked.primary.code == "commit-issue"
    assert "“fix: y”" in asked.primary.saw["en"]
    assert "(#3)" not in asked.primary.saw["en"]
    assert judged_by("conventional-commits", [commit("feat: x (#3)")], issue_number_required=True).primary is None


def test_only_the_pull_requests_own_commits_count_not_the_squash_commit():
    evidence = pull_request_evidence(state="merged", commits=[commit("feat: x")])
    evidence["pull_request"]["merge_commit"]["message"] = "Squashed it all"

    assert judged(evidence, *rulesets.load("conventional-commits")).primary is None


def test_a_hint_says_the_command_that_mends_it_while_it_is_open():
    evidence = pull_request_evidence(commits=[commit("oops", sha="1a2b3c4d" * 5), commit("feat: x")])

    hint = finding(judged(evidence, *rulesets.load("conventional-commits")), "commit-format").hint

    assert "git rebase -i 1a2b3c4~1" in hint["en"]
    assert "git rebase -i 1a2b3c4~1" in hint["zh-hans"]


def test_a_wrong_sign_off_is_shown_beside_the_right_one():
    evidence = pull_request_evidence(commits=[commit("feat: x\n\nSigned-off-by: Bob <bob@example.org>")])

    saw = finding(judged(evidence, *rulesets.load("sign-off")), "sign-off-identity").saw["en"]

    assert "Signed-off-by: Bob <bob@example.org> ≠ Signed-off-by: Ada <ada@example.org>" in saw


@pytest.mark.parametrize("name", TABLE)
def test_every_set_compiles_and_speaks_both_languages(name):
    rules = rulesets.load(name)

    compile_rules(kind="pull_request", rules=rules)
    for rule in rules:
        for language in CODES:
            assert rule.expect[language]
            assert rule.hint[language]


@pytest.mark.parametrize("name", TABLE)
def test_every_rule_has_a_bad_example(name):
    told = set(TABLE[name]) | {"commit-issue"}

    assert {rule.code for rule in rulesets.load(name)} <= told


@pytest.mark.parametrize("name", TABLE)
def test_empty_evidence_does_not_pass(name):
    assert judged({}, *rulesets.load(name)).primary is not None


def test_an_unknown_set_is_refused_with_those_there_are():
    with pytest.raises(RuleError, match=r"conventional-commits, .*sign-off"):
        rulesets.load("convention")
