"""System checks about demo people and https."""

import pytest
from django.conf import settings as django_settings
from django.db import connection

from onboarding.people.checks import demo_people_only_in_the_demo, somebody_speaks_https
from onboarding.people.models import User
from tests.cast import make_person

pytestmark = pytest.mark.django_db


def configured(settings, **values: object) -> None:
    settings.WAYMARK = django_settings.WAYMARK.model_copy(update=values)


def ids(messages: list) -> list[str]:
    return [message.id for message in messages]


def test_demo_people_outside_the_demo_stop_the_start(settings):
    make_person("ada", is_demo=True)
    configured(settings, demo=False)
    assert ids(demo_people_only_in_the_demo(databases=["default"])) == ["people.E001"]


def test_real_people_in_the_demo_stop_the_start(settings):
    make_person("ada")
    assert ids(demo_people_only_in_the_demo(databases=["default"])) == ["people.E001"]


@pytest.mark.parametrize("is_demo", [True, False])
def test_everybody_where_they_belong(settings, is_demo):
    make_person("ada", is_demo=is_demo)
    configured(settings, demo=is_demo)
    assert demo_people_only_in_the_demo(databases=["default"]) == []


def test_https_without_a_trusted_proxy_would_redirect_for_ever(settings):
    configured(settings, base_url="https://waymark.example.org")
    assert ids(somebody_speaks_https()) == ["people.E002"]
    configured(settings, base_url="https://waymark.example.org", trusted_proxies=1)
    assert somebody_speaks_https() == []


def test_the_database_is_not_asked_unless_it_may_be(settings):
    configured(settings, demo=False)
    make_person("ada", is_demo=True)
    assert demo_people_only_in_the_demo(databases=None) == []


@pytest.mark.django_db(transaction=True)
def test_a_database_without_tables_is_no_reason_to_complain(settings):
    configured(settings, demo=False)
    with connection.schema_editor() as editor:
        editor.alter_db_table(User, "people_user", "people_hidden")
    try:
        assert demo_people_only_in_the_demo(databases=["default"]) == []
    finally:
        with connection.schema_editor() as editor:
            editor.alter_db_table(User, "people_hidden", "people_user")
