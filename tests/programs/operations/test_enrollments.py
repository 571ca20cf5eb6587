"""Joining, pausing and leaving: who gets in, what is kept, and the sentence for who does not."""

import re
from datetime import timedelta

import pytest

from onboarding.programs.models import Enrollment, Membership, Program
from onboarding.programs.operations import Refused, approve, decline, join, leave, pause, resume
from tests.cast import NOON, enroll, make_person, make_program

pytestmark = pytest.mark.django_db
State = Enrollment.State
WEEK = timedelta(days=7)


def code_of(verb, **arguments):
    with pytest.raises(Refused) as refused:
        verb(**arguments)
    assert refused.value.message.endswith(".")
    return refused.value.code


def test_who_joins_is_active_at_once_and_has_a_mentor():
    ada = make_person("ada")

    enrollment = join(program=make_program(), user=ada, now=NOON)

    enrollment.refresh_from_db()
    assert (enrollment.state, enrollment.user, enrollment.started_at) == (State.ACTIVE, ada, NOON)
    assert enrollment.mentor == make_person("grace")
    assert enrollment.mentor_since == NOON


def test_a_nonce_can_be_typed_and_is_each_persons_own():
    program = make_program()

    nonces = {join(program=program, user=make_person(f"ada-{n}"), now=NOON).nonce for n in range(5)}

    assert len(nonces) == 5
    assert all(re.fullmatch(r"ob-[a-z2-9]{8}", nonce) for nonce in nonces)


def test_joining_twice_is_one_enrollment():
    program = make_program()
    first = join(program=program, user=make_person("ada"), now=NOON)

    second = join(program=program, user=make_person("ada"), now=NOON + WEEK)

    assert (second.pk, second.started_at, second.nonce) == (first.pk, NOON, first.nonce)


def test_where_an_organiser_approves_joining_is_a_request():
    enrollment = join(program=make_program(needs_approval=True), user=make_person("ada"), now=NOON)

    assert (enrollment.state, enrollment.started_at, enrollment.mentor) == (State.REQUESTED, None, None)


def test_time_begins_with_the_approval():
    enrollment = join(program=make_program(needs_approval=True), user=make_person("ada"), now=NOON)

    enrollment = approve(enrollment=enrollment, now=NOON + WEEK)

    assert (enrollment.state, enrollment.started_at) == (State.ACTIVE, NOON + WEEK)
    assert enrollment.mentor == make_person("grace")


def test_approving_twice_changes_nothing():
    enrollment = join(program=make_program(needs_approval=True), user=make_person("ada"), now=NOON)
    approve(enrollment=enrollment, now=NOON)

    assert approve(enrollment=enrollment, now=NOON + WEEK).started_at == NOON


def test_who_was_turned_down_may_ask_again():
    program = make_program(needs_approval=True)
    enrollment = join(program=program, user=make_person("ada"), now=NOON)

    declined = decline(enrollment=enrollment, now=NOON)
    again = join(program=program, user=make_person("ada"), now=NOON + WEEK)

    assert declined.state == State.LEFT
    assert (again.pk, again.state) == (enrollment.pk, State.REQUESTED)
    assert not again.pauses.exists()


def test_who_is_under_way_can_be_neither_declined_nor_approved_out_of_a_pause():
    enrollment = enroll(make_program())

    assert code_of(decline, enrollment=enrollment, now=NOON) == "not-requested"
    pause(enrollment=enrollment, now=NOON)
    assert code_of(approve, enrollment=enrollment, now=NOON) == "not-requested"


def test_an_invited_person_needs_no_approval():
    program = make_program(needs_approval=True)
    enroll(program, state=State.INVITED, started_at=None, mentor=None)

    enrollment = join(program=program, user=make_person("ada"), now=NOON)

    assert (enrollment.state, enrollment.started_at) == (State.ACTIVE, NOON)


@pytest.mark.parametrize(
    ("fields", "code", "words"),
    [
        ({"archived_at": NOON - WEEK}, "archived", "archived"),
        ({"ends_at": NOON}, "ended", "ended on 2 March 2026"),
        ({"starts_at": NOON + WEEK}, "not-started", "starts on 9 March 2026"),
        ({"tasks": ()}, "no-tasks", "no tasks yet"),
    ],
)
def test_a_program_that_takes_nobody_in_says_why(fields, code, words):
    program = make_program(**fields)

    with pytest.raises(Refused, match=words) as refused:
        join(program=program, user=make_person("ada"), now=NOON)

    assert refused.value.code == code
    assert not program.enrollments.exists()


def test_the_days_it_names_are_those_of_the_programs_zone():
    program = make_program(starts_at=NOON + timedelta(hours=5), time_zone="Asia/Shanghai")

    with pytest.raises(Refused, match="3 March 2026"):
        join(program=program, user=make_person("ada"), now=NOON)


