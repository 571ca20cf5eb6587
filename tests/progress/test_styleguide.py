"""The style guide is for those who build pages, and for nobody else."""

import pytest
from django.test import Client
from pytest_django import Settings


def test_it_does_not_exist_on_a_real_site(client: Client, settings: Settings) -> None:
    settings.DEBUG = False
    assert client.get("/styleguide/").status_code == 404


@pytest.mark.django_db
def test_it_shows_every_status_with_its_word(client: Client, settings: Settings) -> None:
    settings.DEBUG = True
    text = client.get("/styleguide/").content.decode()
    for word in ("Verified", "Your turn", "Try again", "Being checked", "Locked", "Could not check"):
        assert word in text


@pytest.mark.django_db
def test_it_shows_every_component(client: Client, settings: Settings) -> None:
    settings.DEBUG = True
    shown = {template.name for template in client.get("/styleguide/").templates}
    there = {f"components/{path.name}" for path in (settings.BASE_DIR / "templates" / "components").glob("*.html")}
    assert there
    assert there - shown == set()
