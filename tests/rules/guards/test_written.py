"""The guard of written tasks."""

import pytest

from onboarding.rules.types import Outcome
from tests.rules.world import finding, judged


@pytest.mark.parametrize(
    ("text", "outcome"), [("Hello", Outcome.MET), ("", Outcome.UNMET), (" \n\u3000", Outcome.UNMET)]
)
def test_something_must_be_written(text, outcome):
    judgement = judged({"text": text, "link": "", "words": 1}, kind="written")

    assert finding(judgement, "something-written").outcome is outcome
