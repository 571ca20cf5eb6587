"""The language and the time zone of each page."""

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone

from onboarding.people.middleware import preferences
from tests.cast import make_person

pytestmark = pytest.mark.django_db


def zone_seen(user: object = None, **cookies: str) -> str:
    request = RequestFactory().get("/")
    request.user = user
    request.COOKIES.update(cookies)
    seen = []

    def view(request: object) -> HttpResponse:
        seen.append(timezone.get_current_timezone_name())
        return HttpResponse()

    preferences(view)(request)
    return seen[0]


def test_somebodys_own_choice_of_zone_comes_first():
    assert zone_seen(make_person("ada", time_zone="Asia/Shanghai"), time_zone="Europe/London") == "Asia/Shanghai"


def test_the_browsers_zone_comes_next():
    assert zone_seen(time_zone="Europe/London") == "Europe/London"
    assert zone_seen(make_person("ada"), time_zone="Europe/London") == "Europe/London"


@pytest.mark.parametrize("cookie", ["", "Mars/Olympus", "../../etc/passwd", "Asia/Shanghai\0", "/etc/localtime"])
def test_a_zone_that_nobody_knows_is_ignored(cookie):
    assert zone_seen(time_zone=cookie) == "UTC"


def test_the_zone_of_one_request_is_not_the_next_ones():
    zone_seen(time_zone="Asia/Shanghai")
    assert timezone.get_current_timezone_name() == "UTC"


@pytest.mark.parametrize(
    ("header", "language"),
    [("zh-CN,zh;q=0.9,en;q=0.8", "zh-hans"), ("zh", "zh-hans"), ("zh-TW", "zh-hans"), ("de", "en"), ("", "en")],
)
def test_the_first_visit_is_in_the_browsers_language(client, header, language):
    response = client.get("/sign-in/", headers={"accept-language": header})
    assert response["Content-Language"] == language


def test_somebodys_own_choice_of_language_comes_first(client):
    client.force_login(make_person("ada", language="zh-hans"))
    client.cookies["django_language"] = "en"
    assert client.get("/nowhere/", headers={"accept-language": "de"})["Content-Language"] == "zh-hans"


@pytest.mark.parametrize("address", ["/", "/journey/", "/tracks/", "/no-such-page/"])
def test_what_somebody_signed_in_gets_is_kept_by_no_cache_on_the_way(client: Client, address: str) -> None:
    assert not client.get(address).has_header("Cache-Control")

    client.force_login(make_person("ada"))

    assert client.get(address)["Cache-Control"] == "private, no-cache"


def test_what_is_the_same_for_everybody_may_be_kept(client: Client) -> None:
    client.force_login(make_person("ada"))

    assert client.get("/.well-known/jwks.json")["Cache-Control"] == "public, max-age=3600"
