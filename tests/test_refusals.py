"""NUL bytes, oversized bodies and forms that may not be ours: refused with a sentence, never a crash."""

import pytest
from django.test import Client

from tests.cast import make_person

pytestmark = pytest.mark.django_db


def test_a_paste_of_three_megabytes_is_refused(client):
    response = client.post("/language/", {"language": "x" * 3_000_000})
    assert response.status_code == 413
    assert "larger than 2 MB" in response.content.decode()


@pytest.mark.parametrize("name", ["language", "lang\0uage"])
def test_a_nul_byte_in_a_form_is_refused(client, name):
    response = client.post("/language/", {name: "a\0b"})
    assert response.status_code == 400
    assert "a NUL byte" in response.content.decode()


@pytest.mark.parametrize("address", ["/sign-in/?next=%00", "/setup/%00/", "/sign-in/?%00=1"])
def test_a_nul_byte_in_an_address_is_refused(client, address):
    assert client.get(address).status_code == 400


def test_the_words_are_chinese_for_who_reads_chinese(client):
    response = client.post("/language/", {"language": "a\0b"}, headers={"accept-language": "zh-CN"})
    assert response["Content-Language"] == "zh-hans"


def test_too_many_fields_are_refused(client):
    response = client.post("/language/", {f"field{i}": "x" for i in range(1100)})
    assert response.status_code == 400


def send_without_token(said: dict[str, str], *, origin: str = "http://testserver", **headers: str) -> str:
    """What Ada reads who signed in again in another tab."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_person())
    sent_by = {"origin": origin, "referer": "http://testserver/questions/?q=pod", **headers}
    response = client.post("/questions/nowhere/answer/", said, headers=sent_by)
    assert response.status_code == 403
    return response.content.decode()


def test_a_form_without_its_token_gives_back_what_was_written() -> None:
    page = send_without_token({"text": "Ask for <b>less</b>.", "title-zh-hans": "少要一点"})
    assert "Ask for &lt;b&gt;less&lt;/b&gt;.</textarea>" in page
    assert "少要一点</textarea>" in page
    assert 'href="http://testserver/questions/?q=pod"' in page


def test_it_says_so_in_chinese_too() -> None:
    page = send_without_token({"text": "少要一点"}, **{"accept-language": "zh-CN"})
    assert "另一个标签页" in page


def test_another_site_puts_no_words_on_our_page() -> None:
    page = send_without_token({"text": "Send me your password."}, origin="https://evil.example")
    assert "Send me your password." not in page


def test_the_way_back_leads_to_no_other_site() -> None:
    assert "evil.example" not in send_without_token({"text": "Hello."}, referer="https://evil.example/")


OPENED = {"sec-fetch-mode": "navigate"}


@pytest.mark.parametrize(
    ("address", "above"),
    [
        ("/questions/one/answer/", "/questions/one/"),
        ("/mentor/review/one/flags/reverted/close/", "/mentor/review/one/"),
        ("/submissions/one/withdraw/", "/"),
    ],
)
def test_whoever_opens_an_address_for_forms_is_led_to_the_page_above_it(client, address, above):
    response = client.get(address, headers=OPENED)
    assert (response.status_code, response["Location"]) == (302, above)


def test_what_is_no_browser_that_opens_it_is_refused(client):
    assert client.get("/questions/one/answer/").status_code == 405
    assert client.post("/questions/", headers=OPENED).status_code == 405
