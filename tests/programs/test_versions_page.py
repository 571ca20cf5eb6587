"""What changes for whom, before a new version goes live; and taking over all of it or some."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from onboarding.programs.models import AuditEntry, Enrollment, Program
from onboarding.verification.models import Status, Turn
from tests.cast import (
    NOON,
    enroll,
    make_submission,
    make_task,
    make_version,
    rule,
    task_content,
    task_of,
)

pytestmark = pytest.mark.django_db
VERSIONS = "/organise/spring/versions/"


def change(program: Program, slug: str = "first-contribution", **fields: Any) -> None:
    make_version(task_of(program, slug), task_content(slug, **fields))


def news(client: Client) -> Any:
    return client.get(VERSIONS).context["page"].news


def test_it_counts_who_is_at_it_who_has_done_it_and_who_will_meet_it(linus, program):
    make_submission(enroll(program, "ada"), status=Status.WAITING)
    make_submission(enroll(program, "mary"), status=Status.VERIFIED)
    enroll(program, "bob")
    change(program, due_days=14)

    (each,) = news(linus)

    assert (each.open, each.done, each.ahead) == (1, 1, 1)


def test_it_says_whose_due_date_moves_and_that_is_so(linus, program):
    """Also for those whose work goes on by the old version: the days are the program's, not the attempt's."""
    ada = make_submission(enroll(program, "ada"), status=Status.WAITING, turn=Turn.NEWCOMER).enrollment
    change(program, due_days=3)

    page = linus.get(VERSIONS)
    linus.post(VERSIONS, {"task": page.context["page"].news[0].task_id, "seen": page.context["page"].seen})

    text = " ".join(page.content.decode().split())
    assert "another day becomes the due date: Within 7 days of joining → Within 3 days of joining." in text
    before = ada.next_due_at
    ada.refresh_from_db()
    assert before - ada.next_due_at == timedelta(days=4)


def test_it_says_that_a_task_needs_others(linus, program):
    change(program, "sign-off", needs=["introduce-yourself"])

    assert "It needs other tasks now" in linus.get(VERSIONS).content.decode()
    assert news(linus)[0].due is None


def test_somebody_who_left_counts_for_nothing(linus, program):
    make_submission(enroll(program, "ada"), status=Status.WAITING)
    Enrollment.objects.update(state=Enrollment.State.LEFT)
    change(program, due_days=14)

    (each,) = news(linus)

    assert (each.open, each.ahead) == (0, 0)


def test_it_shows_what_is_different_in_words_and_in_rules(linus, program):
    change(program, text={"en": "Say hello.\nThen go on."}, rules=[rule("signed", "commits.all(c, c.is_signed)")])

    lines = {(each.kind, each.text) for each in news(linus)[0].lines}

    assert ("added", "+Say hello.") in lines
    assert ("added", "+    commits.all(c, c.is_signed)") in lines
    assert ("gone", "-titled: Expects titled.") in lines


def test_it_compares_in_the_readers_language(linus, program):
    change(program, title={"en": "First contribution", "zh-hans": "第一次贡献"})
    linus.cookies["django_language"] = "zh-hans"

    assert any("第一次贡献" in each.text for each in news(linus)[0].lines)


def test_what_a_task_says_never_becomes_markup(linus, program):
    change(program, text={"en": "<script>alert(1)</script>"})

    assert "<script>alert" not in linus.get(VERSIONS).content.decode()


def test_one_is_adopted_and_the_other_waits(linus, program):
    change(program, due_days=14)
    make_task(program.track, task_content("release"))
    page = linus.get(VERSIONS).context["page"]

    linus.post(VERSIONS, {"seen": page.seen, "task": task_of(program, "release").pk})

    assert [each.title for each in news(linus)] == ["First contribution"]
    assert program.program_tasks.filter(task__slug="release").exists()
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.task.slug, entry.actor.login) == ("adopted", "release", "linus")


def test_everybodys_trail_follows(linus, program):
    ada = enroll(program)
    make_task(program.track, task_content("release"))

    linus.post(VERSIONS, {"seen": linus.get(VERSIONS).context["page"].seen, "task": task_of(program, "release").pk})

    ada.refresh_from_db()
    assert ada.trail == "oo-o"


def test_what_was_not_shown_is_not_adopted(linus, program):
    change(program, due_days=14)
    seen = linus.get(VERSIONS).context["page"].seen
    change(program, due_days=1)

    page = linus.post(VERSIONS, {"seen": seen, "task": task_of(program, "first-contribution").pk}, follow=True)

    assert "The track has changed since this page was opened." in page.content.decode()
    assert program.program_tasks.get(task__slug="first-contribution").version.parsed.due_days == 7


def test_ticking_nothing_adopts_nothing(linus, program):
    change(program, due_days=14)

    page = linus.post(VERSIONS, {"seen": linus.get(VERSIONS).context["page"].seen}, follow=True)

    assert "Nothing was ticked" in page.content.decode()
    assert len(news(linus)) == 1


def test_where_nothing_is_new_it_says_so(linus):
    assert "Nothing is new" in linus.get(VERSIONS).content.decode()


def test_it_asks_the_same_of_few_and_of_many(linus, program):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            linus.get(VERSIONS)
        return len(queries)

    change(program, due_days=14)
    linus.get(VERSIONS)
    few = cost()
    for number in range(12):
        make_task(program.track, task_content(f"task-{number}"))
        enroll(program, f"newcomer-{number}", now=NOON)

    assert cost() == few
