"""Judging: findings in order, the primary one, whose turn it is; *no*, *not yet* and *could not tell* differ."""

import pytest

from onboarding.rules.judge import judge
from onboarding.rules.types import Outcome, Rule
from tests.cast import NOON
from tests.mirror import commit, pull_request_evidence
from tests.rules.world import ANYTHING, context, finding, judged, primary


def rule(code: str, expression: str, **fields: object) -> Rule:
    texts = {"expect": {"en": code, "zh-hans": code}, "hint": {"en": "Hint.", "zh-hans": "提示。"}}
    return Rule(**{"code": code, "expression": expression, **texts, **fields})


def test_a_merged_pull_request_that_meets_everything_has_no_primary_finding():
    judgement = judged(pull_request_evidence(state="merged"))

    assert judgement.primary is None
    assert {finding.outcome for finding in judgement.findings} == {Outcome.MET}


def test_guards_stand_before_the_rules_and_the_goal_after_them():
    codes = [finding.code for finding in judged().findings]

    assert codes == [
        *("author", "repository", "opened", "counted-once", "not-closed", "branch", "commits-read"),
        "anything",
        *("ready", "not-reverted", "merged"),
    ]


def test_an_open_pull_request_waits_for_maintainers():
    judgement = judged()

    assert primary(judgement) == ("merged", Outcome.WAITING)
    assert judgement.primary.turn == "maintainers"


def test_an_unmet_rule_is_told_before_the_merge():
    judgement = judged(None, rule("first", "false"), rule("second", "false"))

    assert primary(judgement) == ("first", Outcome.UNMET)
    assert judgement.primary.turn == "newcomer"


def test_an_unmet_guard_that_nothing_can_mend_comes_before_what_could_not_be_told():
    evidence = pull_request_evidence(login="mallory")
    del evidence["pull_request"]["created_at"]

    judgement = judged(evidence, counted_for={"en": "Another task"})

    assert finding(judgement, "opened").outcome is Outcome.UNKNOWN
    assert primary(judgement) == ("author", Outcome.UNMET)


def test_evidence_that_lacks_everything_is_unknown_and_never_met():
    judgement = judged({}, rule("merged-rule", 'pull_request.state == "merged"'))

    assert {found.outcome for found in judgement.findings if found.code != "counted-once"} == {Outcome.UNKNOWN}
    assert judgement.primary.turn == "machine"


def test_a_rule_that_fails_to_answer_is_unknown_with_the_reason():
    found = finding(judged(None, rule("broken", "commits[9].sha == ''")), "broken")

    assert found.outcome is Outcome.UNKNOWN
    assert "index=9" in found.saw["en"]
    assert found.saw["zh-hans"].startswith("无法判断")


def test_too_many_objects_is_unknown_and_says_so():
    evidence = pull_request_evidence(commits=[commit()] * 30)

    found = finding(judged(evidence, rule("nested", "commits.all(a, commits.all(b, commits.all(c, true)))")), "nested")

    assert found.outcome is Outcome.UNKNOWN
    assert found.saw["en"] == "There are too many objects to look through."


def test_an_answer_that_is_not_yes_or_no_is_unknown():
    found = finding(judged(None, rule("number", "dyn(7)")), "number")

    assert found.outcome is Outcome.UNKNOWN
    assert "7" in found.saw["en"]


def test_otherwise_waiting_turns_a_no_into_not_yet_and_names_who_is_waited_for():
    found = finding(judged(None, rule("later", "false", otherwise=Outcome.WAITING)), "later")

    assert found.outcome is Outcome.WAITING
    assert found.turn == "maintainers"


@pytest.mark.parametrize(
    ("turn", "expected"),
    [
        ("mentor", "mentor"),
        ('pull_request.is_draft ? "newcomer" : "mentor"', "mentor"),
        ('"somebody"', "newcomer"),
        ("pull_request.nosuch", "newcomer"),
    ],
)
def test_a_rule_may_say_whose_turn_it_is(turn, expected):
    assert finding(judged(None, rule("a-rule", "false", turn=turn)), "a-rule").turn == expected


def test_waiting_on_a_merged_pull_request_is_the_newcomers_turn():
    evidence = pull_request_evidence(state="merged")

    found = finding(judged(evidence, rule("later", "false", otherwise=Outcome.WAITING)), "later")

    assert found.turn == "newcomer"


def test_what_was_seen_is_kept_in_every_language():
    one = rule("one", "false", saw="pull_request.base_branch")
    two = rule("two", "false", saw='{"en": "branch", "zh-hans": "分支"}')
    none = rule("none", "false", saw="pull_request.nosuch")

    judgement = judged(None, one, two, none)

    assert finding(judgement, "one").saw == {"en": "main", "zh-hans": "main"}
    assert finding(judgement, "two").saw == {"en": "branch", "zh-hans": "分支"}
    assert finding(judgement, "none").saw == {}


def test_what_was_seen_has_a_limit():
    evidence = pull_request_evidence(body="x" * 100_000)

    assert len(finding(judged(evidence, rule("long", "false", saw="pull_request.body")), "long").saw["en"]) == 2000


def test_a_hint_is_filled_in_from_the_evidence():
    hint = {
        "en": "Push to {{ pull_request.base_branch }}{{ pull_request.nosuch }}.",
        "zh-hans": "推送 {{ facts.turn }}",
    }

    found = finding(judged(None, rule("a-rule", "false", hint=hint)), "a-rule")

    assert found.hint == {"en": "Push to main.", "zh-hans": "推送 maintainers"}


def test_a_hint_never_runs_what_the_evidence_says():
    evidence = pull_request_evidence(title="{{ pull_request.body }}", body="secret")

    found = finding(judged(evidence, rule("a-rule", "false", hint={"en": "{{ pull_request.title }}"})), "a-rule")

    assert found.hint["en"] == "{{ pull_request.body }}"


def test_an_empty_list_of_rules_is_refused():
    with pytest.raises(ValueError, match="empty list"):
        judge(kind="pull_request", evidence=pull_request_evidence(), rules=(), context=context())


def test_a_written_text_is_met_or_unmet_by_its_rules():
    enough = rule("enough", "words >= 3")

    assert judged({"text": "one two three", "link": "", "words": 3}, enough, kind="written").primary is None
    short = judged({"text": "one", "link": "", "words": 1}, enough, kind="written")
    assert primary(short) == ("enough", Outcome.UNMET)


def test_a_written_text_that_cannot_be_judged_is_the_mentors_turn():
    judgement = judged({"text": "one", "link": "", "words": 1}, rule("broken", "1 / 0 == 1"), kind="written")

    assert primary(judgement) == ("broken", Outcome.UNKNOWN)
    assert judgement.primary.turn == "mentor"


def test_judging_does_not_change_the_evidence():
    evidence = pull_request_evidence()

    judge(kind="pull_request", evidence=evidence, rules=(ANYTHING,), context=context(now=NOON))

    assert evidence == pull_request_evidence()
