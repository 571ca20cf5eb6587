"""What somebody wrote in a form that was refused goes back to them."""

from collections.abc import Iterator
from typing import Any

import pytest
from django import forms
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import get_resolver

from onboarding.people.written import WRITTEN, written
from onboarding.progress.handing_in.uploads import ForgetfulTextarea
from tests.cast import enroll, make_person, make_program

OURS = {"origin": "http://testserver", "referer": "http://testserver/questions/one/"}


def texts(said: dict[str, str], **headers: str) -> list[str]:
    return written(RequestFactory().post("/", said, headers={**OURS, **headers}))


def test_the_texts_of_a_form_in_its_order() -> None:
    assert texts({"title-en": "Hello", "title-zh-hans": "你好", "text": " ", "reason": "So."}) == [
        "Hello",
        "你好",
        "So.",
    ]


def test_a_comment_has_the_words_that_it_is_about_with_it() -> None:
    said = {"note": "Fine.", "quote-0": "I am Ada.", "comment-0": "Welcome!", "quote-1": "I like tea.", "comment-1": ""}
    assert texts(said) == ["Fine.", "> I am Ada.\n\nWelcome!"]


@pytest.mark.django_db
def test_what_was_refused_for_a_nul_byte_comes_back_without_it(client: Client) -> None:
    assert texts({"text": "Look:\0 a log."}) == ["Look: a log."]
    page = client.post("/questions/nowhere/answer/", {"text": "Look:\0 a <log>."}, headers=OURS)
    assert page.status_code == 400
    assert "Look: a &lt;log&gt;.</textarea>" in page.content.decode()


def test_no_secret_and_nothing_that_a_cluster_said() -> None:
    assert texts(dict.fromkeys(("pasted", "key", "secret", "address", "csrfmiddlewaretoken"), "s3cret-thing")) == []


@pytest.mark.parametrize("origin", ["https://evil.example", "null", ""])
def test_nothing_of_what_another_site_sent(origin: str) -> None:
    assert texts({"text": "Send me your password."}, origin=origin) == []


def test_nothing_of_what_is_no_form() -> None:
    request = RequestFactory().post("/", b"--x\r\nbroken", content_type="multipart/form-data", headers=OURS)
    assert written(request) == []


def test_nothing_of_more_fields_than_any_form_has() -> None:
    assert texts({f"text-{number}": "x" for number in range(1100)}) == []


def test_every_long_field_would_come_back() -> None:
    fields = {name for form in our_forms(forms.BaseForm) for name, field in form.base_fields.items() if is_long(field)}
    assert fields - WRITTEN == set()


def test_no_field_for_sentences_lets_a_browser_cut_them_off() -> None:
    fields = [field for form in our_forms(forms.BaseForm) for field in form.base_fields.values() if is_long(field)]
    assert [field.label for field in fields if "maxlength" in field.widget.attrs] == []


def our_forms(form: Any) -> Iterator[Any]:
    assert get_resolver().url_patterns, "now every form of every page is there"
    for heir in form.__subclasses__():
        yield from our_forms(heir)
        if heir.__module__.startswith("onboarding."):
            yield heir


def is_long(field: forms.Field) -> bool:
    return isinstance(field.widget, forms.Textarea) and not isinstance(field.widget, ForgetfulTextarea)


def answer(client: Client, said: dict[str, str], **headers: str) -> HttpResponse:
    return client.post("/questions/one/answer/", said, headers={**OURS, **headers})


@pytest.mark.django_db
def test_who_was_signed_out_while_they_wrote_gets_it_back_and_a_way_to_the_page_of_the_form(client: Client) -> None:
    response = answer(client, {"text": "Ask for <b>less</b>."})
    page = response.content.decode()
    assert response.status_code == 403
    assert "Ask for &lt;b&gt;less&lt;/b&gt;.</textarea>" in page
    assert 'href="/sign-in/?next=http%3A//testserver/questions/one/"' in page


@pytest.mark.django_db
def test_that_is_said_in_chinese_too(client: Client) -> None:
    page = answer(client, {"text": "少要一点"}, **{"accept-language": "zh-CN"}).content.decode()
    assert "你写的也没有丢" in page


@pytest.mark.django_db
def test_who_had_written_nothing_is_sent_to_sign_in_and_then_to_the_page_of_the_form(client: Client) -> None:
    assert answer(client, {"text": ""})["Location"] == "/sign-in/?next=http%3A//testserver/questions/one/"


@pytest.mark.django_db
def test_signing_in_leads_to_no_other_site(client: Client) -> None:
    elsewhere = {"referer": "https://evil.example/"}
    assert "evil.example" not in answer(client, {"text": "Hello."}, **elsewhere).content.decode()
    assert answer(client, {}, **elsewhere)["Location"] == "/sign-in/?next=/"


@pytest.mark.django_db
def test_what_was_sent_to_a_page_that_is_gone_comes_back(client: Client) -> None:
    client.force_login(make_person())
    response = answer(client, {"text": "Ask for less."})
    assert response.status_code == 404
    assert "Ask for less.</textarea>" in response.content.decode()


@pytest.mark.django_db
def test_what_was_sent_when_something_of_ours_broke_comes_back(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(**_said: object) -> None:
        raise ArithmeticError

    enrollment = enroll(make_program())
    client.force_login(enrollment.user)
    client.raise_request_exception = False
    monkeypatch.setattr("onboarding.progress.views.mentors.programs.ask_for_another", break_down)
    response = client.post(
        f"/journey/{enrollment.public_id}/another-mentor/", {"reason": "A long story."}, headers=OURS
    )
    assert response.status_code == 500
    assert "A long story.</textarea>" in response.content.decode()


@pytest.mark.django_db
def test_what_was_sent_too_often_comes_back(client: Client) -> None:
    client.force_login(make_person())
    while (response := answer(client, {"text": "Ask for less."})).status_code != 429:
        assert response.status_code == 404
    assert "Ask for less.</textarea>" in response.content.decode()
