"""What exports hold, and that their document says so."""

import re
from pathlib import Path

import pytest

from onboarding.progress.exports import EXPORTS
from onboarding.questions.models import Question
from onboarding.verification.models import Finding
from tests.cast import (
    enroll,
    make_program,
    make_submission,
)
from tests.questions.world import ask

DOCUMENT = (Path(__file__).parents[3] / "docs" / "exports.md").read_text()


@pytest.mark.parametrize("name", EXPORTS)
def test_the_document_has_every_column_in_its_order(name):
    section = DOCUMENT.split(f"\n## `{name}`\n", 1)[1].split("\n## ", 1)[0]
    assert re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE) == list(EXPORTS[name].columns)


@pytest.mark.django_db
@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_is_of_one_program_and_asks_once(name, django_assert_num_queries):
    for slug in ("spring", "autumn"):
        ada = enroll(make_program(slug))
        submission = make_submission(ada, evidence={"address": f"demo/{slug}#7"})
        Finding.objects.create(submission=submission, position=0, code="titled", outcome="met", saw={"en": "So."})
        ask(ada)
    with django_assert_num_queries(1):
        rows = list(EXPORTS[name].rows(ada.program))
    [row] = [dict(zip(EXPORTS[name].columns, row, strict=True)) for row in rows]
    assert row["login"] == "ada"
    assert row.get("address", "demo/autumn#7") == "demo/autumn#7"


@pytest.mark.django_db
def test_personal_questions_are_in_no_export():
    program = make_program()
    ask(enroll(program), kind=Question.Kind.PERSONAL)
    assert list(EXPORTS["questions"].rows(program)) == []


@pytest.mark.django_db
def test_a_finding_is_exported_in_both_languages():
    program = make_program()
    submission = make_submission(enroll(program))
    saw = {"en": "No title.", "zh-hans": "没有标题。"}
    Finding.objects.create(submission=submission, position=0, code="titled", outcome="unmet", saw=saw)
    [row] = EXPORTS["findings"].rows(program)
    assert row[-2:] == ("No title.", "没有标题。")
