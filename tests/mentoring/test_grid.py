"""A trail as the grid shows it and as a screen reader says it."""

import pytest
from django.utils import translation

from onboarding.mentoring.grid import trails_of
from onboarding.mentoring.queries.desk import Column

COLUMNS = (Column(0, "hello", "Hello"), Column(2, "work", "Work"), Column(1, "late", "Late"))


def test_steps_stand_in_the_order_of_the_tasks_not_of_their_slots():
    assert trails_of(COLUMNS, "en")("vro").cells == '<i data-s="v"></i><i data-s="o"></i><i data-s="r"></i>'


@pytest.mark.parametrize(
    ("trail", "label"),
    [
        ("vor", "1 of 3 verified; Work: Waits for a mentor"),
        ("vxm", "1 of 3 verified; Late: Returned"),
        ("fnm", "1 of 3 verified; Hello: Verified, but flagged"),
        ("vcm", "1 of 3 verified; Work: With the maintainers"),
        ("o--", "0 of 3 verified; Hello: Ready to start"),
        ("vvv", "3 of 3 verified"),
        ("v.v", "2 of 2 verified"),
        ("v", "1 of 1 verified"),
    ],
)
def test_the_most_pressing_step_is_named(trail, label):
    assert trails_of(COLUMNS, "en")(trail).label == label


def test_a_finished_trail_says_so():
    assert trails_of(COLUMNS, "en")("vvv").word == "All done"


def test_what_is_remembered_of_a_trail_is_remembered_by_language():
    english = trails_of(COLUMNS, "en")("o--")

    with translation.override("zh-hans"):
        chinese = trails_of(COLUMNS, "zh-hans")("o--")

    assert english is not chinese
    assert english is trails_of(COLUMNS, "en")("o--")
