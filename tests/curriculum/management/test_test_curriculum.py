"""The command with which authors try their examples."""

import pytest
from django.core.management import CommandError, call_command

from tests.curriculum.authored import TASK, write


def test_it_says_that_all_is_well(tmp_path, capsys):
    call_command("test_curriculum", write(tmp_path))

    assert capsys.readouterr().out == "Tasks: 1, examples: 2. Each says what it should.\n"


def test_it_names_what_does_not_hold(tmp_path):
    write(tmp_path, task=TASK.replace("/words: 2", "/words: 4"))

    with pytest.raises(CommandError, match=r"01-hello.md:17: hello.json should fail"):
        call_command("test_curriculum", tmp_path)


def test_it_names_what_cannot_be_loaded(tmp_path):
    with pytest.raises(CommandError, match="has no translation"):
        call_command("test_curriculum", write(tmp_path, task_zh=None))


def test_without_directories_it_tries_the_sites_own(capsys):
    call_command("test_curriculum")

    assert "Each says what it should." in capsys.readouterr().out
