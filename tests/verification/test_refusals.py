"""Refusals: a sentence in both languages for each reason."""

import pytest

from onboarding.verification.refusals import Refused, Why, in_a_row, listed, refuse

VALUES = {
    "needs": {"en": "First", "zh-hans": "第一"},
    "size": "1",
    "limit": 20,
    "seconds": 3,
    "minutes": 10,
    "quote": "I am",
}
VALUES |= {"rules": {"en": "One.", "zh-hans": "其一。"}, "guards": {"en": "Two.", "zh-hans": "其二。"}}


@pytest.mark.parametrize("why", Why)
def test_every_reason_has_its_sentence(why):
    refused = refuse(why, **VALUES)

    assert isinstance(refused, Refused)
    assert refused.code == why.value
    assert refused.message["en"].endswith(".")
    assert refused.message["zh-hans"].endswith("。")
    assert "{" not in "".join(refused.message.values())


def test_every_reason_has_another_sentence():
    assert len({refuse(why, **VALUES).message["en"] for why in Why}) == len(Why)


def test_a_list_has_each_languages_comma():
    assert listed([{"en": "A", "zh-hans": "甲"}, {"en": "B"}]) == {"en": "A, B", "zh-hans": "甲、B"}


def test_sentences_in_a_row_have_each_languages_space():
    assert in_a_row([{"en": "A.", "zh-hans": "甲。"}, {"en": "B."}]) == {"en": "A. B.", "zh-hans": "甲。B."}
