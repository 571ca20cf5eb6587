"""Task content to JSON and back."""

import json
from dataclasses import replace

from onboarding.curriculum.content import TaskContent
from tests.cast import TASKS
from tests.curriculum.built_in import TRACKS

CONTENT = TRACKS[0].content.tasks[2]


def test_content_survives_the_way_through_json():
    assert TaskContent.from_json(json.loads(json.dumps(CONTENT.to_json()))) == CONTENT


def test_content_without_its_source_can_be_read():
    assert [TaskContent.from_json(task).slug for task in TASKS] == [
        "introduce-yourself",
        "first-contribution",
        "sign-off",
    ]


def test_other_words_or_rules_are_another_version():
    assert replace(CONTENT, minutes=5).digest != CONTENT.digest
    assert replace(CONTENT, text={**CONTENT.text, "zh-hans": "x"}).digest != CONTENT.digest
    assert replace(CONTENT, rules=CONTENT.rules[1:]).digest != CONTENT.digest


def test_other_html_of_the_same_words_is_not():
    assert replace(CONTENT, html={"en": "<p>x</p>"}).digest == CONTENT.digest
