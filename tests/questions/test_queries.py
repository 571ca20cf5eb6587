"""Who sees which questions, what search finds, and how long an answer usually takes."""

from datetime import timedelta
from typing import Any

import pytest

from onboarding.programs.models import Enrollment
from onboarding.questions import operations, queries
from onboarding.questions.models import Question
from onboarding.questions.queries import Waiting
from tests.cast import NOON, enroll, make_person, make_program
from tests.questions.world import ask

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> Enrollment:
    return enroll(make_program())


def answered(ada: Enrollment, *, after: timedelta = timedelta(hours=1), **said: Any) -> Question:
    question = ask(ada, **said)
    operations.answer(question=question, author=make_person("grace"), text="So.", now=NOON + after)
    operations.settle(question=question, now=NOON + after)
    return question


@pytest.mark.parametrize(
    ("login", "sees"), [("ada", 2), ("grace", 2), ("linus", 2), ("mary", 1), ("mallory", 0), ("newton", 0)]
)
def test_personal_questions_are_for_mentors_and_all_others_for_the_program(
    ada: Enrollment, login: str, sees: int
) -> None:
    enroll(ada.program, "mary")
    enroll(make_program("autumn", mentors=("mallory",)), "bob")
    ask(ada)
    ask(ada, kind="personal")
    assert Question.objects.visible_to(make_person(login)).count() == sees


def test_who_only_asked_to_join_sees_nothing(ada: Enrollment) -> None:
    ask(ada)
    mary = enroll(ada.program, "mary", state="requested")
    assert not Question.objects.visible_to(mary.user).exists()


@pytest.mark.parametrize(
    "text", ["部署", "容器", "deployment", "deployments", "Insufficient CPU", "kind 0.27", "pending", "论坛"]
)
def test_search_finds_words_and_two_character_words_alike(ada: Enrollment, text: str) -> None:
    found = ask(ada, summary="部署之后容器一直 Pending", goal="运行一个 Deployment。", searched="社区论坛")
    ask(ada, summary="Something else", message="", versions="", goal="再见")
    assert queries.listed(ada.user, text=text)[0] == found


@pytest.mark.parametrize(
    ("text", "is_similar"),
    [
        ("What is the best way to do it?", False),
        ("这个是什么？", False),
        ("A label, please", True),
        ("标签怎么写", True),
    ],
)
def test_similar_questions_share_a_word_that_says_something(ada: Enrollment, text: str, is_similar: bool) -> None:
    found = answered(ada, summary="What is a label? 标签是什么？")
    assert queries.similar(ada.user, text) == [found] * is_similar


def test_search_for_all_words_finds_only_what_has_them_all(ada: Enrollment) -> None:
    ask(ada, summary="pod pending")
    assert not queries.listed(ada.user, text="pending elephants")


@pytest.mark.parametrize("text", ['" OR 1', "a & !b", "NEAR(", "terms:", "'; --", "*", "…"])
def test_no_text_breaks_the_search(ada: Enrollment, text: str) -> None:
    ask(ada)
    queries.listed(ada.user, text=text)
    queries.similar(ada.user, text)


def test_search_follows_what_the_accepted_answer_says(ada: Enrollment) -> None:
    question = ask(ada)
    answer = operations.answer(question=question, author=make_person("grace"), text="Use taints.", now=NOON)
    assert not queries.listed(ada.user, text="taints")
    operations.accept(answer=answer, now=NOON)
    assert list(queries.listed(ada.user, text="taints")) == [question]


def test_of_a_text_without_end_only_the_beginning_is_looked_for(ada: Enrollment) -> None:
    found = answered(ada, summary="an elephant")
    without_end = " ".join(f"word{number}" for number in range(200_000))

    assert queries.similar(ada.user, f"elephant {without_end}") == [found]
    assert queries.similar(ada.user, f"{without_end} elephant") == []


def test_similar_questions_are_answered_ones_of_the_same_task_first(ada: Enrollment) -> None:
    elsewhere = answered(ada, slug="sign-off", summary="Pod Pending forever")
    here = answered(ada, summary="A pod that is pending")
    ask(ada, summary="Pending, too, and without an answer")
    assert queries.similar(ada.user, "my pod is pending", task=here.task) == [here, elsewhere]


def test_those_that_wait_stand_first_and_longest(ada: Enrollment) -> None:
    earlier, later = answered(ada), answered(ada, after=timedelta(hours=2))
    new, old = ask(ada, now=NOON + timedelta(hours=1)), ask(ada)
    assert list(queries.listed(ada.user)) == [old, new, later, earlier]


