"""Preferences; choosing a language, with and without an account."""

from datetime import UTC, datetime

import pytest

from onboarding.wiring import day_moved
from tests.cast import NOON, enroll, make_person, make_program

pytestmark = pytest.mark.django_db


def test_who_is_not_signed_in_keeps_their_language_in_a_cookie(client):
    assert client.post("/language/", {"language": "zh-hans", "next": "/sign-in/?a=1"})["Location"] == "/sign-in/?a=1"
    assert client.get("/sign-in/")["Content-Language"] == "zh-hans"


@pytest.mark.parametrize(
    "address", ["pod", "9999-12-31", "line\r\nline", "👩", "landing", "//evil.example", "http://[", "/\\evil"]
)
@pytest.mark.parametrize("form", ["/language/", "/theme/"])
def test_a_way_on_that_is_no_address_of_ours_leads_to_the_first_page(client, form, address):
    assert client.post(form, {"language": "en", "theme": "dark", "next": address})["Location"] == "/"


def test_an_account_remembers_its_language(client):
    ada = make_person("ada", language="en")
    client.force_login(ada)
    client.post("/language/", {"language": "zh-hans"})
    ada.refresh_from_db()
    assert ada.language == "zh-hans"


def test_a_language_that_we_do_not_speak_changes_nothing(client):
    client.post("/language/", {"language": "tlh"})
    assert "django_language" not in client.cookies


def test_a_link_changes_no_language(client):
    assert client.get("/language/?language=zh-hans").status_code == 405


def test_preferences_are_kept(client):
    ada = make_person("ada", language="en")
    client.force_login(ada)
    response = client.post("/preferences/", {"language": "zh-hans", "time_zone": " Asia/Shanghai "})
    assert response["Location"] == "/preferences/"
    ada.refresh_from_db()
    assert (ada.language, ada.time_zone) == ("zh-hans", "Asia/Shanghai")
    page = client.get("/preferences/").content.decode()
    assert '<html lang="zh-hans"' in page
    assert 'value="Asia/Shanghai"' in page


def test_due_dates_follow_the_person_to_another_zone(client, time_machine):
    time_machine.move_to(NOON)
    ada = enroll(make_program(), "ada")
    day_moved(user=ada.user, now=NOON)
    ada.refresh_from_db()
    assert ada.next_due_at == datetime(2026, 3, 9, 23, 59, 59, tzinfo=UTC)
    client.force_login(ada.user)
    client.post("/preferences/", {"language": "en", "time_zone": "Asia/Shanghai"})
    ada.refresh_from_db()
    assert ada.next_due_at == datetime(2026, 3, 9, 15, 59, 59, tzinfo=UTC)


def test_an_empty_zone_means_the_programs_own(client):
    ada = make_person("ada", time_zone="Asia/Shanghai")
    client.force_login(ada)
    client.post("/preferences/", {"language": "en", "time_zone": ""})
    ada.refresh_from_db()
    assert ada.time_zone == ""


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../../etc/passwd", "<script>alert(1)</script>"])
def test_a_zone_that_nobody_knows_is_explained_and_kept_in_the_form(client, zone):
    ada = make_person("ada")
    client.force_login(ada)
    page = client.post("/preferences/", {"language": "en", "time_zone": zone}).content.decode()
    assert "is not a time zone we know. Choose one from the list, such as Asia/Shanghai." in page
    assert "<script>alert" not in page
    ada.refresh_from_db()
    assert ada.time_zone == ""


def test_places_are_offered(client):
    client.force_login(make_person("ada"))
    page = client.get("/preferences/").content.decode()
    assert '<option value="Asia/Shanghai">' in page
    assert '<option value="UTC">' in page
    assert "Etc/GMT" not in page


def test_preferences_begin_with_the_language_of_the_page(client):
    client.force_login(make_person("ada"))
    page = client.get("/preferences/", headers={"accept-language": "zh-CN"}).content.decode()
    assert '<option value="zh-hans" selected>' in page
