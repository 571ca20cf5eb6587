"""Organisers read every mail that goes out by itself: each kind, both languages, in the sentences of the sources."""

import re
from pathlib import Path

import pytest

from onboarding.notifications import examples
from onboarding.notifications.kinds import GROUPS, Kind
from onboarding.notifications.models import Mail, Notification
from onboarding.notifications.unsubscribing import read_token
from tests.cast import make_person
from tests.notifications.world import send_due, told_grace

SOURCES = Path(examples.__file__).parent / "sources"
ADDRESS = "/organise/spring/mails/"


def sentences(text):
    """What is between quotes, with lines that were broken put together."""
    return set(re.findall(r'"((?:[^"\\]|\\.)*)"', re.sub(r'"\s*\n\s*"', "", text)))


@pytest.fixture
def linus(ada, client):
    person = make_person("linus")
    client.force_login(person)
    return person


def test_every_kind_has_an_example_and_its_place():
    assert set(examples.WORDS) == set(Kind.values)
    assert {kind for group in GROUPS for kind in group.kinds} == set(Kind)


def test_examples_speak_in_the_sentences_of_the_sources():
    said = {each for each in sentences(Path(examples.__file__).read_text()) if "%(" in each}
    there = set().union(*(sentences(path.read_text()) for path in SOURCES.glob("*.py")))

    assert said
    assert said - there == set()


@pytest.mark.django_db
def test_every_mail_is_shown_in_both_languages(linus, client):
    page = client.get(ADDRESS).content.decode()

    for kind in Kind:
        assert f'id="mail-{kind.value}"' in page
    assert "“[a task]” is verified" in page
    assert "“[某个任务]”已核实" in page
    assert "This site sends no e-mail" in page


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("kind", Kind.values)
def test_each_is_shown_as_it_is_mailed_and_its_way_out_is_nobodys(linus, client, kind, language):
    response = client.get(f"{ADDRESS}{kind}/{language}/")

    html = response.content.decode()
    assert f'<html lang="{language}">' in html
    (token,) = re.findall(r"/notices/unsubscribe/([^/]+)/", html)
    assert read_token(token) is None
    assert "'unsafe-inline'" in response["Content-Security-Policy"]
    assert not Notification.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["nothing/en/", "verified/fr/"])
def test_what_there_is_not_is_not_found(linus, client, path):
    assert client.get(f"{ADDRESS}{path}").status_code == 404


@pytest.mark.django_db
def test_what_did_not_arrive_is_said_with_the_servers_words(ada, linus, client, post_office):
    told_grace(ada)
    post_office.answers["RCPT"] = "550 5.1.1 No such user"
    send_due()

    page = client.get(ADDRESS).content.decode()

    assert "550 5.1.1 No such user" in page
    assert Mail.objects.get().get_state_display() in page
