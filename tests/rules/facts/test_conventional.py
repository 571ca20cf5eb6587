"""Reading commit subjects."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.rules.facts.conventional import TYPES, parse

GOOD = {
    "feat: add a button": ("feat", "", "add a button", 0),
    "fix(ui): mend the button (#12)": ("fix", "ui", "mend the button", 12),
    "docs(user guide): 说明如何运行测试 (#3)": ("docs", "user guide", "说明如何运行测试", 3),
    "feat!: drop Python 3.10": ("feat", "", "drop Python 3.10", 0),
    "feat(api)!: drop v1 (#7)": ("feat", "api", "drop v1", 7),
    "fix: handle (#12) inside": ("fix", "", "handle (#12) inside", 0),
    "fix: a (#1) (#2)": ("fix", "", "a (#1)", 2),
    "chore(deps): bump a from 1.0 to 2.0": ("chore", "deps", "bump a from 1.0 to 2.0", 0),
    "fix(scope/with-sign_s.1): x": ("fix", "scope/with-sign_s.1", "x", 0),
    "fix: 修正全角括号（示例）": ("fix", "", "修正全角括号（示例）", 0),
}
BAD = {
    "format": [
        *("Update README.md", "", "feat", "feat:", "feat: ", "feat:no space", "feat : space before", "feat():  x"),
        *("feat( ui): x", "feat(ui: x", "feat (ui): x", "fixup! feat: x", 'Revert "feat: add a button"', "(ui): x"),
        *("feat:  two spaces", "Merge branch 'main'", "[docs] x"),
    ],
    "type": ["feature: x", "Feat: x", "FIX(ui): x", "wip: x", "update(ui): x (#3)"],
    "punctuation": ["feat：增加按钮", "fix（ui）: 修正", "docs：x（#3）", "docs: x（#3）", "feat：　增加", "feat！: x"],
}


@pytest.mark.parametrize(("subject", "parts"), GOOD.items())
def test_a_good_subject_is_taken_apart(subject, parts):
    parsed = parse(subject)

    assert parsed["problem"] == ""
    assert (parsed["type"], parsed["scope"], parsed["description"], parsed["issue"]) == parts


@pytest.mark.parametrize(("problem", "subject"), [(problem, each) for problem, bad in BAD.items() for each in bad])
def test_a_bad_subject_has_one_problem(problem, subject):
    assert parse(subject)["problem"] == problem


@pytest.mark.parametrize("kind", TYPES)
def test_every_type_of_the_list_is_known(kind):
    assert parse(f"{kind}: x")["problem"] == ""


def test_a_breaking_change_is_marked():
    assert parse("feat(api)!: x")["is_breaking"]
    assert not parse("feat(api): x!")["is_breaking"]


@given(st.text(max_size=300))
def test_any_subject_at_all_is_answered(subject):
    assert parse(subject)["problem"] in {"", "format", "type", "punctuation"}


@given(st.sampled_from(TYPES), st.from_regex(r"[a-z][a-z0-9-]{0,10}", fullmatch=True), st.integers(1, 99999))
def test_what_is_put_together_is_taken_apart_again(kind, scope, issue):
    parsed = parse(f"{kind}({scope}): say it (#{issue})")

    assert (parsed["type"], parsed["scope"], parsed["issue"], parsed["problem"]) == (kind, scope, issue, "")


def test_a_huge_subject_is_read_quickly():
    parse("feat: " + "(#1) " * 20_000)
    parse("feat(" + "a " * 50_000)
