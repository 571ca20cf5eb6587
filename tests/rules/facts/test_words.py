"""Counting words in any script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.rules.facts.words import count_words

COUNTS = {
    "": 0,
    " \n\t ": 0,
    "...!?，。": 0,
    "Hello": 1,
    "Hello, I am Ada.": 4,
    "don't stop": 2,
    "cloud-native": 1,
    "v1.36": 2,
    "你好": 2,
    "我是 Ada，来自北京": 7,
    "Kubernetes是什么": 4,
    "こんにちは": 5,
    "안녕 세상": 4,
    "naïve café": 2,
    "𠀀": 1,
}


@pytest.mark.parametrize(("text", "words"), COUNTS.items())
def test_words_are_counted(text, words):
    assert count_words(text) == words


@given(st.text(max_size=500), st.text(max_size=500))
def test_two_texts_have_as_many_words_as_both(one, other):
    assert count_words(f"{one}\n{other}") == count_words(one) + count_words(other)
