"""Text as search terms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.questions.terms import terms_of


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Pod", ["wpod"]),
        ("connection refused: 10.96.0.1:443", ["wconnection", "wrefused", "w10", "w96", "w0", "w1", "w443"]),
        ("部署", ["hu90e8u7f72"]),
        ("部署Pod", ["hu90e8u7f72", "wpod"]),
        ("错", ["hu9519"]),
        ("ＰＯＤ", ["wpod"]),
        ("naïve", ["wnauefve"]),
        ("…！？", []),
    ],
)
def test_words_are_terms_and_chinese_is_pairs(text: str, terms: list[str]) -> None:
    assert terms_of(text) == terms


def test_neighbouring_pairs_overlap() -> None:
    assert len(terms_of("容器启动失败")) == 5


@given(st.text(max_size=200))
def test_any_text_gives_terms_that_every_parser_takes_as_words(text: str) -> None:
    assert all(term.isascii() and term.isalnum() and term[0] in "wh" for term in terms_of(text))
