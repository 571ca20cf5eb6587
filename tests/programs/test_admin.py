"""Programs and who is in them, in the admin: administrators look, and organisers have pages of their own."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from onboarding.programs.models import Program
from tests.cast import enroll, make_person, make_program

pytestmark = pytest.mark.django_db
LISTS = ("/admin/programs/program/", "/admin/programs/enrollment/")


@pytest.fixture
def margaret(client: Client) -> Client:
    client.force_login(make_person("margaret", is_administrator=True))
    return client


def test_an_administrator_finds_a_program_and_who_is_in_it(margaret):
    ada = enroll(make_program())

    assert "Spring" in margaret.get(LISTS[0]).content.decode()
    assert "Grace" in margaret.get(f"{LISTS[0]}{ada.program_id}/change/").content.decode()
    assert "Ada" in margaret.get(f"{LISTS[1]}?q=ada").content.decode()
    assert ada.nonce in margaret.get(f"{LISTS[1]}{ada.pk}/change/").content.decode()


def test_not_even_an_administrator_changes_anything_there(margaret):
    program = make_program()
    address = f"{LISTS[0]}{program.pk}/change/"

    page = margaret.get(address).content.decode()
    answer = margaret.post(address, {"name": "Mine"})

    assert 'name="_save"' not in page
    assert answer.status_code == 404
    assert Program.objects.get().name == "Spring"
    assert 'value="delete_selected"' not in margaret.get(LISTS[0]).content.decode()


@pytest.mark.parametrize("fields", [{}, {"is_organiser": True}])
@pytest.mark.parametrize("address", LISTS)
def test_organisers_of_a_program_or_of_the_site_find_nothing(client, fields, address):
    make_program()
    client.force_login(make_person("linus" if not fields else "frances", **fields))

    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", LISTS)
def test_a_list_costs_the_same_however_many_there_are(margaret, address):
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            margaret.get(address)
        return len(queries)

    enroll(make_program("spring"))
    few = count()
    for slug in ("autumn", "winter"):
        program = make_program(slug)
        enroll(program, "ada"), enroll(program, "mary")

    assert count() == few
