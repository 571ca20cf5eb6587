"""Who may open the admin, and what an organiser finds there."""

from typing import Any

import pytest
from django.db.models import QuerySet
from django.test import RequestFactory

from onboarding.people.admin_site import OrganiserAdmin, WaymarkAdminSite
from onboarding.people.models import User
from onboarding.programs.models import Membership, Program
from tests.cast import enroll, make_person, make_program

pytestmark = pytest.mark.django_db


class Programs(OrganiserAdmin):
    def organised_by(self, user: User) -> QuerySet[Any]:
        return Program.objects.organised_by(user)


class Memberships(OrganiserAdmin):
    def organised_by(self, user: User) -> QuerySet[Any]:
        return Membership.objects.filter(program__in=Program.objects.organised_by(user))


@pytest.fixture
def site() -> WaymarkAdminSite:
    site = WaymarkAdminSite()
    site.register(Program, Programs)
    site.register(Membership, Memberships)
    return site


def request_of(user: User) -> Any:
    request = RequestFactory().get("/admin/")
    request.user = user
    return request


def test_an_organiser_of_a_program_may_open_the_admin(site):
    make_program()
    assert site.has_permission(request_of(make_person("linus")))


@pytest.mark.parametrize("login", ["mallory", "grace", "ada"])
def test_nobody_else_may_open_the_admin(site, login):
    enroll(make_program(), "ada")
    assert not site.has_permission(request_of(make_person(login)))


def test_an_administrator_may_open_the_admin_of_an_empty_site(site):
    assert site.has_permission(request_of(make_person("margaret", is_administrator=True)))


def test_an_inactive_administrator_may_not(site):
    assert not site.has_permission(request_of(make_person("margaret", is_administrator=True, is_active=False)))


def test_an_organiser_sees_their_own_programs_only(site):
    spring, autumn = make_program("spring"), make_program("autumn", organisers=("mallory",))
    request, programs = request_of(make_person("linus")), site.get_model_admin(Program)
    assert list(programs.get_queryset(request)) == [spring]
    assert programs.has_change_permission(request, spring)
    assert not programs.has_view_permission(request, autumn)
    assert not programs.has_delete_permission(request, spring)


def test_choices_are_narrowed_to_what_the_organiser_may_see(site):
    spring = make_program("spring")
    make_program("autumn", organisers=("mallory",))
    form = site.get_model_admin(Membership).get_form(request_of(make_person("linus")))
    assert list(form.base_fields["program"].queryset) == [spring]


def test_an_administrator_sees_everything(site):
    make_program("spring"), make_program("autumn")
    request = request_of(make_person("margaret", is_administrator=True))
    assert site.get_model_admin(Program).get_queryset(request).count() == 2


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
