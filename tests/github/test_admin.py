"""The mirror in the admin."""

import pytest
from django.test import Client

from onboarding.github.operations import follow, receive, track
from tests.cast import NOON, make_person
from tests.github.stage import SimulatorStage, address

pytestmark = pytest.mark.django_db


@pytest.fixture
def margaret(client: Client) -> Client:
    """An administrator."""
    client.force_login(make_person("margaret", is_administrator=True))
    return client


@pytest.mark.parametrize("page", ["repository", "pullrequest", "delivery", "allowance"])
def test_an_organiser_of_the_site_finds_nothing(client: Client, page: str) -> None:
    client.force_login(make_person("linus", is_organiser=True))

    assert client.get(f"/admin/mirror/{page}/").status_code == 404


@pytest.mark.parametrize("page", ["repository", "pullrequest", "delivery"])
def test_an_administrator_sees_everything_and_changes_nothing(
    simulator: SimulatorStage, margaret: Client, page: str
) -> None:
    follow(full_name="demo-community/guide", now=NOON)
    row = track(address=address(simulator, simulator.open()), now=NOON)
    delivery = receive(guid="one", event="ping", payload={"a": "<script>"}, now=NOON)
    key = {"repository": row.repository_id, "pullrequest": row.pk, "delivery": delivery.pk}[page]

    assert margaret.get(f"/admin/mirror/{page}/").status_code == 200
    shown = margaret.get(f"/admin/mirror/{page}/{key}/change/").content.decode()
    assert 'name="_save"' not in shown
    assert "<script>" not in shown.replace("<script src", "")
    assert margaret.post(f"/admin/mirror/{page}/{key}/delete/").status_code == 404
