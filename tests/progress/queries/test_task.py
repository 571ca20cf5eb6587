"""A task's page."""

import pytest
from pytest_django import DjangoAssertNumQueries

from onboarding.programs.models import Enrollment
from onboarding.progress.queries.task import TaskPage, task_page
from onboarding.progress.reader import Reader
from onboarding.verification.models import Status
from onboarding.verification.operations import refresh
from tests.cast import NOON, TASKS, enroll, make_program, make_submission, rule, task_content

pytestmark = pytest.mark.django_db


def page(enrollment: Enrollment, slug: str = "first-contribution") -> TaskPage:
    found = task_page(enrollment, slug, Reader(language="en", zone=enrollment.zone, now=NOON))
    assert found is not None
    return found


def test_a_task_of_another_program_is_not_here() -> None:
    ada = enroll(make_program())
    make_program("other", tasks=(task_content("elsewhere"),))
    assert task_page(ada, "elsewhere", Reader("en", ada.zone, NOON)) is None


def test_the_text_is_filled_in_for_this_program_and_this_person() -> None:
    html = {"en": "<p>{{ program.repository }} {{ program.branch }} {{ nonce }}</p>", "zh-hans": ""}
    ada = enroll(make_program(tasks=(task_content("first-contribution", html=html),)))
    assert page(ada).html == f"<p>demo-community/guide main {ada.nonce}</p>"


def test_it_says_beforehand_what_will_be_looked_for() -> None:
    criteria = [{"en": "Be kind.", "zh-hans": "友善。"}]
    tasks = (task_content("first-contribution", criteria=criteria, rules=[rule("merged", "true")]),)
    found = page(enroll(make_program(tasks=tasks)))
    assert (found.expected, found.criteria) == (("Expects merged.",), ("Be kind.",))


@pytest.mark.parametrize(
    ("status", "may_submit"),
    [("queued", False), ("waiting", False), ("returned", True), ("withdrawn", True), ("verified", False)],
)
def test_one_can_hand_in_when_nothing_is_under_way(status: str, may_submit: bool) -> None:
    ada = enroll(make_program())
    make_submission(ada, status=status)
    assert page(ada).may_submit is may_submit


@pytest.mark.parametrize("state", ["paused", "left", "requested"])
def test_one_can_hand_in_only_while_walking(state: str) -> None:
    assert not page(enroll(make_program(), state=state)).may_submit


def test_an_attempt_judged_while_the_page_is_made_can_be_followed_by_another() -> None:
    ada = enroll(make_program())
    make_submission(ada, status="queued")
    fetched_before = Enrollment.objects.select_related("program__track", "user", "mentor").get(pk=ada.pk)
    ada.submissions.update(status=Status.RETURNED, turn="newcomer")
    refresh(enrollment_ids=[ada.pk], now=NOON)
    found = page(fetched_before)
    assert (found.current and found.current.status, found.may_submit) == ("returned", True)


def test_a_locked_task_can_be_read_and_not_handed_in() -> None:
    found = page(enroll(make_program()), "sign-off")
    assert found.html
    assert not found.may_submit


def test_an_attempt_that_was_taken_back_does_not_speak_for_the_task() -> None:
    ada = enroll(make_program())
    make_submission(ada, status=Status.WITHDRAWN)
    assert page(ada).current is None
    make_submission(ada, status=Status.RETURNED)
    make_submission(ada, status=Status.WITHDRAWN)
    current = page(ada).current
    assert current is not None
    assert current.number == 2


def test_a_verified_task_points_onward() -> None:
    ada = enroll(make_program())
    make_submission(ada, status=Status.VERIFIED)
    onward = page(ada).next_stop
    assert onward is not None
    assert onward.slug == "introduce-yourself"


def test_more_tasks_and_attempts_cost_no_more_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    many = (*TASKS, *(task_content(f"task-{number}") for number in range(20)))
    for slug, tasks, attempts in (("few", TASKS, 1), ("many", many, 5)):
        ada = enroll(make_program(slug, tasks=tasks))
        for _attempt in range(attempts):
            make_submission(ada, status=Status.WITHDRAWN)
        ada = Enrollment.objects.select_related("program", "user", "mentor").get(pk=ada.pk)
        with django_assert_num_queries(17):
            page(ada)
