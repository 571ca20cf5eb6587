"""Organisers give newcomers a mentor."""

import pytest

from onboarding.programs.models import HandOver, Membership, Program
from onboarding.programs.operations import hand_over
from tests.cast import NOON, enroll, make_person, make_program
from tests.mentoring.views.handed import COVER, browser, mentor_of

pytestmark = pytest.mark.django_db


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
