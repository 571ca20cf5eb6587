"""Who may open the admin."""

from typing import Any

import pytest
from django.test import RequestFactory

from onboarding.people.admin_site import WaymarkAdminSite
from onboarding.people.models import User
from tests.cast import enroll, make_person, make_program

pytestmark = pytest.mark.django_db


@pytest.fixture
def site() -> WaymarkAdminSite:
    return WaymarkAdminSite()


def request_of(user: User) -> Any:
    request = RequestFactory().get("/admin/")
    request.user = user
    return request


@pytest.mark.parametrize("login", ["mallory", "linus", "grace", "ada"])
def test_whoever_helps_in_a_program_may_not_open_the_admin(site, login):
    enroll(make_program(), "ada")
    assert not site.has_permission(request_of(make_person(login)))


def test_an_organiser_of_the_site_may_not(site):
    assert not site.has_permission(request_of(make_person("frances", is_organiser=True)))


def test_an_administrator_may(site):
    assert site.has_permission(request_of(make_person("margaret", is_administrator=True)))


def test_an_inactive_administrator_may_not(site):
    assert not site.has_permission(request_of(make_person("margaret", is_administrator=True, is_active=False)))


def test_tables_of_libraries_are_not_shown(client):
    client.force_login(make_person("margaret", is_administrator=True))
    page = client.get("/admin/").content.decode()
    assert "Waymark" in page
    assert "/admin/socialaccount/" not in page
    assert "/admin/auth/group/" not in page


def test_passwords_have_no_pages(client):
    client.force_login(make_person("margaret", is_administrator=True))
    assert client.get("/admin/password_change/").status_code == 404


def test_who_is_not_signed_in_is_sent_to_the_sign_in_page(client):
    response = client.get("/admin/", follow=True)
    assert response.redirect_chain[-1] == ("/sign-in/?next=/admin/", 302)


def test_somebody_else_finds_nothing(client):
    client.force_login(make_person("mallory"))
    assert client.get("/admin/").status_code == 404
    assert client.get("/admin/programs/program/").status_code == 404
