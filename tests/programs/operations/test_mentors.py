"""Whose newcomer somebody becomes."""

import pytest

from onboarding.programs.models import Enrollment, Membership, Program
from onboarding.programs.operations import Refused, assign_mentor, assign_mentors, join
from tests.cast import NOON, enroll, make_person, make_program

pytestmark = pytest.mark.django_db


def joiners(program, count, *, prefix="ada"):
    return [join(program=program, user=make_person(f"{prefix}-{n}"), now=NOON) for n in range(count)]


def mentors_of(enrollments):
    return [enrollment.mentor.login if enrollment.mentor else None for enrollment in enrollments]


def capacity(login, value):
    Membership.objects.filter(user=make_person(login), role=Membership.Role.MENTOR).update(capacity=value)


def give(people, taker, *, giver="grace"):
    return assign_mentors(
        enrollments=people,
        giver=giver and make_person(giver),
        mentor=make_person(taker),
        by=make_person("linus"),
        now=NOON,
    )


def test_mentors_of_equal_capacity_take_turns():
    program = make_program(mentors=("grace", "barbara", "frances"))

    chosen = mentors_of(joiners(program, 6))

    assert sorted(chosen[:3]) == sorted(chosen[3:]) == ["barbara", "frances", "grace"]


def test_who_has_twice_the_capacity_gets_twice_as_many():
    program = make_program(mentors=("grace", "barbara"))
    capacity("grace", 2)

    chosen = mentors_of(joiners(program, 6))

    assert (chosen.count("grace"), chosen.count("barbara")) == (4, 2)


def test_half_a_capacity_is_half_the_load():
    program = make_program(mentors=("grace", "barbara"))
    capacity("grace", "0.5")

    chosen = mentors_of(joiners(program, 6))

    assert (chosen.count("grace"), chosen.count("barbara")) == (2, 4)


def test_among_equals_whoever_was_given_somebody_longest_ago_is_next():
    program = make_program(mentors=("grace", "barbara"))
    for enrollment in joiners(program, 2):
        Enrollment.objects.filter(pk=enrollment.pk).update(state=Enrollment.State.FINISHED)
    earlier = Enrollment.objects.get(mentor__login="barbara")
    Enrollment.objects.exclude(pk=earlier.pk).update(mentor_since=NOON.replace(hour=13))

    assert mentors_of(joiners(program, 1, prefix="eve")) == ["barbara"]


@pytest.mark.parametrize("change", ["capacity", "inactive"])
def test_who_cannot_take_anybody_is_not_chosen(change):
    program = make_program(mentors=("grace", "barbara"))
    if change == "capacity":
        capacity("grace", 0)
    else:
        make_person("grace").__class__.objects.filter(login="grace").update(is_active=False)

    assert mentors_of(joiners(program, 3)) == ["barbara"] * 3


def test_newcomers_of_another_program_are_no_load_here():
    program = make_program(mentors=("grace", "barbara"))
    enroll(make_program("autumn"), "eve", mentor="grace")

    assert set(mentors_of(joiners(program, 2))) == {"grace", "barbara"}


def test_paused_and_finished_newcomers_are_no_load():
    program = make_program(mentors=("grace", "barbara"))
    enroll(program, "eve", mentor="grace", state=Enrollment.State.PAUSED)
    enroll(program, "pat", mentor="grace", state=Enrollment.State.FINISHED)

    assert set(mentors_of(joiners(program, 2))) == {"grace", "barbara"}


def test_an_organiser_is_not_given_newcomers():
    assert mentors_of(joiners(make_program(mentors=()), 1)) == [None]


def test_a_mentor_who_joins_gets_somebody_else():
    program = make_program(mentors=("grace", "barbara"))

    assert mentors_of([join(program=program, user=make_person("grace"), now=NOON)]) == ["barbara"]


def test_an_organiser_may_choose_the_mentor():
    program = make_program(mentors=("grace", "barbara"))
    enrollment = enroll(program, mentor="grace")

    changed = assign_mentor(enrollment=enrollment, mentor=make_person("barbara"), now=NOON)

    changed.refresh_from_db()
    assert (changed.mentor, changed.mentor_since) == (make_person("barbara"), NOON)


@pytest.mark.parametrize(
    ("login", "code"), [("mallory", "not-a-mentor"), ("linus", "not-a-mentor"), ("ada", "own-mentor")]
)
def test_only_another_mentor_of_the_program_can_be_chosen(login, code):
    enrollment = enroll(make_program())

    with pytest.raises(Refused) as refused:
        assign_mentor(enrollment=enrollment, mentor=make_person(login), now=NOON)

    assert refused.value.code == code
    enrollment.refresh_from_db()
    assert enrollment.mentor == make_person("grace")


def test_a_program_without_free_mentors_says_so():
    enrollment = enroll(make_program(mentors=()), mentor=None)

    with pytest.raises(Refused) as refused:
        assign_mentor(enrollment=enrollment, now=NOON)

    assert refused.value.code == "no-mentor"


def test_nobody_is_given_away_in_a_program_that_was_archived_a_moment_ago():
    program = make_program(mentors=("grace", "barbara"))
    enroll(program)
    read_before = list(Enrollment.objects.select_related("program"))
    Program.objects.update(archived_at=NOON)

    with pytest.raises(Refused, match="archived"):
        give(read_before, "barbara")

    assert Enrollment.objects.get().mentor.login == "grace"


def test_whom_somebody_else_has_just_given_away_is_left_out():
    program = make_program(mentors=("grace", "barbara", "frances"))
    ada, mary, bob = enroll(program), enroll(program, "mary"), enroll(program, "bob", mentor=None)
    read_before = [ada, mary, bob]
    give([ada], "frances")

    assert give(read_before, "barbara") == [mary]
    assert give(read_before, "barbara", giver=None) == [bob]
    assert mentors_of(program.enrollments.order_by("pk")) == ["frances", "barbara", "barbara"]
