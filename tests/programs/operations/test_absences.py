"""Going away, coming back, and who covers meanwhile: rows of the database that take effect by the clock."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from onboarding.programs.models import Absence, Cover, Enrollment, Membership, cared_for_by
from onboarding.programs.operations import (
    Refused,
    arrange_cover,
    change_member,
    come_back,
    go_away,
    join,
    note_action,
    notice_absence,
)
from tests.cast import NOON, enroll, make_person, make_program

pytestmark = pytest.mark.django_db
A_DAY = timedelta(days=1)
THREE = ("grace", "barbara", "frances")


def leave(program, login="grace", first=0, until=7, *, cover=None, now=NOON):
    [absence] = go_away(
        user=make_person(login),
        programs=[program],
        starts_at=NOON + first * A_DAY,
        ends_at=NOON + until * A_DAY,
        cover=make_person(cover) if cover else None,
        now=now,
    )
    return absence


def covers(absence):
    rows = absence.covers.order_by("starts_at").values_list("mentor__login", "starts_at", "ends_at")
    return [(login, (first - NOON).days, (until - NOON).days if until else None) for login, first, until in rows]


def whose(enrollment, login, at):
    mentor = make_person(login)
    found = cared_for_by(mentor, Enrollment.objects.mentored_by(mentor), at=at)
    return (enrollment.pk,) in found.values_list("pk")


def test_newcomers_are_the_covers_while_the_mentor_is_away_and_handed_back_by_the_clock():
    program = make_program(mentors=("grace", "barbara"))
    ada = enroll(program)
    leave(program, first=1, until=3)

    seen = [whose(ada, "barbara", NOON + days * A_DAY) for days in (0, 1, 2, 3)]

    assert seen == [False, True, True, False]
    assert whose(ada, "grace", NOON + 2 * A_DAY)


def test_covering_in_one_program_is_not_covering_in_another():
    spring, autumn = make_program(mentors=("grace", "barbara")), make_program("autumn", mentors=("grace", "barbara"))
    elsewhere = enroll(autumn)
    leave(spring)

    assert not whose(elsewhere, "barbara", NOON)


def test_one_may_be_away_from_several_programs_at_once():
    programs = [make_program("spring"), make_program("autumn")]

    made = go_away(user=make_person("grace"), programs=programs, starts_at=NOON, ends_at=NOON + A_DAY, now=NOON)

    assert {absence.program.slug for absence in made} == {"spring", "autumn"}


@pytest.mark.parametrize(("first", "until"), [(0, 7), (2, 3), (-1, 1), (6, 9), (0, 30)])
def test_absences_of_one_mentor_never_overlap(first, until):
    program = make_program(mentors=("grace", "barbara"))
    leave(program)

    with pytest.raises(Refused) as refused:
        leave(program, first=first, until=until)

    assert refused.value.code == "overlap"
    assert Absence.objects.count() == 1


def test_the_next_absence_may_begin_when_the_one_before_ends():
    program = make_program()
    leave(program)

    leave(program, first=7, until=9)

    assert Absence.objects.count() == 2


@pytest.mark.parametrize(
    ("login", "first", "until", "cover", "code"),
    [
        ("grace", -3, -1, None, "past"),
        ("grace", 3, 2, None, "past"),
        ("grace", 0, 400, None, "far"),
        ("linus", 0, 3, None, "not-a-mentor"),
        ("mallory", 0, 3, None, "not-a-mentor"),
        ("grace", 0, 3, "grace", "cover"),
        ("grace", 0, 3, "linus", "cover"),
        ("grace", 0, 3, "mallory", "cover"),
    ],
)
def test_what_cannot_be_is_refused(login, first, until, cover, code):
    with pytest.raises(Refused) as refused:
        leave(make_program(), login, first, until, cover=cover)

    assert refused.value.code == code
    assert not Absence.objects.exists()


def test_a_cover_who_goes_away_too_is_covered_for():
    program = make_program(mentors=THREE)
    absence = leave(program, cover="barbara")

    leave(program, "barbara", first=2, until=4)

    assert covers(absence) == [("barbara", 0, 2), ("frances", 2, 4), ("barbara", 4, 7)]


def test_where_nobody_is_left_the_rows_say_so_until_somebody_is_back():
    program = make_program(mentors=("grace", "barbara"))
    absence = leave(program)
    later = leave(program, "barbara", first=1, until=9)
    assert covers(absence) == [("barbara", 0, 1), (None, 1, 7)]

    come_back(absence=later, now=NOON + 3 * A_DAY)

    assert covers(absence) == [("barbara", 0, 1), (None, 1, 3), ("barbara", 3, 7)]


def test_coming_back_early_ends_the_cover_at_once():
    program = make_program(mentors=("grace", "barbara"))
    ada, absence = enroll(program), leave(program)

    come_back(absence=absence, now=NOON + 2 * A_DAY)

    assert covers(absence) == [("barbara", 0, 2)]
    assert not whose(ada, "barbara", NOON + 2 * A_DAY)


def test_an_absence_that_had_not_begun_is_gone():
    program = make_program(mentors=("grace", "barbara"))
    absence = leave(program, first=5)

    come_back(absence=absence, now=NOON + A_DAY)

    assert not Absence.objects.exists()
    assert not Cover.objects.exists()


def test_coming_back_twice_changes_nothing():
    absence = leave(make_program(mentors=("grace", "barbara")))

    come_back(absence=absence, now=NOON + 2 * A_DAY)
    come_back(absence=absence, now=NOON + 4 * A_DAY)

    assert covers(absence) == [("barbara", 0, 2)]


def test_planning_again_touches_nothing_that_still_holds():
    program = make_program(mentors=THREE)
    absence = leave(program)
    Cover.objects.update(announced_at=NOON)
    before = list(absence.covers.values())

    arrange_cover(program=program, now=NOON)
    arrange_cover(program=program, now=NOON + 2 * A_DAY)

    assert list(absence.covers.values()) == before


def test_a_cover_who_is_a_mentor_no_more_is_replaced_from_then_on():
    program = make_program(mentors=THREE)
    absence = leave(program, cover="barbara")
    program.memberships.filter(user=make_person("barbara")).delete()

    arrange_cover(program=program, now=NOON + 2 * A_DAY)

    assert covers(absence) == [("barbara", 0, 2), ("frances", 2, 7)]


def test_who_is_away_is_given_nobody_new_while_others_are_there():
    program = make_program(mentors=("grace", "barbara"))
    for number in range(3):
        enroll(program, f"newcomer-{number}", mentor="barbara")
    leave(program)

    assert join(program=program, user=make_person("ada"), now=NOON).mentor == make_person("barbara")


def test_when_all_are_away_newcomers_still_get_a_mentor():
    program = make_program()
    leave(program)

    assert join(program=program, user=make_person("ada"), now=NOON).mentor == make_person("grace")


def test_a_silent_mentor_is_away_until_their_next_action():
    program = make_program(mentors=("grace", "barbara"))
    ada, grace = enroll(program), make_person("grace")
    absence = notice_absence(user=grace, program=program, now=NOON)
    assert absence is not None
    assert (absence.ends_at, covers(absence)) == (None, [("barbara", 0, None)])
    assert whose(ada, "barbara", NOON + 50 * A_DAY)

    assert note_action(user=grace, now=NOON + 3 * A_DAY) == [absence]

    assert covers(absence) == [("barbara", 0, 3)]
    assert note_action(user=grace, now=NOON + 4 * A_DAY) == []


def test_an_absence_that_was_said_is_not_ended_by_an_action():
    program = make_program(mentors=("grace", "barbara"))
    absence = leave(program)

    note_action(user=make_person("grace"), now=NOON + A_DAY)

    absence.refresh_from_db()
    assert absence.is_running(NOON + 6 * A_DAY)


def test_who_is_away_already_is_not_noticed_again():
    program = make_program()
    leave(program, first=2)

    assert notice_absence(user=make_person("grace"), program=program, now=NOON) is None


def test_activity_is_kept_to_the_minute(django_assert_num_queries):
    make_program()
    grace = make_person("grace")
    note_action(user=grace, now=NOON)

    with django_assert_num_queries(1):
        note_action(user=grace, now=NOON + timedelta(seconds=50))

    assert Membership.objects.get(user=grace).active_at == NOON


@pytest.mark.parametrize("step", ["0", "0.5", "1", "2"])
def test_capacity_is_one_of_four_steps(step):
    membership = Membership.objects.get(program=make_program(), role="mentor")

    change_member(member=membership, role=membership.role, capacity=Decimal(step), by=membership.user, now=NOON)

    membership.refresh_from_db()
    assert membership.capacity == Decimal(step)


@pytest.mark.parametrize("step", ["-1", "0.3", "1.5", "3"])
def test_no_other_capacity_gets_into_the_database(step):
    membership = Membership.objects.get(program=make_program(), role="mentor")
    with pytest.raises(Refused):
        change_member(member=membership, role=membership.role, capacity=Decimal(step), by=membership.user, now=NOON)

    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.update(capacity=step)


@pytest.mark.postgresql
def test_postgresql_itself_refuses_absences_that_overlap():
    program = make_program()
    leave(program)

    with pytest.raises(IntegrityError), transaction.atomic():
        program.absences.create(
            user=make_person("grace"), starts_at=NOON + A_DAY, ends_at=NOON + 2 * A_DAY, made_at=NOON
        )
