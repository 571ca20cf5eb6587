"""Rules as authors write them: what is read, and what they are told about mistakes."""

import pytest

from onboarding.rules.authored import read_rules
from onboarding.rules.engine import compile_rules
from onboarding.rules.errors import RuleError
from onboarding.rules.types import Outcome

ENTRY = {"code": "short", "expect": "It is short.", "expression": "words < 9", "hint": "Cut it."}


def test_an_entry_becomes_a_rule():
    (rule,) = read_rules([{**ENTRY, "otherwise": "waiting", "turn": "mentor"}], {})

    assert rule.expect == {"en": "It is short."}
    assert (rule.otherwise, rule.turn, rule.saw) == (Outcome.WAITING, "mentor", "")


def test_translations_join_their_rule():
    (rule,) = read_rules([ENTRY], {"zh-hans": {"short": {"expect": "它很短。", "hint": "请缩短。"}}})

    assert rule.expect == {"en": "It is short.", "zh-hans": "它很短。"}
    assert rule.hint["zh-hans"] == "请缩短。"


def test_what_was_seen_can_be_said_in_each_language():
    entry = {**ENTRY, "saw": 'string(words) + " words"'}

    rules = read_rules([entry], {"zh-hans": {"short": {"saw": 'string(words) + " 个词"'}}})

    assert rules[0].saw == '{"en": string(words) + " words", "zh-hans": string(words) + " 个词"}'
    compile_rules(kind="written", rules=rules)


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ({"code": "short"}, "lacks `expect`, `expression`, `hint`"),
        ({**ENTRY, "colour": "red"}, "has `colour`, which no rule has"),
        ({**ENTRY, "expression": True}, "`expression` is not a text"),
        ({**ENTRY, "otherwise": "maybe"}, "`otherwise: maybe` is not one of `unmet`, `waiting`"),
        ({**ENTRY, "code": "author"}, "A guard has this code"),
    ],
)
def test_a_mistake_is_told_with_what_to_do(entry, told):
    with pytest.raises(RuleError, match=told):
        read_rules([entry], {})


@pytest.mark.parametrize(
    ("translation", "told"),
    [({"shrt": {"expect": "短"}}, "there is no such rule"), ({"short": {"expression": "true"}}, "only `expect`")],
)
def test_a_mistaken_translation_is_told(translation, told):
    with pytest.raises(RuleError, match=told):
        read_rules([ENTRY], {"zh-hans": translation})
