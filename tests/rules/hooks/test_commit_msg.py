"""The hook for messages at a real `git commit`: what it refuses, what it tells, and when it keeps out of the way."""

import pytest

from onboarding.languages import CODES
from tests.rules.hooks.repository import SIGNED

CHINESE = {
    "Update README.md": "第一行没有写成",
    "feature: x": "类型不在列表里",
    "feat：x": "全角标点",
    "feat: x": "没有 `Signed-off-by` 这一行",
    "feat: y\n\nSigned-off-by: Bob <bob@example.org>": "这一行不是你的",
}


def test_a_good_message_is_committed(ada):
    ada.commit("docs(readme): say more (#12)", "-s")

    assert ada.subjects[0] == "docs(readme): say more (#12)"


def test_a_message_without_the_form_is_refused_and_told_why(ada):
    said = ada.refuses("commit", "--allow-empty", "-s", "-m", "Update README.md")

    assert "does not read `type(scope): description`" in said
    assert "It reads: Update README.md" in said
    assert ada.subjects == ["docs: begin"]


def test_full_width_punctuation_is_shown_as_it_should_be(ada):
    said = ada.refuses("commit", "--allow-empty", "-s", "-m", "fix（ui）：修正（#3）")

    assert "Write plain ones: fix(ui): 修正(#3)" in said


def test_without_a_sign_off_it_says_how_to_add_it(ada):
    said = ada.refuses("commit", "--allow-empty", "-m", "feat: x")

    assert "git commit -s" in said


def test_the_sign_off_of_somebody_else_is_refused_beside_ones_own(ada):
    said = ada.refuses("commit", "--allow-empty", "-m", "feat: x\n\nSigned-off-by: Bob <bob@example.org>")

    assert "It says: bob <bob@example.org>" in said
    assert "Yours is: Signed-off-by: Ada <ada@example.org>" in said


def test_everything_that_is_wrong_is_told_at_once(ada):
    said = ada.refuses("commit", "--allow-empty", "-m", "Update README.md")

    assert "does not read" in said
    assert "no `Signed-off-by`" in said


@pytest.mark.parametrize(("message", "words"), CHINESE.items())
def test_it_speaks_chinese_where_the_terminal_does(in_chinese, message, words):
    said = in_chinese.refuses("commit", "--allow-empty", "-m", message)

    assert words in said
    assert "没有提交" in said


def test_the_message_is_kept_and_can_be_corrected_with_the_command_that_is_shown(ada):
    said = ada.refuses("commit", "--allow-empty", "-m", "oops")
    command = said.strip().splitlines()[-1].strip()
    assert command.startswith('git commit -s -e -F "')
    arguments = command.replace('"', "").split()[1:]

    ada.git(*arguments, "--allow-empty", GIT_EDITOR="sed -i 's/^oops/fix: mend it/'")

    assert ada.subjects[0] == "fix: mend it"


def test_what_git_writes_into_the_editor_does_not_count(ada):
    ada.git("config", "commit.verbose", "true")
    ada.write("big.txt", filling="Signed-off-by: Bob <b@b>\n")
    ada.git("add", ".")

    ada.git("commit", "-s", GIT_EDITOR="sed -i '1s/^/feat: with the diff below/'")

    assert ada.subjects[0] == "feat: with the diff below"


def test_an_empty_message_is_refused(ada):
    assert "It reads: " in ada.refuses("commit", "--allow-empty", GIT_EDITOR="true")


def test_amending_is_looked_at_again(ada):
    ada.commit("feat: x", "-s")

    assert "does not read" in ada.refuses("commit", "--amend", "--allow-empty", "-m", f"x{SIGNED}")
    ada.git("commit", "--amend", "--allow-empty", "-m", f"feat: y{SIGNED}")
    assert ada.subjects == ["feat: y", "docs: begin"]


def test_amending_somebody_elses_commit_may_keep_their_sign_off(ada):
    signed = "feat: x\n\nSigned-off-by: Bob <bob@example.org>"
    ada.commit(signed, "--author", "Bob <bob@example.org>")

    ada.git("commit", "--amend", "--no-edit", "--allow-empty")

    assert ada.git("log", "-1", "--format=%an").stdout.strip() == "Bob"


def test_a_merge_has_the_name_that_git_gives_it(ada):
    ada.commit("feat: x", "-s")
    ada.git("switch", "--quiet", "main")
    ada.commit("fix: y", "-s")

    ada.git("merge", "--no-edit", "topic")

    assert ada.subjects[0] == "Merge branch 'topic'"


def test_a_merge_with_a_conflict_does_too(ada):
    ada.write("README.md", filling="a")
    ada.commit("feat: x", "-s", "-a")
    ada.git("switch", "--quiet", "main")
    ada.write("README.md", filling="b")
    ada.commit("fix: y", "-s", "-a")
    assert ada.git("merge", "topic", check=False).returncode == 1

    ada.git("add", ".")
    ada.git("commit", "--no-edit")

    assert ada.subjects[0] == "Merge branch 'topic'"


def test_a_fixup_may_pass_until_it_is_squashed(ada):
    ada.write("a.txt")
    ada.git("add", ".")
    ada.commit("feat: x", "-s")
    ada.write("a.txt", filling="y")
    ada.git("commit", "-a", "--fixup", "HEAD")
    assert ada.subjects[0] == "fixup! feat: x"

    ada.git("rebase", "-i", "--autosquash", "main", GIT_SEQUENCE_EDITOR="true")

    assert ada.subjects == ["feat: x", "docs: begin"]


def test_a_rebase_goes_through_and_may_sign_off(ada):
    ada.commit("feat: x", "--no-verify")
    ada.git("switch", "--quiet", "main")
    ada.commit("fix: y", "-s")
    ada.git("switch", "--quiet", "topic")

    ada.git("rebase", "--signoff", "main")

    assert ada.subjects == ["feat: x", "fix: y", "docs: begin"]
    assert "Signed-off-by: Ada" in ada.git("log", "-1", "--format=%B").stdout


def test_a_reworded_commit_is_looked_at(ada):
    ada.write("a.txt")
    ada.git("add", ".")
    ada.commit("feat: x", "-s")
    todo = "sed -i 's/^pick/reword/'"

    said = ada.refuses("rebase", "-i", "main", GIT_SEQUENCE_EDITOR=todo, GIT_EDITOR="sed -i 1s/.*/oops/")

    assert "It reads: oops" in said


def test_it_speaks_every_language_of_the_site():
    assert CODES == ("en", "zh-hans"), "teach the hooks the new language, too"
