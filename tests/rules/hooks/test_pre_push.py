"""What a push would publish, looked at once more: for commits that passed no hook when they were made."""

import pytest

from tests.rules.hooks.repository import LARGE, SIGNED


@pytest.fixture
def remote(ada):
    """Her fork, which has the first commit."""
    fork = ada.folder.parent / "fork.git"
    ada.git("init", "--quiet", "--bare", str(fork))
    ada.git("remote", "add", "origin", str(fork))
    ada.git("push", "--quiet", "origin", "main")
    return fork


@pytest.mark.usefixtures("remote")
def test_good_commits_are_pushed(ada):
    ada.commit("feat: x", "-s")

    ada.git("push", "-u", "origin", "topic")
    ada.commit("fix: y", "-s")
    ada.git("push")


@pytest.mark.usefixtures("remote")
def test_commits_that_passed_no_hook_are_found(ada):
    ada.commit("feat: good", "-s")
    ada.commit("Update README.md", "--no-verify")

    said = ada.refuses("push", "origin", "topic")

    assert "Update README.md\n  ✗ The first line does not read" in said
    assert "✗ There is no `Signed-off-by` line." in said
    assert "feat: good" not in said


@pytest.mark.usefixtures("remote")
def test_the_command_that_is_shown_mends_them(ada):
    ada.commit("oops", "--no-verify")
    ada.commit("feat: x", "--no-verify")
    said = ada.refuses("push", "origin", "topic")
    command = said.partition("Mend the commits first: git ")[2].splitlines()[0]
    assert command.startswith("rebase -i --signoff ")

    todo, editor = "sed -i '1s/^pick/reword/'", "sed -i '1s/^oops/fix: mend it/'"
    ada.git(*command.split(), GIT_SEQUENCE_EDITOR=todo, GIT_EDITOR=editor)
    ada.git("push", "origin", "topic")

    assert ada.subjects == ["feat: x", "fix: mend it", "docs: begin"]


@pytest.mark.usefixtures("remote")
def test_a_fixup_has_to_be_squashed_first(ada):
    ada.commit("feat: x", "-s")
    ada.git("commit", "--allow-empty", "--fixup", "HEAD")

    assert "fixup! feat: x" in ada.refuses("push", "origin", "topic")


@pytest.mark.usefixtures("remote")
def test_the_name_that_git_gives_a_revert_is_found(ada):
    ada.write("a.txt")
    ada.git("add", ".")
    ada.commit("feat: x", "-s")
    ada.git("revert", "--no-edit", "HEAD")

    assert 'Revert "feat: x"' in ada.refuses("push", "origin", "topic")


@pytest.mark.usefixtures("remote")
def test_a_large_file_is_found_even_if_it_was_deleted_since(ada):
    ada.write("大 文件.bin", size=LARGE)
    ada.git("add", ".")
    ada.commit(f"feat: x{SIGNED}", "--no-verify")
    ada.git("rm", "--quiet", "大 文件.bin")
    ada.commit("fix: take it out", "-s")

    assert "5.0 MB  大 文件.bin" in ada.refuses("push", "origin", "topic")


@pytest.mark.usefixtures("remote")
def test_merges_bots_and_other_authors_are_judged_as_the_rules_do(ada):
    ada.commit("Bump it", "--no-verify", "--author", "helper[bot] <bot@example.org>")
    ada.commit("feat: b\n\nSigned-off-by: Bob <bob@example.org>", "--author", "Bob <bob@example.org>")
    ada.git("switch", "--quiet", "-c", "other", "main")
    ada.commit("feat: x", "-s")
    ada.git("merge", "--no-edit", "topic")

    ada.git("push", "origin", "other")


@pytest.mark.usefixtures("remote")
def test_what_upstream_has_is_not_ours_to_mend(ada):
    upstream = ada.folder.parent / "upstream.git"
    ada.git("clone", "--quiet", "--bare", str(ada.folder), str(upstream))
    ada.git("remote", "add", "upstream", str(upstream))
    ada.commit("Theirs", "--no-verify")
    ada.git("push", "--no-verify", "upstream", "topic:main")
    ada.commit("feat: mine", "-s")

    ada.git("push", "origin", "topic")


@pytest.mark.usefixtures("remote")
def test_deleting_a_branch_and_pushing_a_tag_may_pass(ada):
    ada.commit("feat: x", "-s")
    ada.git("tag", "-a", "v0.1.0", "-m", "the first")

    ada.git("push", "origin", "topic", "v0.1.0")
    ada.git("push", "origin", "--delete", "topic")


def test_pushing_to_an_address_that_has_no_name_looks_at_what_is_new_there(ada, remote):
    ada.git("remote", "remove", "origin")
    ada.commit("oops", "--no-verify")

    said = ada.refuses("push", str(remote), "topic:main")

    assert "oops" in said
    assert "docs: begin" not in said


@pytest.mark.usefixtures("remote")
def test_a_commit_msg_hook_that_is_not_ours_is_not_called(ada):
    (ada.folder / ".git/hooks/commit-msg").write_text("#!/bin/sh\nexit 1\n")
    ada.commit("oops", "--no-verify")

    ada.git("push", "origin", "topic")


@pytest.mark.usefixtures("remote")
def test_it_speaks_chinese_where_the_terminal_does(in_chinese):
    in_chinese.commit("oops", "--no-verify")

    said = in_chinese.refuses("push", "origin", "topic")

    assert "第一行没有写成" in said
    assert "没有推送" in said
