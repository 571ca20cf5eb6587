"""NUL bytes and oversized bodies: refused with a sentence, never a crash."""

import pytest

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
