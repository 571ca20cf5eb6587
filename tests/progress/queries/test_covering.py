"""What a newcomer is told while their mentor is away."""

from datetime import timedelta

import pytest

from onboarding.programs.operations import come_back, go_away, notice_absence
from onboarding.progress.queries.covering import covering_of
from onboarding.progress.reader import Reader
from tests.cast import NOON, enroll, make_person, make_program

pytestmark = pytest.mark.django_db
A_DAY = timedelta(days=1)


def told(enrollment, *, days=1):
    return covering_of(enrollment, Reader("en", enrollment.zone, NOON + days * A_DAY))


def grace_leaves(program, **fields):
    wanted = {"starts_at": NOON, "ends_at": NOON + timedelta(days=4, hours=12), **fields}
    return go_away(user=make_person("grace"), programs=[program], now=NOON, **wanted)[0]


def test_who_covers_until_the_last_day():
    program = make_program(mentors=("grace", "barbara"))
    ada = enroll(program)
    grace_leaves(program, note="In the mountains.")

    covering = told(ada)

    assert covering is not None
    assert (covering.cover, covering.until) == (make_person("barbara"), "Friday 6 March")
    assert covering.note == "In the mountains."


def test_nothing_before_and_nothing_after():
    program = make_program(mentors=("grace", "barbara"))
    ada = enroll(program)
    grace_leaves(program, starts_at=NOON + A_DAY)

    assert (told(ada, days=0), told(ada, days=5)) == (None, None)


def test_that_nobody_covers_is_said():
    program = make_program()
    ada = enroll(program)
    grace_leaves(program)

    covering = told(ada)

    assert covering is not None
    assert covering.cover is None


def test_no_day_is_named_where_nobody_knows_it():
    program = make_program(mentors=("grace", "barbara"))
    ada = enroll(program)
    notice_absence(user=make_person("grace"), program=program, now=NOON)

    covering = told(ada)

    assert covering is not None
    assert covering.until == ""


def test_nothing_is_said_once_the_mentor_is_back_early():
    program = make_program(mentors=("grace", "barbara"))
    ada = enroll(program)
    come_back(absence=grace_leaves(program), now=NOON + timedelta(hours=2))

    assert told(ada) is None


def test_another_programs_absence_and_no_mentor_at_all_say_nothing():
    grace_leaves(make_program("autumn"))

    assert told(enroll(make_program())) is None
    assert told(enroll(make_program("winter"), "mary", mentor=None)) is None


def test_the_journey_and_the_task_say_it(client):
    program = make_program(mentors=("grace", "barbara"))
    ada = enroll(program)
    notice_absence(user=make_person("grace"), program=program, now=NOON)
    client.force_login(ada.user)

    for address in (f"/journey/{ada.public_id}/", f"/journey/{ada.public_id}/first-contribution/"):
        assert "Barbara covers for Grace for now." in client.get(address).content.decode()
