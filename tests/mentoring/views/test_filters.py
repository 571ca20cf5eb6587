"""Filters of the grid that a mentor keeps."""

import pytest

from onboarding.mentoring.models import SavedFilter
from tests.cast import enroll, make_person

URL = "/mentor/people/filters/"


def keep(client, name: str = "Mine, overdue", query: str = "mentor=%40me&overdue=1&page=7", program: str = "spring"):
    return client.post(URL, {"program": program, "name": name, "query": query}, follow=True)


def test_a_kept_filter_is_a_link_with_its_name_on_the_page(desk, program):
    page = keep(desk).content.decode()

    assert 'href="?program=spring&amp;mentor=%40me&amp;overdue=1">Mine, overdue</a>' in page


def test_where_one_is_looking_through_it_it_can_be_forgotten(desk, program):
    keep(desk)
    [kept] = SavedFilter.objects.all()

    assert "Forget the filter “Mine, overdue”" in desk.get("/mentor/people/?overdue=1&mentor=@me").content.decode()
    assert "Forget" not in desk.get("/mentor/people/?overdue=1").content.decode()
    desk.post(f"{URL}{kept.pk}/delete/")
    assert not SavedFilter.objects.exists()


def test_the_same_name_replaces(desk, program):
    keep(desk)
    keep(desk, query="turn=mentor&rubbish=1")

    assert [kept.query for kept in SavedFilter.objects.all()] == ["turn=mentor"]


@pytest.mark.parametrize(("name", "said"), [(" ", "The filter has no name."), ("x" * 61, "at most 60 characters")])
def test_what_is_no_name_is_said(desk, program, name, said):
    assert said in keep(desk, name).content.decode()


def test_only_so_many_are_kept(desk, program):
    for number in range(SavedFilter.MOST):
        keep(desk, f"filter {number}")

    assert "You keep 20 filters" in keep(desk, "one more").content.decode()
    assert SavedFilter.objects.count() == SavedFilter.MOST


def test_it_is_mine_alone(desk, mallory, program, client):
    enroll(program)
    keep(desk)
    [kept] = SavedFilter.objects.all()

    assert mallory.post(f"{URL}{kept.pk}/delete/").status_code == 404
    assert keep(mallory).status_code == 404
    client.force_login(make_person("linus"))
    assert "Mine, overdue" not in client.get("/mentor/people/").content.decode()
    assert SavedFilter.objects.count() == 1
