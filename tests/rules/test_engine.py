"""The CEL engine: what it answers, and what it tells the authors of rules."""

import pytest

from onboarding.rules.engine import Unanswerable, ask, compile_rule, compile_rules
from onboarding.rules.errors import RuleError
from onboarding.rules.types import Rule
from tests.mirror import pull_request_evidence


def rule(expression: str = "true", **fields: str) -> Rule:
    hint = fields.pop("hint", "Mend it.")
    return Rule(**{"code": "a-rule", "expression": expression, "expect": {"en": "It."}, "hint": {"en": hint}, **fields})


def complaint(expression: str = "true", **fields: str) -> str:
    with pytest.raises(RuleError) as caught:
        compile_rule(kind="pull_request", rule=rule(expression, **fields))
    assert caught.value.code == "a-rule"
    return caught.value.message


@pytest.mark.parametrize(
    "expression",
    [
        'pull_request.state == "merged"',
        "commits.all(c, c.facts.skipped || c.facts.signed_off)",
        "pull_request.merged_at == null",
        'pull_request.author != null && pull_request.author.login.startsWith("a")',
        "cel.bind(n, commits.size(), n > 0 && math.greatest(n, 2) > 1)",
        'pull_request.labels.exists(l, l == "lgtm")',
        'facts.mend.reword.en == ""',
        'pull_request.?merged_by.?login.orValue("") == ""',
    ],
)
def test_a_good_expression_compiles(expression):
    compile_rule(kind="pull_request", rule=rule(expression))


def test_a_syntax_error_says_where_it_is():
    assert "line 1, column 22" in complaint("pull_request.state ==")


def test_an_unknown_variable_is_told_with_those_there_are():
    message = complaint('pull_reqest.state == "open"')

    assert "names `pull_reqest`" in message
    assert "Did you mean `pull_request`?" in message


@pytest.mark.parametrize(
    ("expression", "told"),
    [
        ('pull_request.sate == "open"', "names `sate`, but `pull_request` has only: node_id, github_id"),
        ("has(pull_request.merge_at)", "Did you mean `merged_at`?"),
        ("commits.all(c, c.facts.conventional.isue > 0)", "`commits.facts.conventional` has only: problem, type"),
        ('commits.exists(c, c.author.mail == "")', "`commits.author` has only: name, email"),
        ("pull_request.?nosuch.orValue(true)", "names `nosuch`"),
    ],
)
def test_a_field_outside_the_documented_shape_is_told(expression, told):
    assert told in complaint(expression)


@pytest.mark.parametrize("expression", ["1 + 1", "pull_request.title", "dyn(commits)", "commits"])
def test_an_expression_that_is_not_yes_or_no_is_refused(expression):
    assert "it must yield true or false" in complaint(expression)


def test_comparing_different_types_is_refused():
    assert "found no matching overload" in complaint('pull_request.number == "7"')


@pytest.mark.parametrize(
    "fields",
    [
        {"saw": "pull_request.number"},
        {"saw": "nosuch"},
        {"turn": "nosuch"},
        {"turn": "pull_request.number"},
        {"hint": "Run {{ facts.mend.nosuch }}"},
        {"hint": "Run {{ commits.size() }}"},
    ],
)
def test_the_other_parts_of_a_rule_are_checked_too(fields):
    assert f"The {next(iter(fields))} " in complaint(**fields)


@pytest.mark.parametrize(
    "saw", ["pull_request.title", '{"en": "a", "zh-hans": pull_request.title}', "facts.mend.reword", "dyn(facts.turn)"]
)
def test_what_was_seen_may_be_a_text_or_one_by_language(saw):
    compile_rule(kind="pull_request", rule=rule(saw=saw))


def test_an_empty_list_of_rules_is_refused():
    with pytest.raises(RuleError, match="anything would pass"):
        compile_rules(kind="pull_request", rules=[])


def test_two_rules_of_one_code_are_refused():
    with pytest.raises(RuleError, match="Two rules are called `a-rule`"):
        compile_rules(kind="pull_request", rules=[rule(), rule("false")])


def test_an_unknown_kind_is_refused_with_those_there_are():
    with pytest.raises(
        RuleError, match=r"Write one of: environment, etcd, kubernetes, pull_request, quiz, release, written"
    ):
        compile_rules(kind="telepathy", rules=[rule()])


def test_a_written_task_sees_only_what_was_written():
    compile_rules(kind="written", rules=[rule("words > 30 && link != ''")])
    with pytest.raises(RuleError, match="names `pull_request`"):
        compile_rules(kind="written", rules=[rule('pull_request.state == "open"')])


@pytest.mark.parametrize("source", ["pull_request.nosuch", "commits[9].sha", "1 / 0 == 1", "reviews", "((("])
def test_what_has_no_answer_raises_rather_than_being_false(source):
    evidence = {**pull_request_evidence()}
    del evidence["reviews"]

    with pytest.raises(Unanswerable):
        ask("pull_request", source, evidence)


def test_exceeding_the_iteration_budget_is_too_many_objects():
    evidence = pull_request_evidence()
    evidence["commits"] = evidence["commits"] * 30
    nested = "commits.all(a, commits.all(b, commits.all(c, true)))"

    with pytest.raises(Unanswerable) as caught:
        ask("pull_request", nested, evidence)

    assert caught.value.too_many


def test_values_come_back_as_plain_python():
    source = '{"title": pull_request.title, "shas": commits.map(c, c.sha.size())}'

    assert ask("pull_request", source, pull_request_evidence()) == {
        "title": "docs(readme): mend a link (#3)",
        "shas": [40],
    }
