"""The command that reads the curriculum's files: what an author is told before anything is loaded."""

import pytest
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from tests.curriculum.authored import TASK, TASK_ZH, another, write

MISTAKES = {
    "kind": (
        "kind: written",
        "kind: writen",
        "`kind: writen`? This is not a kind of evidence.",
    ),
    "syntax": ("words >= 3", "words >=", "The expression cannot be compiled"),
    "number": ("words >= 3", "words", "The expression yields int, but it must yield true or false"),
    "field": ("words >= 3", "word >= 3", "The expression names `word`"),
    "needs": ("due: P7D", "needs: [hallo]", "`hallo` is no task of this track. Did you mean `hello`?"),
    "rules": (TASK[TASK.index("    rules:") : TASK.index("    criteria:")], "", "Without rules anything would pass."),
}


@pytest.fixture
def check(tmp_path, settings: Settings):
    """What the command says of these files, as `file:line: what to do`."""

    def checked(**files: str | None) -> str:
        write(tmp_path, **files)
        settings.WAYMARK = settings.WAYMARK.model_copy(update={"curriculum_paths": [tmp_path]})
        with pytest.raises(CommandError) as error:
            call_command("sync_curriculum", "--check")
        return str(error.value).replace(f"{tmp_path}/steps/", "")

    return checked


def test_every_mistake_in_the_files_is_told_at_once_with_its_file_and_line(check) -> None:
    files: dict[str, str | None] = {}
    for number, (slug, (old, new, _told)) in enumerate(MISTAKES.items(), start=2):
        assert old in TASK
        files |= {f"{number:02}-{slug}.md": TASK.replace(old, new), f"{number:02}-{slug}.zh-hans.md": TASK_ZH}
    files |= another("21", "first", needs="[second]") | another("22", "second", needs="[first]")
    files |= another("31", "untranslated") | {"31-untranslated.zh-hans.md": None}

    told = check(**files).splitlines()

    for number, (slug, (_old, _new, words)) in enumerate(MISTAKES.items(), start=2):
        assert [line for line in told if line.startswith(f"{number:02}-{slug}.md:") and words in line], (slug, told)
    assert [line for line in told if "Nobody could ever begin: first → second → first." in line]
    assert [line for line in told if line.startswith("31-untranslated.md:1: It has no translation.")]


def test_a_rule_that_no_example_shows_to_fail_is_told_too(check) -> None:
    failing = "      fail:\n        long-enough: {file: hello.json, but: {/words: 2}}\n"
    assert failing in TASK

    told = check(task=TASK.replace(failing, ""))

    assert "01-hello.md:7: No example shows the rule `long-enough` fail. Add one to `examples: fail`." in told
