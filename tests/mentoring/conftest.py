"""Grace at her desk."""

import pytest
from django.test import Client

from onboarding.people.models import User
from onboarding.programs.models import Program
from tests.cast import make_person, make_program


@pytest.fixture
def program(db) -> Program:
    return make_program()


@pytest.fixture
def grace(program: Program) -> User:
    return make_person("grace")


@pytest.fixture
def desk(client: Client, grace: User) -> Client:
    """A browser in which Grace is signed in."""
    client.force_login(grace)
    return client


@pytest.fixture
def mallory(db) -> Client:
    """A browser in which Mallory is signed in, who mentors another program."""
    make_program("other", mentors=("mallory",))
    client = Client()
    client.force_login(make_person("mallory"))
    return client
