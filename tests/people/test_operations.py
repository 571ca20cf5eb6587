"""Accounts: roles, the setup link, preferences."""

from datetime import timedelta

import pytest

from onboarding.people.models import SetupLink, User
from onboarding.people.operations import (
    NotYetHere,
    find_setup_link,
    grant,
    prefer,
    revoke,
    setup_link,
    use_setup_link,
)
from tests.cast import NOON, make_person

pytestmark = pytest.mark.django_db


def token_of(path: str | None) -> str:
    assert path is not None
    return path.split("/")[2]


def test_a_role_is_granted_and_revoked():
    make_person("ada")
    assert grant(login="@Ada", role=User.Role.ORGANISER).is_organiser
    assert not User.objects.get().is_administrator
    assert not revoke(login="ada", role=User.Role.ORGANISER).is_organiser


def test_nobody_gets_a_role_before_signing_in():
    with pytest.raises(NotYetHere):
        grant(login="ada", role=User.Role.ADMINISTRATOR)


def test_the_setup_link_makes_the_first_administrator():
    ada = make_person("ada")
    link = find_setup_link(token=token_of(setup_link(now=NOON)), now=NOON)
    assert link is not None
    assert use_setup_link(link_id=link.pk, user=ada, now=NOON)
    ada.refresh_from_db()
    link.refresh_from_db()
    assert ada.is_administrator
    assert (link.used_by, link.used_at) == (ada, NOON)


def test_the_setup_link_works_once():
    ada, mallory = make_person("ada"), make_person("mallory")
    link = find_setup_link(token=token_of(setup_link(now=NOON)), now=NOON)
    assert use_setup_link(link_id=link.pk, user=ada, now=NOON)
    User.objects.update(is_administrator=False)
    assert not use_setup_link(link_id=link.pk, user=mallory, now=NOON)
    assert not User.objects.administrators().exists()


def test_the_setup_link_is_nothing_to_a_site_with_an_administrator():
    link = find_setup_link(token=token_of(setup_link(now=NOON)), now=NOON)
    make_person("linus", is_administrator=True)
    assert not use_setup_link(link_id=link.pk, user=make_person("mallory"), now=NOON)
    assert setup_link(now=NOON) is None


def test_the_setup_link_expires():
    token, later = token_of(setup_link(now=NOON)), NOON + timedelta(hours=24)
    link = find_setup_link(token=token, now=later - timedelta(seconds=1))
    assert link is not None
    assert find_setup_link(token=token, now=later) is None
    assert not use_setup_link(link_id=link.pk, user=make_person("ada"), now=later)


def test_a_new_setup_link_ends_the_earlier_one():
    first = token_of(setup_link(now=NOON))
    setup_link(now=NOON)
    assert find_setup_link(token=first, now=NOON) is None
    assert SetupLink.objects.count() == 1


def test_the_token_itself_is_not_stored():
    token = token_of(setup_link(now=NOON))
    assert token not in repr(list(SetupLink.objects.values()))


def test_a_closed_administrator_is_none():
    make_person("linus", is_administrator=True, is_active=False)
    assert setup_link(now=NOON) is not None


def test_a_change_of_zone_is_told_about():
    ada, told = make_person("ada"), []
    prefer(user=ada, language="zh-hans", time_zone="Asia/Shanghai", moved=lambda: told.append("once"))
    prefer(user=ada, language="en", time_zone="Asia/Shanghai", moved=lambda: told.append("twice"))
    ada.refresh_from_db()
    assert (ada.language, ada.time_zone) == ("en", "Asia/Shanghai")
    assert told == ["once"]


def test_preferences_are_not_kept_when_the_due_dates_could_not_follow():
    def breaks() -> None:
        raise RuntimeError

    ada = make_person("ada")
    with pytest.raises(RuntimeError):
        prefer(user=ada, language="en", time_zone="Asia/Shanghai", moved=breaks)
    ada.refresh_from_db()
    assert ada.time_zone == ""
