"""Sessions and accounts, read by prepared statements, are as good and as bad as Django's own."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.test import Client
from django.utils import timezone

from onboarding.people.models import User
from onboarding.people.sessions import SessionStore
from tests.cast import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def key() -> str:
    """Ada has signed in."""
    browser = Client()
    browser.force_login(make_person("ada"))
    return str(browser.session.session_key)


def reader(key: str | None):
    request = HttpRequest()
    request.session = SessionStore(key)
    return get_user(request)


def test_somebody_who_signed_in_is_known_by_two_statements(key, django_assert_num_queries):
    reader(key)

    with django_assert_num_queries(2):
        user = reader(key)
        told = {field.attname: getattr(user, field.attname) for field in User._meta.concrete_fields}
    assert told == User.objects.values().get(login="ada"), "with everything that the account holds"


def test_each_browser_is_its_own_persons(key):
    other = Client()
    other.force_login(make_person("grace"))

    assert [reader(each).login for each in (key, other.session.session_key, key)] == ["ada", "grace", "ada"]


@pytest.mark.parametrize("nobodys", [None, "", "no session has this", "-1", "-2"])
def test_a_key_that_is_nobodys_signs_nobody_in(key, nobodys):
    assert reader(nobodys).is_anonymous
    assert SessionStore(nobodys).load() == {}


def test_a_key_that_is_nobodys_is_not_used_again():
    """Else somebody could choose the key of another's next session."""
    session = SessionStore("chosen-by-somebody-else")
    session["word"] = "written"
    session.save()

    assert session.session_key != "chosen-by-somebody-else"


def test_a_session_ends_with_its_time(key):
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))

    assert reader(key).is_anonymous


def test_who_signed_out_is_out_at_once(key):
    SessionStore(key).flush()

    assert reader(key).is_anonymous


def test_a_closed_account_is_out_at_once(key):
    User.objects.update(is_active=False)
    assert reader(key).is_anonymous

    User.objects.all().delete()
    assert reader(key).is_anonymous
