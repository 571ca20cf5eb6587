"""Mentors from whom nothing comes count as away, and only they."""

from datetime import timedelta

import pytest

from onboarding.mentoring.operations import tend_absences
from onboarding.programs.models import Absence, Cover, Enrollment, Membership, Program
from onboarding.programs.operations import come_back, go_away, note_action
from onboarding.verification.models import Status
from tests.cast import NOON, enroll, make_person, make_program, make_submission
from tests.questions.world import ask

pytestmark = pytest.mark.django_db
A_DAY = timedelta(days=1)
LATER = NOON + 8 * A_DAY


@pytest.fixture
def program(db) -> Program:
    return make_program(mentors=("grace", "barbara"))


def waiting(program: Program, login: str = "ada", **fields) -> Enrollment:
    enrollment = enroll(program, login, **fields)
    make_submission(enrollment, "introduce-yourself", status=Status.IN_REVIEW)
    return enrollment


def away() -> list[str]:
    return sorted(Absence.objects.running(LATER).values_list("user__login", flat=True))


def test_who_is_silent_while_work_waits_counts_as_away_and_somebody_covers(program):
    waiting(program)

    [absence] = tend_absences(now=LATER)

    assert (absence.user, absence.is_noticed, absence.ends_at) == (make_person("grace"), True, None)
    assert absence.covers.get().mentor == make_person("barbara")


def test_a_question_that_waits_is_enough(program):
    ask(enroll(program))

    tend_absences(now=LATER)

    assert away() == ["grace"]


def test_ringing_twice_notices_once(program):
    waiting(program)

    tend_absences(now=LATER)

    assert tend_absences(now=LATER + timedelta(hours=1)) == []
    assert Absence.objects.count() == 1


@pytest.mark.parametrize(("days", "noticed"), [(6, []), (7, ["grace"])])
def test_it_takes_as_long_as_the_program_has_set(program, days, noticed):
    waiting(program)

    assert [each.user.login for each in tend_absences(now=NOON + days * A_DAY)] == noticed


def test_a_program_that_says_never_notices_nobody(program):
    Program.objects.update(away_after_days=0)
    waiting(program)

    assert tend_absences(now=NOON + 90 * A_DAY) == []


def test_nobody_for_whom_nothing_waits_is_noticed(program):
    enroll(program)

    assert tend_absences(now=LATER) == []


def test_who_did_something_lately_is_here(program):
    waiting(program)
    note_action(user=make_person("grace"), now=NOON + 2 * A_DAY)

    assert tend_absences(now=LATER) == []


def test_who_was_away_has_their_days_afterwards(program):
    waiting(program)
    [said] = go_away(user=make_person("grace"), programs=[program], starts_at=NOON, ends_at=NOON + 20 * A_DAY, now=NOON)
    come_back(absence=said, now=NOON + 4 * A_DAY)

    assert tend_absences(now=LATER) == []
    assert len(tend_absences(now=NOON + 11 * A_DAY)) == 1


def test_a_newcomer_who_was_just_handed_over_is_no_old_debt(program):
    enrollment = waiting(program)
    Enrollment.objects.filter(pk=enrollment.pk).update(mentor_since=NOON + 7 * A_DAY)

    assert tend_absences(now=LATER) == []


@pytest.mark.parametrize("change", ["archived", "left", "inactive"])
def test_what_is_over_is_left_alone(program, change):
    enrollment = waiting(program)
    if change == "archived":
        Program.objects.update(archived_at=NOON)
    elif change == "left":
        Enrollment.objects.filter(pk=enrollment.pk).update(state=Enrollment.State.LEFT)
    else:
        type(enrollment.user).objects.filter(login="grace").update(is_active=False)

    assert tend_absences(now=LATER) == []


def test_in_an_archived_program_nobody_is_found_to_cover(program):
    go_away(user=make_person("grace"), programs=[program], starts_at=NOON, ends_at=NOON + 20 * A_DAY, now=NOON)
    program.memberships.filter(user__login="barbara").delete()
    Program.objects.update(archived_at=NOON)

    tend_absences(now=NOON + A_DAY)

    assert Cover.objects.get().mentor == make_person("barbara")


def test_a_cover_who_was_taken_out_by_other_means_is_mended_within_the_hour(program):
    frances = make_person("frances")
    program.memberships.create(user=frances, role=Membership.Role.MENTOR, capacity=0)
    go_away(user=make_person("grace"), programs=[program], starts_at=NOON, ends_at=NOON + 20 * A_DAY, now=NOON)
    assert Cover.objects.get().mentor == make_person("barbara")
    program.memberships.filter(user__login="barbara").delete()
    Membership.objects.filter(user=frances).update(capacity=1)

    tend_absences(now=NOON + A_DAY)

    assert Cover.objects.running(NOON + A_DAY).get().mentor == frances
