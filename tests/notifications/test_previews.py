"""Organisers read every mail that goes out by itself: each kind, both languages, in the sentences of the sources."""

import ast
import re
from pathlib import Path

import pytest

from onboarding.notifications import examples
from onboarding.notifications.examples import WORDS
from onboarding.notifications.kinds import GROUPS, Kind
from onboarding.notifications.models import Mail, Notification
from onboarding.notifications.unsubscribing import read_token
from tests.cast import make_person
from tests.notifications.world import send_due, told_grace

SOURCES = Path(examples.__file__).parent / "sources"
ADDRESS = "/organise/spring/mails/"


def sentences(path):
    """What this file gives to gettext: all that it can say."""
    calls = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
    said = [call.args for call in calls if isinstance(call.func, ast.Name) and call.func.id in ("_", "ngettext")]
    return {each.value for args in said for each in args if isinstance(each, ast.Constant)}


@pytest.fixture
def linus(ada, client):
    person = make_person("linus")
    client.force_login(person)
    return person


def test_every_kind_has_an_example_and_its_place():
    assert set(examples.WORDS) == set(Kind.values)
    assert {kind for group in GROUPS for kind in group.kinds} == set(Kind)


def test_examples_say_all_that_the_sources_say_and_nothing_else():
    there = set().union(*(sentences(path) for path in SOURCES.glob("*.py")))
    shown = {each for each in sentences(Path(examples.__file__)) if not each.startswith("[")}

    assert there
    assert shown == there


@pytest.mark.django_db
def test_every_mail_is_shown_in_both_languages(linus, client):
    page = client.get(ADDRESS).content.decode()

    for kind in Kind:
        assert f'id="mail-{kind.value}"' in page
    assert "“[a task]” is verified" in page
    assert "“[某个任务]”已核实" in page
    assert "It has been your turn for 7 days" in page
    assert "你好，[你的名字]：" in page
    assert "This site sends no e-mail" in page


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize(
    ("kind", "number"), [(kind, number) for kind, said in WORDS.items() for number in range(len(said))]
)
def test_each_is_shown_as_it_is_mailed_and_its_way_out_is_nobodys(linus, client, kind, number, language):
    response = client.get(f"{ADDRESS}{kind}/{number}/{language}/")

    html = response.content.decode()
    assert f'<html lang="{language}">' in html
    (token,) = re.findall(r"/notices/unsubscribe/([^/]+)/", html)
    assert read_token(token) is None
    assert "'unsafe-inline'" in response["Content-Security-Policy"]
    assert not Notification.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "words"),
    [("en", ("3 things that you should know", "No more mail about:")), ("zh-hans", ("3 件你该知道的事", "不再接收"))],
)
def test_a_digest_is_shown_with_a_way_out_of_each_kind(linus, client, language, words):
    html = client.get(f"{ADDRESS}digest/0/{language}/").content.decode()

    assert "[a task]" in html or "[某个任务]" in html
    for each in words:
        assert each in html
    assert len(re.findall(r"/notices/unsubscribe/", html)) == 4


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["nothing/0/en/", "verified/0/fr/", "verified/2/en/"])
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
