"""Examples that test rules: each way in which they can fall short is told at its line."""

import pytest

from onboarding.curriculum.examples import check_examples
from onboarding.curriculum.loading import load
from tests.curriculum.authored import TASK, TASK_ZH, write
from tests.curriculum.built_in import TRACKS


def found(directory, **files):
    return [
        f"{each.path.name}:{each.line}: {each.message}" for each in check_examples(load([write(directory, **files)]))
    ]


def task(old, new):
    assert old in TASK
    return {"task": TASK.replace(old, new)}


FAILING = "      fail:\n        long-enough: {file: hello.json, but: {/words: 2}}\n"
CASES = [
    (task("words >= 3", "words >= 4"), "01-hello.md:15: hello.json should pass, but `long-enough` is unmet: 3 words"),
    (
        task("{/words: 2}", "{/words: 5}"),
        "01-hello.md:17: hello.json should fail because of `long-enough`, but every rule",
    ),
    (
        task("{/words: 2}", '{/text: " "}'),
        "01-hello.md:17: hello.json should fail because of `long-enough`, but `something-written`",
    ),
    (task("{/words: 2}", "{/words: many}"), "01-hello.md:17: Asked of hello.json, `long-enough` is unknown"),
    (task("{/words: 2}", "{/words/0: 2}"), "01-hello.md:17: `/words/0` names nothing in the file."),
    (task("{/words: 2}", "{/word: 2}"), "01-hello.md:17: `/word` names nothing in the file."),
    (task("{/words: 2}", "{words: 2}"), "01-hello.md:17: `words` names nothing in the file."),
    (task("[hello.json]", "[helo.json]"), "01-hello.md:15: There is no file helo.json beside the task."),
    (task("      pass: [hello.json]\n", ""), "01-hello.md:14: Give evidence that passes and evidence that fails"),
    (task(FAILING, ""), "01-hello.md:7: No example shows the rule `long-enough` fail."),
    (task(FAILING, ""), "01-hello.md:14: Give evidence that passes and evidence that fails"),
    (
        task('string(words) + " words"', "text.split(' ')[9]"),
        "01-hello.md:15: Asked of hello.json, the `saw` of `long-enough` has no",
    ),
    ({"hello.json": "{"}, "01-hello.md:15: hello.json is refused: This is not JSON"),
]


ADVICE = """\
      - code: short-enough
        advice: true
        expect: You are brief.
        expression: words < 90
        hint: Say less.
    criteria:"""
ADVICE_ZH = "    rules:\n      short-enough: {expect: 很简短。, hint: 少写一点。}\n"


def advising(words):
    return {
        "task": TASK.replace("    criteria:", ADVICE).replace(
            FAILING, FAILING + f"        short-enough: {{file: hello.json, but: {{/words: {words}}}}}\n"
        ),
        "task_zh": TASK_ZH.replace("    rules:\n", ADVICE_ZH),
    }


def test_advice_is_tested_by_an_example_that_passes_and_does_not_follow_it(tmp_path):
    assert found(tmp_path, **advising(100)) == []


def test_an_example_that_follows_the_advice_does_not_test_it(tmp_path):
    [problem] = found(tmp_path, **advising(50))

    assert "hello.json should fail because of `short-enough`, but every rule is met" in problem


@pytest.mark.parametrize(("files", "expected"), CASES, ids=[expected for _files, expected in CASES])
def test_what_examples_reveal_is_told_with_its_line(tmp_path, files, expected):
    zh = {"task_zh": TASK_ZH.replace('        saw: string(words) + " 个字"\n', "")}
    problems = found(tmp_path, **files, **zh)

    assert [line for line in problems if line.startswith(expected)], problems


def test_examples_that_hold_reveal_nothing(tmp_path):
    assert found(tmp_path) == []


def test_rules_that_empty_evidence_meets_are_found_out(tmp_path):
    assert "01-hello.md:6: Empty evidence passes. Add a rule that asks for what has to be there." in found(
        tmp_path, **task("words >= 3", "1 < 2")
    )


def test_examples_of_the_site_s_own_curriculum_hold():
    assert check_examples(TRACKS) == ()
