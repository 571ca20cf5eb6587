"""A draft that Linus has begun."""

import pytest
from django.test import Client

from onboarding.programs.models import Program
from tests.cast import make_person, make_track
from tests.programs.setting_up.drafts import ABOUT


@pytest.fixture
def linus(client: Client) -> Client:
    """Whom an administrator allowed to begin programs."""
    client.force_login(make_person("linus", is_organiser=True))
    return client


@pytest.fixture
def draft(linus: Client) -> Program:
    response = linus.post("/organise/new/", {**ABOUT, "track": make_track().pk})
    assert response.headers["Location"] == "/organise/autumn/repositories/"
    return Program.objects.get(slug="autumn")
