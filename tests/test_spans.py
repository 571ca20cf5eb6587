"""How long something has lasted, and what a due date means now."""

from datetime import timedelta

import pytest

from onboarding.spans import due, span
from tests.cast import NOON


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (timedelta(seconds=-5), "a moment"),
        (timedelta(seconds=59), "a moment"),
        (timedelta(seconds=60), "1 minute"),
        (timedelta(minutes=59, seconds=59), "59 minutes"),
        (timedelta(hours=1), "1 hour"),
        (timedelta(hours=23, minutes=59), "23 hours"),
        (timedelta(hours=24), "1 day"),
        (timedelta(days=400), "400 days"),
    ],
)
def test_a_span_is_said_in_its_largest_unit(length, said):
    assert span(length) == said


def test_a_due_date_is_ahead_or_behind():
    assert due(NOON + timedelta(hours=3), NOON) == "in 3 hours"
    assert due(NOON - timedelta(days=2), NOON) == "2 days overdue"
    assert due(NOON, NOON) == "in a moment"
