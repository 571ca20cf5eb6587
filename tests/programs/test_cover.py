"""Who covers when: the planner alone, without a database."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.programs.cover import FOREVER, Away, Room, Stint, plan

GRACE, BARBARA, FRANCES = 1, 2, 3
START = datetime(2026, 3, 1, tzinfo=UTC)
EQUAL = {key: Room(1.0, newcomers=2) for key in (GRACE, BARBARA, FRANCES)}


def day(number: int) -> datetime:
    return START + timedelta(days=number)


def away(mentor=GRACE, first=0, until=10, key=None, **fields):
    return Away(key or mentor, mentor, day(first), FOREVER if until is None else day(until), **fields)


def who(stints):
    return [(stint.mentor, (stint.starts_at - START).days, (stint.ends_at - START).days) for stint in stints]


def planned(*aways, mentors=EQUAL, now=START):
    return plan(aways, mentors, now=now)


@pytest.mark.parametrize(
    ("mentors", "chosen"),
    [
        ({GRACE: Room(1, 5), BARBARA: Room(1, 3), FRANCES: Room(1, 2)}, FRANCES),
        ({GRACE: Room(1, 5), BARBARA: Room(2, 3), FRANCES: Room(1, 2)}, BARBARA),
        ({GRACE: Room(1, 5), BARBARA: Room(0.5, 1), FRANCES: Room(1, 1)}, FRANCES),
        ({GRACE: Room(1, 5), BARBARA: Room(0, 0), FRANCES: Room(1, 9)}, FRANCES),
        ({GRACE: Room(1, 5), BARBARA: Room(0, 0)}, None),
        ({GRACE: Room(1, 5)}, None),
    ],
    ids=["fewest", "twice the room", "half the room", "not whoever takes nobody", "nobody has room", "nobody else"],
)
def test_whoever_has_most_room_covers(mentors, chosen):
    assert who(planned(away(), mentors=mentors)[GRACE]) == [(chosen, 0, 10)]


def test_whoever_was_asked_for_covers_however_much_they_have():
    crowded = {**EQUAL, FRANCES: Room(0.5, 40)}

    assert who(planned(away(wanted=FRANCES), mentors=crowded)[GRACE]) == [(FRANCES, 0, 10)]


def test_a_cover_who_goes_away_is_covered_for_and_comes_back():
    found = planned(away(wanted=BARBARA), away(BARBARA, 3, 6))

    assert who(found[GRACE]) == [(BARBARA, 0, 3), (FRANCES, 3, 6), (BARBARA, 6, 10)]


def test_without_a_wish_whoever_stepped_in_stays():
    found = planned(away(before=BARBARA), away(BARBARA, 3, 6))

    assert who(found[GRACE]) == [(BARBARA, 0, 3), (FRANCES, 3, 10)]


def test_two_who_ask_for_one_another_are_covered_by_a_third():
    found = planned(away(wanted=BARBARA), away(BARBARA, 0, 10, wanted=GRACE))

    assert who(found[GRACE]) == who(found[BARBARA]) == [(FRANCES, 0, 10)]


def test_while_everybody_is_away_nobody_covers():
    found = planned(away(), away(BARBARA, 2, 8), away(FRANCES, 4, 6))

    assert [mentor for mentor, first, _ in who(found[GRACE]) if first == 4] == [None]
    assert who(found[FRANCES]) == [(None, 4, 6)]


def test_two_absences_at_once_are_shared_out():
    mentors = {**EQUAL, 4: Room(1, newcomers=2)}

    found = planned(away(), away(BARBARA), mentors=mentors)

    assert {found[GRACE][0].mentor, found[BARBARA][0].mentor} == {FRANCES, 4}


def test_what_has_been_is_not_planned_again():
    assert who(planned(away(before=BARBARA), now=day(4))[GRACE]) == [(BARBARA, 4, 10)]


def test_an_absence_without_an_end_is_covered_without_one():
    assert planned(away(until=None))[GRACE] == [Stint(BARBARA, START, FOREVER)]


stretches = st.tuples(
    st.integers(1, 4), st.integers(0, 20), st.integers(1, 12), st.one_of(st.none(), st.integers(1, 4))
)


@given(st.lists(stretches, max_size=6), st.integers(0, 20))
def test_every_absence_is_filled_without_gaps_and_never_by_somebody_who_is_away(drawn, today):
    aways = [
        away(mentor, first, first + length, key=number, wanted=wanted)
        for number, (mentor, first, length, wanted) in enumerate(drawn, start=1)
    ]
    mentors = {key: Room(1.0, newcomers=key) for key in (1, 2, 3, 4)}

    found = plan(aways, mentors, now=day(today))

    for each in aways:
        stints = found[each.key]
        if each.ends_at <= day(today):
            assert stints == []
            continue
        assert stints[0].starts_at == max(each.starts_at, day(today))
        assert stints[-1].ends_at == each.ends_at
        assert all(one.ends_at == other.starts_at for one, other in pairwise(stints))
        for stint in stints:
            overlapping = {o.mentor for o in aways if o.starts_at < stint.ends_at and stint.starts_at < o.ends_at}
            assert stint.mentor not in overlapping
