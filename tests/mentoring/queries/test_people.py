"""Who fits the grid's filter, and in which order."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.http import QueryDict

from onboarding.mentoring.models import Star
from onboarding.mentoring.operations import tag
from onboarding.mentoring.queries.desk import desks_of
from onboarding.mentoring.queries.filter import Filter, Sort, matching
from onboarding.mentoring.queries.people import COUNTED_TO, PAGE, Page, page_of
from onboarding.programs.models import Enrollment, Program
from tests.cast import NOON, enroll, make_person, make_program

pytestmark = pytest.mark.django_db


def stand(program: Program, login: str, **derived: object) -> None:
    """Somebody in the program, of whom these derived columns are said."""
    enrollment = enroll(program, login)
    Enrollment.objects.filter(pk=enrollment.pk).update(**derived)


def ask(login: str = "grace", **query: str) -> Page:
    user = make_person(login)
    return page_of(desks_of(user, now=NOON)[0][0], user, Filter.from_query(query), now=NOON)


def names(**query: str) -> list[str]:
    return [person.login for person in ask(**query).people]


def test_active_people_are_shown_unless_one_asks_for_others(program):
    enroll(program, "ada")
    enroll(program, "bea", state=Enrollment.State.FINISHED)

    assert names() == ["ada"]
    assert names(state="finished") == ["bea"]
    assert names(state="any") == ["ada", "bea"]


def test_one_sees_no_row_of_oneself(program):
    enroll(program, "grace")

    assert names() == []


def test_another_programs_people_are_not_here(program):
    enroll(make_program("winter"), "ada")
    enroll(program, "bea")

    assert names() == ["bea"]


@pytest.mark.parametrize(
    ("turn", "trail"), [("mentor", "r"), ("mentor", "f"), ("newcomer", "x"), ("maintainers", "m"), ("machine", "c")]
)
def test_the_filter_by_turn_reads_the_trail(program, turn, trail):
    stand(program, "ada", trail=f"v{trail}-")
    stand(program, "bea", trail="vo-")

    assert names(turn=turn) == ["ada"]


@pytest.mark.postgresql
def test_whom_mentors_look_for_is_read_and_counted_along_an_index(program):
    grace = make_person("grace")
    found = matching(desks_of(grace, now=NOON)[0][0], grace, Filter.from_query({"turn": "mentor"}), now=NOON)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")  # of so few people PostgreSQL would read all

    assert "enrollment_mentors_turn" in found.order_by("oldest_turn_since", "pk").explain()


def test_overdue_means_before_this_instant(program):
    stand(program, "late", next_due_at=NOON - timedelta(seconds=1))
    stand(program, "soon", next_due_at=NOON + timedelta(seconds=1))
    stand(program, "free", next_due_at=None)

    assert names(overdue="1") == ["late"]


def test_one_can_ask_for_ones_own_nobodys_or_a_colleagues_newcomers(program):
    enroll(program, "ada")
    enroll(program, "bea", mentor=None)
    enroll(program, "cyd", mentor="linus")

    assert names(mentor="@me") == ["ada"]
    assert names(mentor="@nobody") == ["bea"]
    assert names(mentor="linus") == ["cyd"]


def test_only_ones_own_stars_are_shown(program):
    ada, bea = enroll(program, "ada"), enroll(program, "bea")
    Star.objects.create(user=make_person("grace"), enrollment=ada)
    Star.objects.create(user=make_person("linus"), enrollment=bea)

    assert names(starred="1") == ["ada"]
    assert [person.is_starred for person in ask().people] == [True, False]


@pytest.mark.parametrize("search", ["小雨", "LIN-", "xiaoyu", "林"])
def test_search_finds_parts_of_names_and_logins(program, search):
    make_person("lin-xiaoyu", name="林小雨")
    enroll(program, "lin-xiaoyu")
    enroll(program, "ada")

    assert names(q=search) == ["lin-xiaoyu"]


@pytest.mark.parametrize("search", ["100%", "a_a", "\0", "'; --", "x" * 5000])
def test_search_takes_signs_as_they_are(program, search):
    enroll(program, "ada")

    assert names(q=search) == (["ada"] if search == "\0" else [])


@pytest.mark.parametrize("words", ["-1", "-2", "%s", "$1"])
@pytest.mark.parametrize("field", ["mentor", "q", "tag", "task"])
def test_words_that_look_like_our_stand_ins_are_words(program, field, words):
    enroll(program, "ada")

    assert names(**{field: words}) == []


def test_the_longest_wait_comes_first_and_nobody_waiting_last(program):
    stand(program, "ada", oldest_turn_since=None)
    stand(program, "bea", oldest_turn_since=NOON)
    stand(program, "cyd", oldest_turn_since=NOON - timedelta(days=1))

    assert names() == ["cyd", "bea", "ada"]


def test_each_sort_has_its_order(program):
    stand(program, "ada", done_count=1, next_due_at=NOON, last_activity_at=NOON)
    stand(program, "bea", done_count=2, next_due_at=None, last_activity_at=NOON - timedelta(days=1))

    assert names(sort=Sort.PROGRESS) == ["bea", "ada"]
    assert names(sort=Sort.DUE) == ["ada", "bea"]
    assert names(sort=Sort.ACTIVITY) == ["ada", "bea"]
    assert names(sort=Sort.QUIET) == ["bea", "ada"]


def test_a_page_holds_fifty_and_says_how_many_there_are(program):
    for number in range(PAGE + 1):
        enroll(program, f"newcomer-{number}")

    first, second = ask(), ask(page="2")

    assert (len(first.people), first.total, first.has_next, first.first, first.last) == (PAGE, PAGE + 1, True, 1, PAGE)
    assert (len(second.people), second.total, second.has_next, second.first) == (1, PAGE + 1, False, PAGE + 1)


@pytest.mark.parametrize("page", ["0", "-1", "two", "", "²", "9" * 40])
def test_a_page_that_makes_no_sense_is_the_first(page):
    assert Filter.from_query({"page": page}).page == 1


def test_nonsense_in_the_address_falls_back_to_the_defaults():
    assert Filter.from_query({"state": "gone", "turn": "dog", "sort": "shoe-size"}) == Filter()


def test_a_filter_survives_its_own_address():
    asked = Filter.from_query({"q": "a b", "turn": "mentor", "overdue": "1", "sort": "due", "state": "paused"})

    assert asked.on_page(3) == "q=a+b&state=paused&turn=mentor&overdue=1&sort=due&page=3"
    assert Filter().on_page(1) == ""
    assert asked.is_narrow
    assert not Filter(sort=Sort.DUE, page=4).is_narrow


def test_counting_stops_at_a_thousand():
    assert Page([], COUNTED_TO + 1, 1, has_next=False).is_more
    assert not Page([], COUNTED_TO, 1, has_next=False).is_more


@pytest.mark.parametrize("size", [1, 12])
def test_it_is_one_query_however_many_people(program, size, django_assert_num_queries):
    for number in range(size):
        enroll(program, f"newcomer-{number}")
    grace = make_person("grace")
    desk = desks_of(grace, now=NOON)[0][0]

    with django_assert_num_queries(1):
        page_of(desk, grace, Filter(), now=NOON)


def test_at_a_task_are_those_who_can_do_something_about_it(program):
    for login, trail in {"ready": "o--", "returned": "x--", "done": "vo-", "flagged": "fo-", "locked": "vvv"}.items():
        stand(program, login, trail=trail)

    assert sorted(names(task="introduce-yourself")) == ["flagged", "ready", "returned"]
    assert sorted(names(task="first-contribution")) == ["done", "flagged"]


def test_task_and_turn_together_mean_the_turn_at_this_task(program):
    stand(program, "ada", trail="rx-")
    stand(program, "bea", trail="xr-")

    assert names(task="introduce-yourself", turn="mentor") == ["ada"]
    assert names(task="first-contribution", turn="mentor") == ["bea"]


def test_nobody_is_at_a_task_that_the_program_does_not_have(program):
    enroll(program)

    assert names(task="of-another-track") == []


def test_who_has_not_chosen_a_language_is_spoken_to_in_the_programs(program):
    Program.objects.update(default_language="zh-hans")
    for login, language in {"ada": "en", "bea": "zh-hans", "cyd": ""}.items():
        make_person(login, language=language)
        enroll(program, login)

    assert names(language="en") == ["ada"]
    assert sorted(names(language="zh-hans")) == ["bea", "cyd"]
    assert len(names(language="klingon")) == 3


def test_a_tag_of_this_program_finds_its_people_and_stands_in_their_rows(program):
    ada = enroll(program)
    enroll(program, "bea")
    tag(program=program, enrollments=[ada], name="需要帮助")
    tag(program=program, enrollments=[ada], name="evenings")

    [row] = ask(tag="需要帮助").people
    assert row.login == "ada"
    assert [each["name"] for each in row.tags] == ["evenings", "需要帮助"]
    assert names(tag="nothing") == []


def test_what_is_worth_keeping_of_a_filter_leads_back_to_it():
    asked = Filter.from_query({"program": "spring", "q": "林 a&b", "task": "sign-off", "tag": "x y", "page": "3"})

    kept = Filter.from_query(QueryDict(asked.lasting))

    assert kept == replace(asked, program="", page=1)
