"""Words are refused with both numbers, and neither browser nor server drops any of them; keys are ours or new ones."""

import pytest
from django import forms

from onboarding.fields import Key, Words


class Letter(forms.Form):
    text = Words(max_length=20)


def test_a_browser_does_not_cut_off_what_is_pasted() -> None:
    assert "maxlength" not in str(Letter())


def test_what_is_too_long_comes_back_whole_with_both_numbers() -> None:
    letter = Letter({"text": "字" * 21})

    assert letter.errors["text"] == ["There is room for 20 characters; this has 21. Nothing is lost: shorten it here."]
    assert "字" * 21 in str(letter["text"])


@pytest.mark.parametrize("sent", ["four\r\n\r\nfour\r\nfour", "four\n\nfour\nfour"])
def test_the_end_of_a_line_counts_once_as_in_the_browser(sent: str) -> None:
    letter = Letter({"text": f"{sent}\n123"})

    assert letter.is_valid()
    assert letter.cleaned_data["text"] == "four\n\nfour\nfour\n123"


class Pressed(forms.Form):
    key = Key()


def test_a_form_keeps_the_key_that_it_was_made_with_and_each_has_another() -> None:
    first, second = (Pressed()["key"].value() for _form in range(2))
    sent = Pressed({"key": first})

    assert sent.is_valid()
    assert sent.cleaned_data["key"] == first != second


@pytest.mark.parametrize("sent", ["", "short", "twelve ones!", "字" * 12, "x" * 13])
def test_what_is_no_key_of_ours_becomes_a_new_one(sent: str) -> None:
    form = Pressed({"key": sent})

    assert form.is_valid()
    assert form.cleaned_data["key"] != sent
    assert len(form.cleaned_data["key"]) == 12
