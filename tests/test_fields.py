"""Words are refused with both numbers, and neither browser nor server drops any of them."""

import pytest
from django import forms

from onboarding.fields import Words


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
