"""Each request has an id, a line in the log, and a count."""

import pytest
from django.test import Client
from prometheus_client import REGISTRY
from pytest_django.fixtures import Settings
from structlog.testing import capture_logs

from onboarding.config import read


def count(view: str, status: str) -> float:
    labels = {"view": view, "method": "GET", "status": status}
    return REGISTRY.get_sample_value("waymark_http_requests_total", labels) or 0.0


@pytest.mark.django_db
def test_a_request_is_counted_by_the_name_of_its_view(client: Client) -> None:
    before = count("sign_in", "200")

    client.get("/sign-in/")

    assert count("sign_in", "200") == before + 1


@pytest.mark.django_db
def test_a_path_that_does_not_exist_makes_no_figure_of_its_own(client: Client) -> None:
    before = count("none", "404")

    client.get("/no/such/page/")

    assert count("none", "404") == before + 1


@pytest.mark.django_db
def test_the_log_has_the_path_without_its_query(client: Client) -> None:
    with capture_logs() as lines:
        client.get("/sign-in/?next=/journey/")

    [line] = [line for line in lines if line["event"] == "request"]
    assert (line["path"], line["status"], line["method"]) == ("/sign-in/", 200, "GET")
    assert "next" not in str(line)


@pytest.mark.django_db
def test_each_answer_carries_the_requests_id(client: Client) -> None:
    one, other = client.get("/sign-in/"), client.get("/sign-in/")

    assert len(one["X-Request-ID"]) == 16
    assert one["X-Request-ID"] != other["X-Request-ID"]


@pytest.mark.django_db
def test_a_strangers_request_id_is_not_taken_over(client: Client) -> None:
    assert client.get("/sign-in/", headers={"x-request-id": "chosen-by-mallory"})["X-Request-ID"] != "chosen-by-mallory"


@pytest.mark.django_db
@pytest.mark.parametrize(("given", "is_kept"), [("from-our-proxy", True), ("new\nline-injected", False), ("x", False)])
def test_our_own_proxys_request_id_is_kept(client: Client, settings: Settings, given: str, is_kept: bool) -> None:
    settings.WAYMARK = read(flags={"trusted_proxies": "1", "base_url": "https://onboarding.example.org"}).config

    answer = client.get("/sign-in/", headers={"x-request-id": given})

    assert (answer["X-Request-ID"] == given) is is_kept
