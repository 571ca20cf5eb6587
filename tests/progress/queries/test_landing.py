"""The programs that the first page offers."""

import pytest
from pytest_django import DjangoAssertNumQueries

from onboarding.progress.queries.landing import SHOWN, offers
from tests.cast import NOON, make_program

pytestmark = pytest.mark.django_db


def test_a_program_is_offered_in_the_readers_language() -> None:
    make_program(name="Spring", name_zh_hans="春季")
    assert offers(language="en")[0].name == "Spring"
    assert offers(language="zh-hans")[0].name == "春季"


def test_a_name_that_nobody_translated_is_shown_as_it_is() -> None:
    make_program(name="Spring")
    assert offers(language="zh-hans")[0].name == "Spring"


def test_an_archived_program_is_not_offered() -> None:
    make_program(archived_at=NOON)
    assert offers(language="en") == ()


def test_retired_tasks_are_not_counted() -> None:
    program = make_program()
    program.track.tasks.filter(slug="sign-off").update(retired_at=NOON)
    assert offers(language="en")[0].tasks == 2


def test_many_programs_cost_two_queries_and_leave_the_rest_for_their_own_page(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(SHOWN + 2):
        make_program(f"program-{number}")
    with django_assert_num_queries(2):
        assert len(offers(language="en")) == SHOWN
