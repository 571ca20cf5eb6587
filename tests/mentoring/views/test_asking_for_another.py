"""Asking for another mentor: the newcomer's page, the organiser's answer, and who reads the reason."""

import pytest

from onboarding.programs.models import MentorRequest
from onboarding.programs.operations import ask_for_another, hand_over
from tests.cast import NOON, enroll, make_person
from tests.mentoring.views.handed import COVER, browser, mentor_of

pytestmark = pytest.mark.django_db


def test_a_newcomer_asks_and_may_take_it_back(program):
    ada = enroll(program)
    newcomer, journey = browser("ada"), f"/journey/{ada.public_id}/"

    page = newcomer.post(f"{journey}another-mentor/", {"reason": "We do not get along."}, follow=True).content.decode()
    assert "You asked for another mentor on" in page
    again = newcomer.post(f"{journey}another-mentor/", {}, follow=True).content.decode()
    assert "You have asked already." in again
    page = newcomer.post(f"{journey}another-mentor/take-back/", follow=True).content.decode()

    assert "Ask for another mentor" in page
    assert MentorRequest.objects.get().outcome == "taken-back"


def test_the_reason_is_the_organisers_and_no_mentors_page_shows_it(desk, program):
    ada = enroll(program)
    ask_for_another(enrollment=ada, reason="We do not get along.", now=NOON)

    assert "We do not get along." in browser("linus").get(COVER).content.decode()
    for address in ("/mentor/today/", f"/mentor/people/{ada.public_id}/", "/mentor/absence/"):
        assert "get along" not in desk.get(address).content.decode()
    assert desk.get(COVER).status_code == 404


def test_granted_it_is_the_mentor_whom_the_organiser_chose(program, barbara):
    ada = enroll(program)
    asked = ask_for_another(enrollment=ada, reason="", now=NOON)

    page = browser("linus").post(f"{COVER}requests/{asked.public_id}/", {"taker": "barbara"}, follow=True)

    assert "Barbara is Ada’s mentor now." in page.content.decode()
    assert mentor_of(ada) == "barbara"
    assert "Ada: from Grace to Barbara" in page.content.decode()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"taker": "mallory"}, "This is not a mentor of the program."),
        ({"taker": ""}, "This program has no other mentor."),
        ({"no": "1", "words": ""}, "Say why"),
    ],
)
def test_an_answer_that_cannot_be_changes_nothing(program, said, sentence):
    asked = ask_for_another(enrollment=enroll(program), reason="", now=NOON)

    page = browser("linus").post(f"{COVER}requests/{asked.public_id}/", said, follow=True).content.decode()

    assert sentence in page
    assert MentorRequest.objects.open().exists()


def test_a_reason_of_50_kb_is_given_back_whole_with_the_limit(program):
    ada, reason = enroll(program), "w" * 50_000

    response = browser("ada").post(f"/journey/{ada.public_id}/another-mentor/", {"reason": reason})

    assert response.status_code == 409
    page = response.content.decode()
    assert "This has 50000 characters, and 2000 are as many as somebody reads." in page
    assert f">{reason}</textarea>" in page
    assert not MentorRequest.objects.exists()


def test_a_no_of_50_kb_is_given_back_whole_with_the_limit(program):
    asked, words = ask_for_another(enrollment=enroll(program), reason="", now=NOON), "w" * 50_000

    response = browser("linus").post(f"{COVER}requests/{asked.public_id}/", {"no": "1", "words": words})

    assert response.status_code == 409
    assert "This has 50000 characters" in response.content.decode()
    assert f'value="{words}"' in response.content.decode()
    assert MentorRequest.objects.open().exists()


def test_a_no_to_whom_a_colleague_has_answered_is_kept(program, barbara):
    asked = ask_for_another(enrollment=enroll(program), reason="", now=NOON)
    browser("linus").post(f"{COVER}requests/{asked.public_id}/", {"taker": "barbara"})

    response = browser("linus").post(f"{COVER}requests/{asked.public_id}/", {"no": "1", "words": "Talk to her first."})

    assert response.status_code == 409
    assert "Somebody has answered this already" in response.content.decode()
    assert "Talk to her first.</textarea>" in response.content.decode()


def test_a_no_is_read_on_the_journey(program):
    ada = enroll(program)
    asked = ask_for_another(enrollment=ada, reason="", now=NOON)
    browser("linus").post(f"{COVER}requests/{asked.public_id}/", {"no": "1", "words": "Talk to her first."})

    page = browser("ada").get(f"/journey/{ada.public_id}/").content.decode()
    assert "Talk to her first." in page
    assert "when something has changed, you can ask again" in page


def test_a_yes_is_read_on_the_journey_until_somebody_else_comes(program, barbara):
    ada = enroll(program)
    asked = ask_for_another(enrollment=ada, reason="", now=NOON)
    browser("linus").post(f"{COVER}requests/{asked.public_id}/", {"taker": "barbara"})
    said = "Barbara looks after you now, as you asked."
    newcomer, journey = browser("ada"), f"/journey/{ada.public_id}/"

    assert said in newcomer.get(journey).content.decode()
    ada.refresh_from_db()
    ada.look_after(make_person("grace"), now=NOON)
    assert "as you asked" not in newcomer.get(journey).content.decode()


def test_the_organisers_page_asks_as_often_for_many(program, barbara, django_assert_max_num_queries):
    linus, grace = browser("linus"), make_person("grace")
    ask_for_another(enrollment=enroll(program), reason="", now=NOON)
    hand_over(program=program, giver=grace, taker=barbara, enrollments=[enroll(program, "bob")], by=grace, now=NOON)
    linus.get(COVER)
    with django_assert_max_num_queries(100) as few:
        linus.get(COVER)
    for number in range(5):
        ask_for_another(enrollment=enroll(program, f"newcomer-{number}"), reason="", now=NOON)
        handed = enroll(program, f"other-{number}")
        hand_over(program=program, giver=grace, taker=barbara, enrollments=[handed], by=grace, now=NOON)

    with django_assert_max_num_queries(len(few)):
        linus.get(COVER)