@pytest.mark.parametrize("text", ["", "pending"])
def test_pages_follow_each_other_without_a_gap(
    ada: Enrollment, monkeypatch: pytest.MonkeyPatch, text: str, django_assert_num_queries: Any
) -> None:
    asked = {answered(ada), answered(ada), *(ask(ada) for _question in range(5))}
    whole = list(queries.listed(ada.user, text=text))
    monkeypatch.setattr(queries, "A_PAGE", 3)

    with django_assert_num_queries(2 * 3):
        pages = [list(queries.listed(ada.user, text=text, page=number)) for number in "123"]

    assert [len(page) for page in pages] == [3, 3, 1]
    assert [each for page in pages for each in page] == whole
    assert set(whole) == asked


@pytest.mark.parametrize(("page", "number"), [(None, 1), ("x", 1), ("-1", 2), ("99", 2)])
def test_a_page_that_is_none_is_the_nearest(
    ada: Enrollment, monkeypatch: pytest.MonkeyPatch, page: Any, number: int
) -> None:
    monkeypatch.setattr(queries, "A_PAGE", 1)
    ask(ada), ask(ada)
    assert queries.listed(ada.user, page=page).number == number


def test_replies_are_counted(ada: Enrollment) -> None:
    ask(ada)
    operations.answer(question=answered(ada), author=ada.user, text="Oh.", now=NOON + timedelta(days=1))
    assert [each.answered for each in queries.listed(ada.user, status="waiting")] == [None, 2]


def test_the_usual_wait_is_the_median_and_not_said_of_too_few(ada: Enrollment) -> None:
    later = NOON + timedelta(days=2)
    for hours in (1, 2):
        answered(ada, after=timedelta(hours=hours))
    assert queries.usual_wait(ada.program, now=later) is None
    answered(ada, after=timedelta(hours=30))
    assert queries.usual_wait(ada.program, now=later) == timedelta(hours=2)


def test_questions_that_nobody_answers_make_the_usual_wait_longer(ada: Enrollment) -> None:
    for hours in (1, 2, 30):
        answered(ada, after=timedelta(hours=hours))
    for login in ("mary", "bob"):
        ask(enroll(ada.program, login))

    assert queries.usual_wait(ada.program, now=NOON + timedelta(minutes=30)) == timedelta(hours=2)
    assert queries.usual_wait(ada.program, now=NOON + timedelta(days=2)) == timedelta(hours=30)
    ask(enroll(ada.program, "joan"))
    assert queries.usual_wait(ada.program, now=NOON + timedelta(days=2)) == timedelta(hours=30)
    ask(enroll(ada.program, "edith"))
    assert queries.usual_wait(ada.program, now=NOON + timedelta(days=2)) is None


def test_who_found_it_out_alone_says_nothing_of_how_long_answers_take(ada: Enrollment) -> None:
    for hours in (1, 2, 3):
        answered(ada, after=timedelta(hours=hours))
    for login in ("mary", "bob", "joan", "edith"):
        operations.settle(question=ask(enroll(ada.program, login)), now=NOON)

    assert queries.usual_wait(ada.program, now=NOON + timedelta(days=2)) == timedelta(hours=2)


def test_a_list_takes_as_many_queries_for_many_as_for_few(ada: Enrollment, django_assert_num_queries: Any) -> None:
    user = ask(ada).enrollment.user
    for _ in range(2):
        with django_assert_num_queries(2):
            names = [f"{each.task.current_version.number} {each.enrollment.user}" for each in queries.listed(user)]
        answered(ada), answered(ada)
    assert len(names) == 3


def test_a_mentor_is_told_of_their_own_newcomers_and_of_those_without_anybody(ada: Enrollment) -> None:
    ask(ada, summary="mine")
    ask(enroll(ada.program, "mary", mentor=None), summary="nobody's")
    ask(enroll(ada.program, "bob", mentor="hedy"), summary="Hedy's")
    grace = make_person("grace")

    mine = [Waiting.from_row(row) for row in queries.waiting_rows(grace, everybody=False, at=NOON)]
    assert [each.summary for each in mine] == ["mine", "nobody's"]
    assert mine[0].name == "Ada"
    assert len(queries.waiting_rows(grace, everybody=True, at=NOON)) == 3
