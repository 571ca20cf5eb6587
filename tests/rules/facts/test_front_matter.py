"""The front matter of a Markdown file, as a rule may ask about it."""

import time

import pytest

from onboarding.rules.facts.front_matter import read


def test_yaml_becomes_texts():
    front, problem = read(
        "---\ntitle: What I learned\ndate: 2026-03-02\ndraft: false\ntags: [go, 测试]\nempty:\n---\nText.\n"
    )

    assert problem == ""
    assert front == {
        "title": "What I learned",
        "date": "2026-03-02",
        "draft": "false",
        "tags": '["go", "测试"]',
        "empty": "",
    }


def test_toml_as_hugo_writes_it_becomes_the_same_texts():
    front, problem = read("+++\r\ndate = 2026-03-02T10:00:00+08:00\r\ntitle = '学到的'\r\ndraft = true\r\n+++\r\n")

    assert (front, problem) == ({"date": "2026-03-02 10:00:00+08:00", "title": "学到的", "draft": "true"}, "")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (None, "no-text"),
        ("", "missing"),
        ("# A heading\n", "missing"),
        ("---\ntitle: never ends\n", "missing"),
        ("---\ntitle: [\n---\n", "unreadable"),
        ("---\n- a list\n---\n", "unreadable"),
        ("---\n---\n", "unreadable"),
        ("+++\ntitle = no quotes\n+++\n", "unreadable"),
        ("---\na: &x [1]\nb: *x\n---\n", "unreadable"),
        ("---\na: !!python/object:os.system {}\n---\n", "unreadable"),
    ],
)
def test_what_is_no_front_matter_says_why(text, problem):
    assert read(text) == ({}, problem)


@pytest.mark.parametrize(
    "text",
    [
        "---\n" + "[" * 16_000 + "\n---\n",
        "+++\na = " + "[" * 4_000 + "\n+++\n",
        "+++\n" + "a." * 2_000 + "c = 1\n+++\n",
        "+++\na = '" + "x" * 4_096 + "'\n+++\n",
        "---\na: " + "x" * 16_384 + "\n---\n",
        "---\n" * 20_000,
    ],
)
def test_an_attack_is_unreadable_in_no_time(text):
    start = time.perf_counter()

    assert read(text)[1] == "unreadable"
    assert time.perf_counter() - start < 1


def test_a_value_is_cut_and_so_are_the_keys():
    lines = "\n".join(f"key{number}: {'x' * 2000}" for number in range(3))

    assert {len(value) for value in read(f"---\n{lines}\n---\n")[0].values()} == {1000}
    assert len(read("---\n" + "\n".join(f"k{number}: 1" for number in range(300)) + "\n---\n")[0]) == 100
