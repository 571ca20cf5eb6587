"""What the header knows of the person."""

import pytest
from django.contrib.auth.models import AnonymousUser

from onboarding.mentoring.navigation import Navigation, read
from tests.cast import enroll, make_person, make_program, make_submission

pytestmark = pytest.mark.django_db


def test_who_is_not_signed_in_has_no_roles(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert read(AnonymousUser()) == Navigation()


def test_each_role_has_its_own_way():
    program = make_program()
    make_submission(enroll(program, "ada"), "introduce-yourself", status="in_review")
    assert read(make_person("ada")) == Navigation(follows=True)
    assert read(make_person("grace")) == Navigation(helps=True, waiting=1)
    assert read(make_person("linus")) == Navigation(helps=True, organises=True)
    assert read(make_person("mallory")) == Navigation(follows=True)


def test_organisers_find_the_way_into_the_admin(client):
    make_program()
    client.force_login(make_person("linus"))
    assert 'href="/admin/"' in client.get("/preferences/").content.decode()
    client.force_login(make_person("grace"))
    assert 'href="/admin/"' not in client.get("/preferences/").content.decode()


def test_the_header_is_served_with_the_cache_away(settings):
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": "unix:///nowhere/valkey.sock"}}
    make_program()
    assert read(make_person("grace")).helps
