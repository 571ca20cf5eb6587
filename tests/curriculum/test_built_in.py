"""The tracks that come with Waymark: what every task has, and that both languages say the same in the same order."""

import re

import pytest

from onboarding.curriculum.rendering import terms_in
from tests.curriculum.built_in import TRACKS

TASKS = {f"{track.content.slug}/{task.content.slug}": task for track in TRACKS for task in track.tasks}
TEXTS = {name: task.content.text for name, task in TASKS.items()}
BLOCK = re.compile(r"^( *)```(\w+)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
COMMENT = re.compile(r"(^|\s)#.*$", re.MULTILINE)


def code(text: str) -> list[tuple[str, str]]:
    """The blocks of code, with their language and without their comments, which are translated."""
    return [(language, COMMENT.sub("", block)) for _indent, language, block in BLOCK.findall(text)]


def outline(text: str) -> list[str]:
    """The marks of headings, notes and points of lists, in their order."""
    prose = BLOCK.sub("", text)
    return re.findall(r"^(#{2,4}|!!! \w+|\?\?\? \w+|\d+\.|-|:)(?= )", prose, re.MULTILINE)


@pytest.mark.parametrize("name", TEXTS)
def test_both_languages_give_the_same_commands(name: str) -> None:
    assert code(TEXTS[name]["zh-hans"]) == code(TEXTS[name]["en"])


@pytest.mark.parametrize("name", TEXTS)
def test_both_languages_have_the_same_headings_notes_and_points(name: str) -> None:
    assert outline(TEXTS[name]["zh-hans"]) == outline(TEXTS[name]["en"])


@pytest.mark.parametrize("name", TEXTS)
def test_both_languages_link_to_the_same_words(name: str) -> None:
    english, chinese = ([slug for _line, slug in terms_in(TEXTS[name][code])] for code in ("en", "zh-hans"))

    assert sorted(english) == sorted(chinese)
    assert len(english) == len(set(english)), "a word is linked where it is met first, and not again"


@pytest.mark.parametrize("name", TEXTS)
def test_a_task_says_why_and_how_and_what_goes_wrong_and_where_to_read_on(name: str) -> None:
    headings = re.findall(r"^## (.*)", TEXTS[name]["en"], re.MULTILINE)

    assert headings[0] == "Why it matters"
    assert headings[-2:] == ["Common mistakes", "Read on"]
    assert {"How it is checked", "How to prove it"} & set(headings)


@pytest.mark.parametrize("name", TEXTS)
def test_a_task_says_when_it_is_due_and_how_long_it_takes(name: str) -> None:
    content = TASKS[name].content

    assert content.due_days is not None
    assert content.minutes is not None
