"""The size limit at a real `git commit`: what is new and large is refused, whatever it is called."""

import pytest

from tests.rules.hooks.repository import LARGE, SIGNED

MESSAGE = ("-m", f"feat: x{SIGNED}")


@pytest.fixture
def with_large_file(ada):
    """It came in before there were hooks."""
    ada.write("old.bin", size=LARGE)
    ada.git("add", ".")
    ada.commit("old", "--no-verify")
    return ada


def test_five_megabytes_may_pass_and_a_byte_more_may_not(ada):
    ada.write("a.bin", size=LARGE - 1)
    ada.git("add", ".")
    ada.git("commit", *MESSAGE)

    ada.write("b.bin", size=LARGE)
    ada.git("add", ".")
    said = ada.refuses("commit", *MESSAGE)

    assert "These files are larger than 5 MB:\n  5.0 MB  b.bin" in said
    assert "a.bin" not in said


@pytest.mark.parametrize("path", ["with two  spaces.bin", "资料/大文件.bin", 'it\'s "one".bin', "-n", "a/b/c.bin"])
def test_the_file_is_named_whatever_its_name_is(ada, path):
    ada.write(path, size=LARGE)
    ada.git("add", "--", path)

    said = ada.refuses("commit", *MESSAGE)

    assert path in said.replace("\\", "")


def test_taking_it_out_as_told_keeps_it_on_the_disk(ada):
    file = ada.write("a.bin", size=LARGE)
    ada.write("small.txt")
    ada.git("add", ".")
    assert 'git restore --staged "FILE"' in ada.refuses("commit", *MESSAGE)

    ada.git("restore", "--staged", "a.bin")
    ada.git("commit", *MESSAGE)

    assert file.exists()


def test_the_very_first_commit_is_looked_at_too(ada):
    ada.git("switch", "--quiet", "--orphan", "fresh")
    ada.write("a.bin", size=LARGE)
    ada.git("add", ".")

    assert 'git rm --cached "FILE"' in ada.refuses("commit", *MESSAGE)
    ada.git("rm", "--cached", "a.bin")


def test_a_change_of_a_large_file_is_another_large_file(with_large_file):
    with_large_file.write("old.bin", size=LARGE, filling="y")

    assert "old.bin" in with_large_file.refuses("commit", "-a", *MESSAGE)


def test_moving_a_large_file_adds_nothing(with_large_file):
    with_large_file.git("mv", "old.bin", "新的 名字.bin")

    with_large_file.git("commit", *MESSAGE)


def test_moving_and_changing_it_does(with_large_file):
    with_large_file.git("mv", "old.bin", "new.bin")
    with_large_file.write("new.bin", size=LARGE + 5)
    with_large_file.git("add", ".")

    assert "new.bin" in with_large_file.refuses("commit", *MESSAGE)


def test_deleting_it_may_pass(with_large_file):
    with_large_file.git("rm", "--quiet", "old.bin")

    with_large_file.git("commit", *MESSAGE)


def test_making_it_executable_adds_nothing(with_large_file):
    with_large_file.git("update-index", "--chmod=+x", "old.bin")

    with_large_file.git("commit", *MESSAGE)


def test_amending_a_large_file_into_a_commit_is_refused(ada):
    ada.write("small.txt")
    ada.git("add", ".")
    ada.git("commit", *MESSAGE)
    ada.write("a.bin", size=LARGE)
    ada.git("add", ".")

    assert "a.bin" in ada.refuses("commit", "--amend", "--no-edit")


def test_a_merge_may_bring_what_the_others_have(ada):
    ada.write("README.md", filling="mine")
    ada.git("commit", "-a", *MESSAGE)
    ada.git("switch", "--quiet", "main")
    ada.write("README.md", filling="theirs")
    ada.write("theirs.bin", size=LARGE)
    ada.git("add", ".")
    ada.commit("theirs", "--no-verify")
    ada.git("switch", "--quiet", "topic")
    assert ada.git("merge", "main", check=False).returncode == 1

    ada.write("README.md", filling="both")
    ada.git("add", ".")
    ada.git("commit", "--no-edit")

    assert (ada.folder / "theirs.bin").exists()


def test_a_merge_may_not_bring_more_than_that(ada):
    ada.write("README.md", filling="mine")
    ada.git("commit", "-a", *MESSAGE)
    ada.git("switch", "--quiet", "main")
    ada.write("README.md", filling="theirs")
    ada.git("commit", "-a", *MESSAGE)
    assert ada.git("merge", "topic", check=False).returncode == 1

    ada.write("more.bin", size=LARGE)
    ada.git("add", ".")

    assert "more.bin" in ada.refuses("commit", "--no-edit")


def test_a_submodule_is_no_file(ada):
    commit = ada.git("rev-parse", "HEAD").stdout.strip()
    ada.git("update-index", "--add", "--cacheinfo", f"160000,{commit},module")

    ada.git("commit", *MESSAGE)


def test_it_speaks_chinese_where_the_terminal_does(in_chinese):
    in_chinese.write("a.bin", size=LARGE)
    in_chinese.git("add", ".")

    assert "下列文件超过 5 MB" in in_chinese.refuses("commit", *MESSAGE)
