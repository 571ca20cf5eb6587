"""Handing newcomers over, and asking for somebody else: the pages of mentor, newcomer and organiser."""

import pytest
from django.test import Client

from onboarding.programs.models import Enrollment, HandOver, Membership, MentorRequest, Program
from onboarding.programs.operations import ask_for_another, hand_over
from tests.cast import NOON, enroll, make_person, make_program

pytestmark = pytest.mark.django_db
PAGE = "/mentor/hand-over/spring/"
COVER = "/organise/spring/mentors/"


@pytest.fixture
def barbara(program):
    program.memberships.create(user=make_person("barbara"), role=Membership.Role.MENTOR)
    return make_person("barbara")


def browser(login: str) -> Client:
    client = Client()
    client.force_login(make_person(login))
    return client


def mentor_of(enrollment: Enrollment) -> str:
    mentor = Enrollment.objects.get(pk=enrollment.pk).mentor
    return mentor.login if mentor else ""


def test_it_is_shown_once_more_before_anything_happens(desk, program, barbara):
    ada, mary = enroll(program), enroll(program, "mary")

    page = desk.post(PAGE, {"who": [ada.public_id], "taker": "barbara"}).content.decode()

    assert "Is this right?" in page
    assert "Ada" in page
    assert f'value="{mary.public_id}"' not in page
    assert mentor_of(ada) == "grace"


def test_confirmed_they_are_the_colleagues(desk, program, barbara):
    ada, mary = enroll(program), enroll(program, "mary")

    response = desk.post(PAGE, {"who": [ada.public_id], "taker": "barbara", "confirm": "1"}, follow=True)

    assert "1 newcomer is Barbara’s now." in response.content.decode()
    assert (mentor_of(ada), mentor_of(mary)) == ("barbara", "grace")


def test_one_button_takes_all_of_them(desk, program, barbara):
    people = [enroll(program, login) for login in ("ada", "mary")]

    page = desk.post(PAGE, {"taker": "barbara", "all": "1"}).content.decode()

    assert all(f'value="{each.public_id}"' in page for each in people)
    assert "Is this right?" in page


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"taker": "barbara"}, "Nobody is ticked."),
        ({"who": "ada"}, "Nobody is chosen."),
        ({"who": "ada", "taker": "linus"}, "This colleague is away now, or mentors here no more."),
        ({"who": "frank", "taker": "barbara"}, "somebody is not yours any more"),
    ],
)
def test_what_cannot_be_is_said(desk, program, barbara, said, sentence):
    people = {"ada": enroll(program).public_id, "frank": enroll(program, "frank", mentor="barbara").public_id}

    response = desk.post(PAGE, {name: people.get(value, value) for name, value in said.items()} | {"confirm": "1"})

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not HandOver.objects.exists()


def test_a_program_without_another_mentor_says_what_to_do(desk, program):
    enroll(program)

    assert "Ask the organisers to add one." in desk.get(PAGE).content.decode()


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


