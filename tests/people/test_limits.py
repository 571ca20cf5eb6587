"""Rate limits: who is counted, for how long, and what too many looks like."""

from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.http import HttpResponse
from django.test import RequestFactory

from onboarding.people import limits
from onboarding.people.limits import Limit
from tests.cast import NOON, make_person

pytestmark = pytest.mark.django_db

LIMIT = Limit("test", tries=2, window=timedelta(minutes=1))


def test_each_try_in_a_window_counts():
    assert [LIMIT.count("ada", NOON) for _ in range(3)] == [1, 2, 3]


def test_the_next_window_begins_at_zero():
    LIMIT.count("ada", NOON)
    assert LIMIT.ends_at(NOON) == NOON + timedelta(minutes=1)
    assert LIMIT.count("ada", NOON + timedelta(minutes=1)) == 1


def test_one_persons_tries_are_not_anothers():
    LIMIT.count("ada", NOON)
    assert LIMIT.count("grace", NOON) == 1


def test_a_count_that_is_forgotten_between_two_calls_begins_anew():
    gone_at_once = Limit("test", tries=2, window=timedelta(seconds=-60))
    assert [gone_at_once.count("ada", NOON) for _ in range(3)] == [1, 1, 1]


def test_too_many_sign_ins_are_told_when_to_try_again(client, time_machine):
    time_machine.move_to(NOON + timedelta(seconds=13), tick=False)
    for _ in range(limits.SIGN_IN.tries):
        assert client.post("/accounts/github/login/").status_code == 302
    response = client.post("/accounts/github/login/")
    assert (response.status_code, response["Retry-After"]) == (429, "47")
    assert "Try again in 47 seconds, at 12:01:00." in response.content.decode()
    time_machine.shift(47)
    assert client.post("/accounts/github/login/").status_code == 302


def view(request: object) -> HttpResponse:
    return HttpResponse()


def answer(user: object, **meta: str) -> int:
    request = RequestFactory().post("/", **meta)
    request.user = user
    return limits.limited(LIMIT)(view)(request).status_code


def test_people_are_counted_wherever_they_come_from(client):
    ada, grace = make_person("ada"), make_person("grace")
    assert [answer(ada, REMOTE_ADDR=f"10.0.0.{i}") for i in range(3)] == [200, 200, 429]
    assert answer(grace, REMOTE_ADDR="10.0.0.1") == 200


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, "203.0.113.9", "10.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "6.6.6.6, 203.0.113.9", "203.0.113.9"),
        (2, "6.6.6.6, 203.0.113.9, 10.1.1.1", "203.0.113.9"),
        (2, "203.0.113.9", "10.0.0.1"),
        (1, "", "10.0.0.1"),
    ],
)
def test_only_configured_proxies_are_believed(settings, proxies, forwarded, expected):
    settings.WAYMARK = django_settings.WAYMARK.model_copy(update={"trusted_proxies": proxies})
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=forwarded)
    assert limits.client_address(request) == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("[2001:db8:1:2::9]", "2001:db8:1:2::/64"),
        ("unix:", "unix:"),
    ],
)
def test_an_ipv6_network_is_one_address(address, expected):
    assert limits.network(address) == expected
