"""Linus, signed in, whose program takes people from a file."""

import pytest
from django.test import Client

from onboarding.programs.models import Program
from tests.cast import make_person, make_program


@pytest.fixture
def program() -> Program:
    return make_program("spring")


@pytest.fixture
def linus(client: Client, program: Program) -> Client:
    client.force_login(make_person("linus"))
    return client
