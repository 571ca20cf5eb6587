"""Handing newcomers over to a colleague: the mentor's page, shown once more before anything happens."""

import pytest

from onboarding.programs.models import HandOver
from tests.cast import enroll
from tests.mentoring.views.handed import mentor_of

pytestmark = pytest.mark.django_db
PAGE = "/mentor/hand-over/spring/"


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
