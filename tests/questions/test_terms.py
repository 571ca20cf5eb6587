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


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("pod", "Pods"),
        ("node", "nodes"),
        ("branch", "branches"),
        ("crash", "crashes"),
        ("class", "classes"),
        ("cache", "caches"),
        ("policy", "policies"),
        ("retry", "retries"),
        ("issue", "issues"),
        ("log", "logs"),
    ],
)
def test_one_is_found_by_many_and_many_by_one(one: str, many: str) -> None:
    assert terms_of(one) == terms_of(many)


@pytest.mark.parametrize(
    ("one", "other"), [("dns", "dn"), ("status", "statu"), ("use", "us"), ("v1s", "v1"), ("byte", "bit")]
)
def test_what_is_no_plural_keeps_what_makes_it_another_word(one: str, other: str) -> None:
    assert terms_of(one) != terms_of(other)


def test_neighbouring_pairs_overlap() -> None:
    assert len(terms_of("容器启动失败")) == 5


@given(st.text(max_size=200))
def test_any_text_gives_terms_that_every_parser_takes_as_words(text: str) -> None:
    assert all(term.isascii() and term.isalnum() and term[0] in "wh" for term in terms_of(text))
