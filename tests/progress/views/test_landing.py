"""The first page."""

import pytest
from django.test import Client

from tests.cast import make_person, make_program

pytestmark = pytest.mark.django_db


def test_it_says_what_this_is_and_what_one_can_join(client: Client) -> None:
    make_program(name="Spring cohort")
    text = client.get("/").content.decode()
    assert "a merged pull request" in text
    assert "Spring cohort" in text


def test_it_stands_without_any_program(client: Client) -> None:
    assert "Programs you can join" not in client.get("/").content.decode()


def test_who_is_signed_in_goes_to_their_journey(client: Client) -> None:
    client.force_login(make_person("ada"))
    assert client.get("/").headers["Location"] == "/journey/"


def test_a_name_with_markup_in_it_is_only_text(client: Client) -> None:
    make_program(name="<script>alert(1)</script>")
    assert "<script>alert" not in client.get("/").content.decode()
