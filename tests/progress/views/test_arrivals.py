"""The open page of a task to which a shell sends: it notices what arrives while nothing has been handed in yet."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from onboarding.programs.models import Enrollment
from onboarding.progress.polling import ENOUGH
from tests.cast import enroll, make_program
from tests.progress.uploads import address, curl, good
from tests.verification.kubectl import TASKS

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(client: Client) -> Enrollment:
    cache.clear()
    enrollment = enroll(make_program(tasks=TASKS), now=timezone.now())
    client.force_login(enrollment.user)
    return enrollment


def ask(client: Client, ada: Enrollment, query: str = "looked=0&had=0"):
    return client.get(f"/journey/{ada.public_id}/pod/arrived/?{query}")


def test_the_page_asks_before_there_is_an_attempt(client: Client, ada: Enrollment) -> None:
    assert "/pod/arrived/?looked=0&amp;had=0" in client.get(f"/journey/{ada.public_id}/pod/").content.decode()


def test_nothing_has_come_and_it_asks_again(client: Client, ada: Enrollment) -> None:
    assert "looked=1&amp;had=0" in ask(client, ada).content.decode()


def test_what_came_from_the_shell_reloads_the_page(client: Client, ada: Enrollment) -> None:
    curl(address(ada), good(ada, "pod-notready"))

    assert ask(client, ada)["HX-Refresh"] == "true"
    assert "/arrived/" not in client.get(f"/journey/{ada.public_id}/pod/").content.decode()


def test_a_forgotten_page_falls_silent(client: Client, ada: Enrollment) -> None:
    assert "hx-get" not in ask(client, ada, f"looked={ENOUGH}&had=0").content.decode()


@pytest.mark.parametrize("query", ["", "looked=x&had=y"])
def test_an_address_that_makes_no_sense_only_reloads(client: Client, ada: Enrollment, query: str) -> None:
    assert ask(client, ada, query)["HX-Refresh"] == "true"


def test_signed_out_elsewhere_the_page_itself_leads_to_signing_in(client: Client, ada: Enrollment) -> None:
    client.logout()
    assert client.get(f"/journey/{ada.public_id}/pod/arrived/", headers={"HX-Request": "true"})["HX-Refresh"] == "true"
