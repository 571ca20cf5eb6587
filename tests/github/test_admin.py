"""The mirror in the admin."""

import pytest
from django.test import Client

from onboarding.github.models import Repository
from onboarding.github.operations import receive, track
from tests.cast import NOON, make_person
from tests.github.stage import SimulatorStage, address

pytestmark = pytest.mark.django_db
ADD = "/admin/mirror/repository/add/"


@pytest.fixture
def linus(client: Client) -> Client:
    """An organiser of the site."""
    client.force_login(make_person("linus", is_organiser=True))
    return client


@pytest.fixture
def margaret(client: Client) -> Client:
    """An administrator."""
    client.force_login(make_person("margaret", is_administrator=True))
    return client


@pytest.mark.parametrize(
    "pasted",
    [
        "demo-community/guide",
        " demo-community/guide.git ",
        "{site}/demo-community/guide",
        "{site}/demo-community/guide/pulls",
    ],
)
def test_an_organiser_follows_a_repository(simulator: SimulatorStage, linus: Client, pasted: str) -> None:
    answer = linus.post(ADD, {"full_name": pasted.format(site=simulator.connection.url)}, follow=True)

    assert answer.status_code == 200
    assert "demo-community/guide" in answer.content.decode()
    assert Repository.objects.get().github_id == 5001


@pytest.mark.parametrize(
    "pasted", ["", "guide", "https://gitlab.com/demo-community/guide x", "<script>/x y", "a" * 600]
)
def test_what_is_no_name_is_refused_with_a_sentence(simulator: SimulatorStage, linus: Client, pasted: str) -> None:
    answer = linus.post(ADD, {"full_name": pasted})

    assert "errorlist" in answer.content.decode()
    assert not Repository.objects.exists()


def test_what_github_does_not_show_is_said(simulator: SimulatorStage, linus: Client) -> None:
    answer = linus.post(ADD, {"full_name": "demo-community/nowhere"})

    assert "private" in answer.content.decode()


def test_when_github_is_down_that_is_said(simulator: SimulatorStage, linus: Client) -> None:
    simulator.moods(is_down=True)

    answer = linus.post(ADD, {"full_name": "demo-community/guide"})

    assert "could not be reached" in answer.content.decode()


def test_the_form_is_there_to_be_filled_in(simulator: SimulatorStage, linus: Client) -> None:
    assert "Follow" in linus.get(ADD).content.decode()


@pytest.mark.parametrize("login", ["ada", "mallory"])
def test_nobody_else_follows(client: Client, login: str) -> None:
    client.force_login(make_person(login))

    assert client.post(ADD, {"full_name": "demo-community/guide"}).status_code == 404
    assert not Repository.objects.exists()


def test_an_organiser_of_the_site_sees_repositories_only(simulator: SimulatorStage, linus: Client) -> None:
    assert linus.get("/admin/mirror/repository/").status_code == 200
    assert linus.get("/admin/mirror/delivery/").status_code == 404
    assert linus.get("/admin/mirror/pullrequest/").status_code == 404


@pytest.mark.parametrize("page", ["repository", "pullrequest", "delivery"])
def test_an_administrator_sees_everything_and_changes_nothing(
    simulator: SimulatorStage, margaret: Client, page: str
) -> None:
    margaret.post(ADD, {"full_name": "demo-community/guide"})
    row = track(address=address(simulator, simulator.open()), now=NOON)
    delivery = receive(guid="one", event="ping", payload={"a": "<script>"}, now=NOON)
    key = {"repository": row.repository_id, "pullrequest": row.pk, "delivery": delivery.pk}[page]

    assert margaret.get(f"/admin/mirror/{page}/").status_code == 200
    shown = margaret.get(f"/admin/mirror/{page}/{key}/change/").content.decode()
    assert 'name="_save"' not in shown
    assert "<script>" not in shown.replace("<script src", "")
    assert margaret.post(f"/admin/mirror/{page}/{key}/delete/").status_code == 404
