"""The pages of questions."""

from datetime import timedelta

import pytest
from django.test import Client

from onboarding.notifications.operations import drain
from onboarding.programs.models import Enrollment
from onboarding.questions import operations, queries
from onboarding.questions.models import Question
from tests.cast import NOON, enroll, make_person, make_program
from tests.questions.world import SAID, ask

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(client: Client) -> Enrollment:
    ada = enroll(make_program())
    client.force_login(ada.user)
    return ada


def address(ada: Enrollment) -> str:
    return f"/journey/{ada.public_id}/first-contribution/ask/"


def test_the_task_leads_to_asking(client: Client, ada: Enrollment) -> None:
    assert address(ada) in client.get(f"/journey/{ada.public_id}/first-contribution/").content.decode()


def test_asking_leads_to_the_question_and_to_the_mentors_today(client: Client, ada: Enrollment) -> None:
    page = client.post(address(ada), SAID, follow=True).content.decode()
    assert "The pod stays Pending" in page
    assert "Insufficient cpu" in page

    client.force_login(make_person("grace"))
    today = client.get("/mentor/today/").content.decode()
    assert "The pod stays Pending" in today
    assert "One thing waits for you." in today


def test_what_is_missing_is_said_and_nothing_typed_is_lost(client: Client, ada: Enrollment) -> None:
    response = client.post(address(ada), {**SAID, "summary": ""})
    assert response.status_code == 422
    assert "Say in one line" in response.content.decode()
    assert "waited for ten minutes" in response.content.decode()


def test_without_a_script_one_can_look_for_similar_ones_before_asking(client: Client, ada: Enrollment) -> None:
    question = ask(ada)
    operations.answer(question=question, author=make_person("grace"), text="So.", now=NOON)
    page = client.post(address(ada), {**SAID, "summary": "pod pending", "look": "1"}).content.decode()
    assert f"/questions/{question.public_id}/" in page
    assert "waited for ten minutes" in page
    assert Question.objects.count() == 1


def test_the_help_beside_the_form_follows_what_is_typed(client: Client, ada: Enrollment) -> None:
    before = client.post(f"{address(ada)}help/", {"kind": "technical"}).content.decode()
    after = client.post(f"{address(ada)}help/", SAID).content.decode()
    assert (before.count("still missing"), after.count("still missing")) == (6, 0)
    assert "Copied, not retold" in before


def test_what_the_person_asks_decides_what_the_list_wants(client: Client, ada: Enrollment) -> None:
    page = client.post(f"{address(ada)}help/", {"kind": "personal"}).content.decode()
    assert "Versions" not in page


def test_the_usual_wait_is_said_before_asking(client: Client, ada: Enrollment) -> None:
    assert "Too few questions have been answered here" in client.get(address(ada)).content.decode()
    for _ in range(3):
        question = ask(ada)
        operations.answer(question=question, author=make_person("grace"), text="So.", now=NOON + timedelta(hours=5))
    assert "within 5 hours" in client.get(address(ada)).content.decode()


def test_a_fellow_newcomer_answers_and_what_helped_is_marked(client: Client, ada: Enrollment) -> None:
    question = ask(ada)
    mary = enroll(ada.program, "mary")
    client.force_login(mary.user)
    client.post(f"/questions/{question.public_id}/answer/", {"text": "Ask for <b>less</b>."})
    client.force_login(ada.user)
    page = client.get(f"/questions/{question.public_id}/").content.decode()
    assert "Ask for &lt;b&gt;less&lt;/b&gt;." in page

    answer = question.answers.get()
    client.post(f"/questions/{question.public_id}/accept/{answer.public_id}/")
    assert "This helped" in client.get(f"/questions/{question.public_id}/").content.decode()


def test_an_empty_answer_is_refused_beside_its_field(client: Client, ada: Enrollment) -> None:
    response = client.post(f"/questions/{ask(ada).public_id}/answer/", {"text": " "})
    assert response.status_code == 422
    assert "Write something first." in response.content.decode()


