"""Choosing light or dark."""

import pytest
from django.test import Client


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_choice_is_kept_and_one_is_back_where_one_was(client: Client, theme: str) -> None:
    response = client.post("/theme/", {"theme": theme, "next": "/tracks/?page=2"})
    assert response.headers["Location"] == "/tracks/?page=2"
    assert response.cookies["theme"].value == theme


@pytest.mark.parametrize("theme", ["", "pink", '"><script>'])
def test_anything_else_follows_the_device_again(client: Client, theme: str) -> None:
    client.cookies["theme"] = "dark"
    assert client.post("/theme/", {"theme": theme}).cookies["theme"].value == ""


def test_it_never_leads_away_from_the_site(client: Client) -> None:
    response = client.post("/theme/", {"theme": "dark", "next": "https://evil.example/"})
    assert response.headers["Location"] == "/"


def test_a_link_cannot_change_it(client: Client) -> None:
    assert client.get("/theme/").status_code == 405
