"""Advice is a rule that is told and never holds a submission back."""

import pytest

from onboarding.languages import CODES
from onboarding.rules import rulesets
from onboarding.rules.authored import read_rules
from onboarding.rules.engine import compile_rules
from onboarding.rules.errors import RuleError
from onboarding.rules.judge import judge
from onboarding.rules.types import Outcome
from tests.mirror import changed_file, pull_request_evidence
from tests.rules.test_judge import rule
from tests.rules.world import ANYTHING, context, finding, judged

GIVEN = {"code": "tip", "expression": "false", "expect": "It could be nicer.", "hint": "Make it nicer.", "advice": True}


def merged(*rules, **fields):
    return judged(pull_request_evidence(state="merged", **fields), *rules)


def test_advice_that_is_not_followed_is_told_and_is_never_primary():
    judgement = merged(rule("tip", "false", advice=True), ANYTHING)

    assert judgement.primary is None
    said = finding(judgement, "tip")
    assert (said.outcome, said.is_advice, said.turn) == (Outcome.UNMET, True, "nobody")
    assert said.hint["en"] == "Hint."


def test_what_decides_is_primary_also_behind_advice():
    judgement = merged(rule("tip", "false", advice=True), rule("must", "false"))

    assert judgement.primary.code == "must"
    assert not judgement.primary.is_advice


def test_advice_that_has_no_answer_holds_nothing_back_either():
    judgement = merged(rule("tip", "commits[9].sha == ''", advice=True), ANYTHING)

    assert judgement.primary is None
    assert finding(judgement, "tip").outcome is Outcome.UNKNOWN


def test_a_list_of_advice_alone_is_refused_because_anything_would_pass():
    tip = rule("tip", "true", advice=True)

    with pytest.raises(ValueError, match="empty list"):
        judge(kind="pull_request", evidence={}, rules=[tip], context=context())
    with pytest.raises(RuleError, match="All rules are advice"):
        compile_rules(kind="pull_request", rules=[tip])


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ({"advice": "yes"}, "neither `true` nor `false`"),
        ({"otherwise": "waiting"}, "Advice keeps nobody waiting. Take `otherwise` out"),
        ({"turn": "mentor"}, "Take `turn` out"),
    ],
)
def test_an_author_is_told_what_advice_cannot_do(entry, message):
    with pytest.raises(RuleError, match=message):
        read_rules([{**GIVEN, **entry}], {})


def test_an_author_writes_it_as_a_key():
    assert read_rules([GIVEN], {})[0].advice
    assert not read_rules([{**GIVEN, "advice": False}], {})[0].advice


STYLE = {
    "code-language": "```\nls\n```\n",
    "han-latin-spacing": "使用Docker部署\n",
    "full-width-punctuation": "Run it， then wait.\n",
    "term-spelling": "We use kubernetes.\n",
}


@pytest.mark.parametrize(("code", "text"), STYLE.items())
def test_a_flaw_of_style_is_advice_with_its_place(code, text):
    judgement = merged(*rulesets.load("documentation-style"), ANYTHING, files=[changed_file("docs/a.md", text=text)])

    assert judgement.primary is None
    assert [found.code for found in judgement.findings if found.outcome is not Outcome.MET] == [code]
    for language in CODES:
        assert finding(judgement, code).saw[language].startswith("docs/a.md:1")
        assert finding(judgement, code).hint[language]


def test_well_written_markdown_and_code_need_no_advice():
    files = [changed_file("a.md", text="使用 Docker 部署。\n\n```sh\nkubectl apply\n```\n"), changed_file("main.go")]
    judgement = merged(*rulesets.load("documentation-style"), ANYTHING, files=files)

    assert {found.outcome for found in judgement.findings} == {Outcome.MET}


def test_the_set_is_advice_throughout_and_has_a_flaw_for_each_rule():
    rules = rulesets.load("documentation-style")

    compile_rules(kind="pull_request", rules=[*rules, ANYTHING])
    assert all(each.advice for each in rules)
    assert {each.code for each in rules} == set(STYLE)
