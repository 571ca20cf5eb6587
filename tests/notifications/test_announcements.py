"""Announcements: looked at first, sent once, to those whom they are for."""

import re

import pytest

from onboarding.notifications.models import Announcement, Notification
from onboarding.notifications.operations import drain
from onboarding.programs.models import AuditEntry
from tests.cast import enroll, make_person, make_program
from tests.notifications.world import send_due

pytestmark = pytest.mark.django_db
ADDRESS = "/organise/spring/announcements/"
SAID = {
    "public_id": "made-by-form",
    "audience": "everybody",
    "title-en": "We meet on Friday",
    "text-en": "Bring **tea**.\n\n<script>alert(1)</script>",
    "title-zh-hans": "",
    "text-zh-hans": "",
}


@pytest.fixture
def linus(ada, client):
    enroll(ada.program, "mary")
    person = make_person("linus")
    client.force_login(person)
    return person


def looked_at(client, said: dict[str, str]) -> str:
    """What the button sends below what one has looked at."""
    found = re.search(r'name="send" value="([0-9a-f]+)"', client.post(ADDRESS, said).content.decode())
    assert found
    return found[1]


def send(client, **changes: str):
    """Look, then press."""
    said = {**SAID, **changes}
    return client.post(ADDRESS, {**said, "send": looked_at(client, said)})


def told():
    return sorted(Notification.objects.values_list("reader__login", flat=True))


def now_of(client):
    return Announcement.objects.get().at


def test_a_look_shows_what_people_will_read_and_sends_nothing(linus, client):
    page = client.post(ADDRESS, SAID).content.decode()

    assert "Bring <strong>tea</strong>." in page
    assert "<script>alert" not in page
    assert "Announce it to 3 people" in page
    assert not Announcement.objects.exists()


@pytest.mark.parametrize(
    "changed", [{"text-en": "Bring coffee."}, {"audience": "newcomers"}, {"title-zh-hans": "周五见"}]
)
def test_what_was_changed_since_one_looked_is_shown_again_and_not_sent(linus, client, changed):
    look = looked_at(client, SAID)
    said = {**SAID, **({"text-zh-hans": "带茶来。"} if "title-zh-hans" in changed else {}), **changed}

    page = client.post(ADDRESS, {**said, "send": look}).content.decode()

    assert "You have changed it since you looked" in page
    assert looked_at(client, said) in page
    assert not Announcement.objects.exists()


def test_what_is_sent_twice_is_announced_once(linus, client):
    for _ in range(2):
        send(client)
    drain(now=now_of(client))
    drain(now=now_of(client))

    assert told() == ["ada", "grace", "mary"]
    assert AuditEntry.objects.filter(verb="announced").count() == 1


def test_other_words_by_the_way_back_to_the_same_form_are_announced_too(linus, client):
    for words in ("Bring tea.", "Bring cake, too."):
        send(client, **{"text-en": words})

    assert {each.text["en"] for each in Announcement.objects.all()} == {"Bring tea.", "Bring cake, too."}


@pytest.mark.parametrize(
    ("audience", "expected"),
    [("everybody", ["ada", "grace", "mary"]), ("newcomers", ["ada", "mary"]), ("mentors", ["grace"])],
)
def test_it_is_told_to_whom_it_is_for_and_not_to_who_wrote_it(linus, client, audience, expected):
    send(client, audience=audience)
    drain(now=now_of(client))

    assert told() == expected


def test_one_language_is_enough_for_who_reads_the_other(linus, client):
    written = {"title-en": "", "text-en": "", "title-zh-hans": "周五见", "text-zh-hans": "带茶来。"}
    send(client, **written)
    drain(now=now_of(client))
    client.force_login(make_person("ada"))

    assert "周五见" in client.get("/notices/").content.decode()
    assert "<p>带茶来。</p>" in client.get("/announcements/made-by-form/").content.decode()


@pytest.mark.parametrize(
    ("changes", "mistake"),
    [
        ({"title-en": "", "text-en": ""}, "at least one language"),
        ({"text-en": ""}, "There is a title, but no text to it."),
        ({"title-zh-hans": "", "text-zh-hans": "带茶来。"}, "There is a text, but no title to it."),
        ({"text-en": "x" * 50_000}, "There is room for 20000 characters; this has 50000."),
        ({"audience": "the world"}, "Select a valid choice"),
    ],
)
def test_half_of_it_is_refused_and_what_was_written_stays(linus, client, changes, mistake):
    response = client.post(ADDRESS, {**SAID, **changes, "send": "1"})

    assert response.status_code == 422
    assert mistake in response.content.decode()
    assert (changes.get("text-en") or changes.get("text-zh-hans") or "made-by-form") in response.content.decode()
    assert not Announcement.objects.exists()


def test_an_archived_program_tells_nobody_anything(linus, ada, client):
    ada.program.archived_at = ada.started_at
    ada.program.save()

    response = send(client)

    assert "This program is archived" in response.content.decode()
    assert not Announcement.objects.exists()


def test_mentors_words_are_not_for_newcomers_and_no_word_for_strangers(linus, client):
    send(client, audience="mentors")
    make_program("autumn", mentors=("mallory",), organisers=("mallory",))

    for login, status in (("ada", 404), ("mallory", 404), ("grace", 200)):
        client.force_login(make_person(login))
        assert client.get("/announcements/made-by-form/").status_code == status


def test_its_markdown_is_mailed_as_text_and_as_html(linus, client, post_office):
    send(client, audience="mentors")
    at = now_of(client)
    drain(now=at)
    from datetime import timedelta

    send_due(at + timedelta(minutes=1))

    (letter,) = post_office.letters
    assert "Bring **tea**." in letter.get_body(("plain",)).get_content()
    html = letter.get_body(("html",)).get_content()
    assert "Bring <strong>tea</strong>." in html
    assert "<script" not in html