class TestOrganisersGiveAMentor:
    PAGE = f"{COVER}newcomers/"

    def test_whoever_has_none_stands_there_and_gets_one(self, program, barbara):
        ada, mary = enroll(program, mentor=None), enroll(program, "mary")
        linus = browser("linus")

        assert "One newcomer has no mentor." in linus.get(COVER).content.decode()
        page = linus.get(self.PAGE).content.decode()
        assert f'<a class="chip" href="{COVER}" aria-current="page">Cover</a>' in page
        assert f'value="{ada.public_id}"' in page
        assert f'value="{mary.public_id}"' not in page
        page = linus.post(self.PAGE, {"who": [ada.public_id], "taker": "barbara"}, follow=True).content.decode()

        assert "1 newcomer has another mentor." in page
        assert "Everybody has a mentor" in page
        row = HandOver.objects.get()
        assert (row.giver, row.taker, row.by) == (None, barbara, make_person("linus"))

    def test_those_of_one_mentor_go_to_another_by_load(self, program, barbara):
        people = [enroll(program, login) for login in ("ada", "mary")]
        linus, asked = browser("linus"), {"who": [each.public_id for each in people], "taker": ""}

        linus.post(f"{self.PAGE}?of=grace", asked)

        assert [mentor_of(each) for each in people] == ["barbara", "barbara"]

    def test_all_of_them_or_nobody(self, program, barbara):
        ada, herself = enroll(program), enroll(program, "barbara")
        asked = {"who": [ada.public_id, herself.public_id], "taker": "barbara"}

        page = browser("linus").post(f"{self.PAGE}?of=grace", asked, follow=True).content.decode()

        assert "Nobody can be their own mentor." in page
        assert (mentor_of(ada), mentor_of(herself)) == ("grace", "grace")

    @pytest.mark.parametrize("asked", [{}, {"taker": "barbara"}, {"who": "ada", "taker": "mallory"}])
    def test_what_cannot_be_is_said(self, program, barbara, asked):
        ada = enroll(program)
        asked = {name: ada.public_id if value == "ada" else value for name, value in asked.items()}

        page = browser("linus").post(f"{self.PAGE}?of=grace", asked, follow=True).content.decode()

        assert "Nothing is changed: tick newcomers" in page
        assert mentor_of(ada) == "grace"

    def test_whom_a_colleague_has_just_given_away_stays_there_and_that_is_said(self, program, barbara):
        ada, mary = enroll(program), enroll(program, "mary")
        program.memberships.create(user=make_person("frances"), role=Membership.Role.MENTOR)
        hand_over(
            program=program,
            giver=make_person("grace"),
            taker=make_person("frances"),
            enrollments=[ada],
            by=make_person("linus"),
            now=NOON,
        )
        linus, asked = browser("linus"), {"who": [ada.public_id, mary.public_id], "taker": "barbara"}

        page = linus.post(f"{self.PAGE}?of=grace", asked, follow=True).content.decode()

        assert "1 newcomer has another mentor." in page
        assert "Left out: Ada. Somebody has just given them another mentor" in page
        assert (mentor_of(ada), mentor_of(mary)) == ("frances", "barbara")
        page = linus.post(f"{self.PAGE}?of=grace", asked, follow=True).content.decode()
        assert "Left out: Ada · Mary." in page
        assert "another mentor.</p>" not in page

    def test_who_is_no_mentor_here_has_no_newcomers_to_give(self, program):
        page = browser("linus").get(f"{self.PAGE}?of=mallory", follow=True)

        assert page.redirect_chain == [(self.PAGE, 302)]
        assert "“mallory” does not mentor this program." in page.content.decode()

    def test_another_programs_newcomers_stay_where_they_are(self, program, barbara):
        elsewhere = enroll(make_program("autumn"), mentor=None)

        browser("linus").post(self.PAGE, {"who": [elsewhere.public_id], "taker": "barbara"})

        assert mentor_of(elsewhere) == ""

    def test_an_archived_program_gives_nobody_another_mentor(self, program, barbara):
        ada = enroll(program)
        Program.objects.update(archived_at=NOON)

        page = browser("linus").post(f"{self.PAGE}?of=grace", {"who": [ada.public_id]}, follow=True).content.decode()

        assert "Nothing new begins in an archived program." in page
        assert mentor_of(ada) == "grace"

    def test_it_asks_as_often_for_many(self, program, barbara, django_assert_max_num_queries):
        linus = browser("linus")
        enroll(program)
        linus.get(f"{self.PAGE}?of=grace")
        with django_assert_max_num_queries(100) as few:
            linus.get(f"{self.PAGE}?of=grace")
        for number in range(5):
            enroll(program, f"newcomer-{number}")

        with django_assert_max_num_queries(len(few)):
            linus.get(f"{self.PAGE}?of=grace")
