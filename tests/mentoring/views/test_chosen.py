"""With those ticked: later dates, a spreadsheet, tags."""

import re
from html import escape

import pytest
from django.urls import reverse

from onboarding.mentoring.models import Tag
from onboarding.mentoring.operations.tags import MOST
from onboarding.programs.models import Enrollment
from tests.cast import enroll, make_program

URL = "/mentor/people/chosen/"


def do(client, what: str, *people: Enrollment, **more: str):
    return client.post(URL, {"do": what, "who": [person.public_id for person in people], **more}, follow=True)


def test_later_dates_are_for_those_who_walk(desk, program):
    ada, done = enroll(program), enroll(program, "bea", state=Enrollment.State.FINISHED)

    page = do(desk, "later", ada, done)

    assert page.redirect_chain == [(f"{reverse('later_dates')}?who={ada.public_id}", 302)]
    assert "has a date to move" in do(desk, "later", done).content.decode()


def test_the_spreadsheet_has_them(desk, program):
    page = do(desk, "csv", enroll(program))

    assert page["Content-Type"] == "text/csv; charset=utf-8"


def test_a_tag_is_given_once_and_taken_away(desk, program):
    ada, bea = enroll(program), enroll(program, "bea")

    assert "2 people have the tag “evenings” now." in do(desk, "tag", ada, bea, tag=" evenings ").content.decode()
    do(desk, "tag", ada, tag="Evenings")
    assert [(each.name, each.enrollments.count()) for each in Tag.objects.all()] == [("evenings", 2)]
    assert "no longer has the tag" in do(desk, "untag", ada, tag="evenings").content.decode()
    assert list(Tag.objects.values_list("enrollments", flat=True)) == [bea.pk]
    do(desk, "untag", bea, tag="evenings")
    assert not Tag.objects.exists()


@pytest.mark.parametrize(("name", "said"), [("", "No tag is given."), ("x" * 41, "at most 40 characters")])
def test_what_is_no_tag_is_said(desk, program, name, said):
    assert said in do(desk, "tag", enroll(program), tag=name).content.decode()
    assert not Tag.objects.exists()


def test_enter_in_the_field_of_a_tag_gives_the_tag(desk, program):
    """It presses the first button of the form."""
    enroll(program)

    page = desk.get("/mentor/people/").content.decode()

    of_the_form = page[page.index('<form id="chosen"') :]
    assert re.findall(r"<button [^>]*value=\"(\w+)\"", of_the_form)[0] == "tag"


def test_a_program_has_only_so_many_tags(desk, program):
    ada = enroll(program)
    Tag.objects.bulk_create(Tag(program=program, name=f"tag {number}") for number in range(MOST))

    assert "has 50 tags already" in do(desk, "tag", ada, tag="one more").content.decode()
    assert "1 person has the tag" in do(desk, "tag", ada, tag="TAG 7").content.decode()


def test_nobody_ticked_is_said(desk, program):
    assert "Nobody is ticked." in do(desk, "tag", tag="evenings").content.decode()


def test_one_comes_back_to_the_same_filter_and_never_to_another_site(desk, program):
    ada = enroll(program)

    assert do(desk, "tag", ada, tag="a", next="/mentor/people/?q=ada").redirect_chain[0][0] == "/mentor/people/?q=ada"
    assert (
        do(desk, "tag", ada, tag="a", next="https://evil.example/").redirect_chain[0][0].startswith("/mentor/people/")
    )


@pytest.mark.parametrize("deed", ["nudge", "later"])
def test_one_comes_back_to_the_same_filter_from_the_page_that_it_leads_to(desk, program, deed):
    ada, grid = enroll(program), "/mentor/people/?q=ada&sort=due"

    asked = desk.post("/mentor/people/chosen/", {"do": deed, "who": ada.public_id, "next": grid})

    page = desk.get(asked.url).content.decode()
    assert f'<a class="button second" href="{escape(grid)}">Cancel</a>' in page
    assert f'<input type="hidden" name="next" value="{escape(grid)}">' in page


def test_people_of_two_programs_or_somebody_elses_are_not_found(desk, mallory, program):
    ada = enroll(program)

    assert do(mallory, "tag", ada, tag="mine").status_code == 404
    assert do(desk, "tag", ada, enroll(make_program("winter"), "bea"), tag="both").status_code == 404
    assert do(desk, "sing", ada).status_code == 404
    assert not Tag.objects.exists()