def test_a_program_takes_people_in_from_its_start_until_its_end():
    program = make_program(starts_at=NOON, ends_at=NOON + WEEK)

    assert join(program=program, user=make_person("ada"), now=NOON).state == State.ACTIVE
    assert join(program=program, user=make_person("eve"), now=NOON + WEEK - timedelta(seconds=1)).state == State.ACTIVE


def test_a_pause_stops_the_clock_and_resuming_starts_it_again():
    enrollment = enroll(make_program())

    paused = pause(enrollment=enrollment, now=NOON + timedelta(days=1))
    resumed = resume(enrollment=enrollment, now=NOON + timedelta(days=3))

    assert (paused.state, resumed.state) == (State.PAUSED, State.ACTIVE)
    stretch = enrollment.pauses.get()
    assert (stretch.started_at, stretch.ended_at) == (NOON + timedelta(days=1), NOON + timedelta(days=3))


def test_pausing_or_resuming_twice_changes_nothing():
    enrollment = enroll(make_program())
    pause(enrollment=enrollment, now=NOON)
    pause(enrollment=enrollment, now=NOON + WEEK)
    resume(enrollment=enrollment, now=NOON + WEEK)
    resume(enrollment=enrollment, now=NOON + 2 * WEEK)

    assert [(each.started_at, each.ended_at) for each in enrollment.pauses.all()] == [(NOON, NOON + WEEK)]


def test_only_what_is_under_way_can_be_paused_and_only_a_pause_can_end():
    program = make_program()
    finished = enroll(program, state=State.FINISHED)
    left = enroll(program, "eve", state=State.LEFT)

    assert code_of(pause, enrollment=finished, now=NOON) == "not-active"
    assert code_of(resume, enrollment=finished, now=NOON) == "not-paused"
    assert code_of(pause, enrollment=left, now=NOON) == "not-active"
    assert code_of(resume, enrollment=left, now=NOON) == "not-paused"


def test_who_leaves_and_comes_back_finds_everything_and_the_time_between_does_not_count():
    program = make_program()
    first = join(program=program, user=make_person("ada"), now=NOON)

    gone = leave(enrollment=first, now=NOON + WEEK)
    back = join(program=program, user=make_person("ada"), now=NOON + 3 * WEEK)

    assert (gone.state, gone.left_at) == (State.LEFT, NOON + WEEK)
    assert (back.pk, back.state, back.started_at, back.left_at) == (first.pk, State.ACTIVE, NOON, None)
    assert (back.nonce, back.mentor) == (first.nonce, first.mentor)
    stretch = back.pauses.get()
    assert (stretch.started_at, stretch.ended_at) == (NOON + WEEK, NOON + 3 * WEEK)


def test_leaving_out_of_a_pause_is_one_stretch():
    program = make_program()
    enrollment = enroll(program)
    pause(enrollment=enrollment, now=NOON + WEEK)

    leave(enrollment=enrollment, now=NOON + 2 * WEEK)
    join(program=program, user=enrollment.user, now=NOON + 3 * WEEK)

    stretch = enrollment.pauses.get()
    assert (stretch.started_at, stretch.ended_at) == (NOON + WEEK, NOON + 3 * WEEK)


def test_leaving_twice_changes_nothing():
    enrollment = enroll(make_program())
    leave(enrollment=enrollment, now=NOON)

    assert leave(enrollment=enrollment, now=NOON + WEEK).left_at == NOON


def test_who_asked_to_join_may_take_it_back():
    enrollment = join(program=make_program(needs_approval=True), user=make_person("ada"), now=NOON)

    assert leave(enrollment=enrollment, now=NOON).state == State.LEFT


def test_there_is_nothing_to_leave_after_finishing():
    assert code_of(leave, enrollment=enroll(make_program(), state=State.FINISHED), now=NOON) == "finished"


def test_who_left_a_program_that_has_ended_does_not_get_back_in():
    program = make_program()
    enrollment = enroll(program)
    leave(enrollment=enrollment, now=NOON)
    Program.objects.update(ends_at=NOON + WEEK)

    assert code_of(join, program=program, user=enrollment.user, now=NOON + WEEK) == "ended"
    enrollment.refresh_from_db()
    assert enrollment.state == State.LEFT


def test_who_comes_back_gets_another_mentor_when_theirs_is_gone():
    program = make_program(mentors=("grace", "barbara"))
    enrollment = join(program=program, user=make_person("ada"), now=NOON)
    leave(enrollment=enrollment, now=NOON)
    Membership.objects.filter(user=enrollment.mentor).delete()

    back = join(program=program, user=make_person("ada"), now=NOON + WEEK)

    assert back.mentor not in (None, enrollment.mentor)
    assert back.mentor_since == NOON + WEEK