def test_nobody_else_finds_what_is_personal(client: Client, ada: Enrollment) -> None:
    secret = {**SAID, "kind": "personal", "summary": "My grandmother is ill", "message": "grandmother"}
    page = client.post(address(ada), secret, follow=True).content.decode()
    assert "Only who mentors or organises your program" in page
    question = Question.objects.get()
    operations.answer(question=question, author=make_person("grace"), text="Take care.", now=question.asked_at)
    drain(now=question.asked_at)
    mary = enroll(ada.program, "mary")
    client.force_login(mary.user)

    place = f"/questions/{question.public_id}/"
    for path in (
        "/questions/",
        "/questions/?q=grandmother",
        "/notices/",
        f"/journey/{mary.public_id}/first-contribution/",
    ):
        assert "My grandmother" not in client.get(path).content.decode()
    assert "My grandmother" not in client.post(f"{address(mary)}help/", secret).content.decode()
    assert client.get(place).status_code == client.post(f"{place}answer/", {"text": "What?"}).status_code == 404
    client.force_login(make_person("linus"))
    for path in ("/organise/spring/audit/", "/organise/spring/"):
        response = client.get(path)
        assert response.status_code == 200
        assert "My grandmother" not in response.content.decode()
    client.force_login(make_person("grace"))
    assert "My grandmother" in client.get("/notices/").content.decode()


def test_only_a_mentor_makes_it_a_frequent_question_and_the_task_then_shows_it(client: Client, ada: Enrollment) -> None:
    question = ask(ada)
    operations.accept(
        answer=operations.answer(question=question, author=make_person("grace"), text="Less CPU.", now=NOON), now=NOON
    )
    assert client.post(f"/questions/{question.public_id}/promote/", {"promoted": 1}).status_code == 404
    client.force_login(make_person("grace"))
    client.post(f"/questions/{question.public_id}/promote/", {"promoted": 1})
    client.force_login(ada.user)
    assert "Less CPU." in client.get(f"/journey/{ada.public_id}/first-contribution/").content.decode()


def test_before_an_answer_helped_it_is_said_what_has_to_come_first(client: Client, ada: Enrollment) -> None:
    question = ask(ada)
    page, offer = f"/questions/{question.public_id}/", f"/questions/{question.public_id}/promote/"
    given = operations.answer(question=question, author=make_person("grace"), text="Less CPU.", now=NOON)
    client.force_login(make_person("grace"))
    before = client.get(page).content.decode()
    operations.accept(answer=given, now=NOON)

    assert offer not in before
    assert "Once an answer has helped" in before
    assert offer in client.get(page).content.decode()


def test_a_list_of_many_has_pages_that_keep_what_was_looked_for(
    client: Client, ada: Enrollment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "A_PAGE", 1)
    first, second = ask(ada), ask(ada, now=NOON + timedelta(hours=1))

    page = client.get("/questions/?q=pod+%26&status=waiting").content.decode()
    following = client.get("/questions/?q=pod+%26&status=waiting&page=2").content.decode()

    assert "Page 1 of 2" in page
    assert 'rel="next" href="?q=pod+%26&amp;status=waiting&amp;page=2"' in page
    assert (second.public_id in page, first.public_id in page) == (True, False)
    assert (second.public_id in following, first.public_id in following) == (False, True)
    assert 'rel="prev" href="?q=pod+%26&amp;status=waiting&amp;page=1"' in following


def test_it_is_in_chinese_too(client: Client, ada: Enrollment) -> None:
    client.cookies["django_language"] = "zh-hans"
    assert "我卡住了" in client.get(address(ada)).content.decode()


def test_looking_at_the_form_again_and_again_is_no_try(client: Client, ada: Enrollment) -> None:
    assert {client.get(address(ada)).status_code for _ in range(25)} == {200}


def test_the_form_has_the_key_by_which_a_second_press_asks_nothing_else(client: Client, ada: Enrollment) -> None:
    key = client.get(address(ada)).context["form"]["public_id"].value()

    for _press in range(2):
        client.post(address(ada), {**SAID, "public_id": key})

    assert Question.objects.get().public_id == key
    client.post(address(ada), {**SAID, "public_id": "no key of ours"})
    assert Question.objects.count() == 2
