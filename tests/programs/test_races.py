"""Several at once, for real: threads with connections of their own on PostgreSQL."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from onboarding import wiring
from onboarding.curriculum.models import Task
from onboarding.programs.models import Absence, Enrollment, HandOver, IssuePick, MentorRequest
from onboarding.programs.operations import (
    Refused,
    ask_for_another,
    go_away,
    hand_over,
    leave,
    pause,
    pick,
    resume,
)
from tests.cast import NOON, enroll, make_person, make_program, make_task, task_content
from tests.mirror import make_issue
from tests.races import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]
MANY = 6


def test_somebody_who_presses_join_many_times_joins_once():
    program, ada = make_program(), make_person("ada")

    joined = at_once(*[lambda: wiring.join(program=program, user=ada, now=NOON)] * MANY)

    assert len({enrollment.pk for enrollment in joined}) == 1
    assert program.enrollments.count() == 1


def test_people_who_join_at_once_are_shared_out_evenly():
    program = make_program(mentors=("grace", "barbara", "frances"))
    people = [make_person(f"ada-{number}") for number in range(MANY)]

    joined = at_once(*[lambda user=user: wiring.join(program=program, user=user, now=NOON) for user in people])

    assert set(Counter(enrollment.mentor.login for enrollment in joined).values()) == {2}


def test_pausing_many_times_at_once_is_one_pause():
    enrollment = enroll(make_program())

    at_once(*[lambda: pause(enrollment=enrollment, now=NOON)] * MANY)

    assert enrollment.pauses.count() == 1


def test_leaving_and_resuming_at_once_end_in_one_of_the_two():
    enrollment = enroll(make_program())
    pause(enrollment=enrollment, now=NOON)

    def resume_if_one_may():
        try:
            return resume(enrollment=enrollment, now=NOON)
        except Exception as refused:
            return refused

    at_once(lambda: leave(enrollment=enrollment, now=NOON), resume_if_one_may)

    enrollment.refresh_from_db()
    open_pauses = enrollment.pauses.filter(ended_at=None).count()
    assert (enrollment.state, open_pauses) in {(Enrollment.State.LEFT, 1), (Enrollment.State.ACTIVE, 0)}


def test_joining_while_the_program_adopts_leaves_the_right_trail():
    program = make_program()
    make_task(program.track, task_content("release"))

    joined, _adoption = at_once(
        lambda: wiring.join(program=program, user=make_person("ada"), now=NOON),
        lambda: wiring.adopt_versions(program=program, now=NOON),
    )

    joined.refresh_from_db()
    assert joined.trail == "oo-o"


def test_syncing_twice_at_once_stores_everything_once():
    at_once(*[lambda: wiring.sync_curriculum(now=NOON)] * 2)

    slugs = list(Task.objects.filter(track__slug="cloud-native-contributor").values_list("slug", flat=True))
    assert len(slugs) == len(set(slugs)) > 0


def test_one_issue_is_picked_by_one_however_many_press_at_once():
    program = make_program()
    issue = make_issue(program)
    people = [enroll(program, f"ada-{number}") for number in range(MANY)]

    def take(enrollment):
        try:
            return pick(enrollment=enrollment, issue=issue, now=NOON)
        except Refused as refused:
            return refused.code

    taken = at_once(*[lambda each=each: take(each) for each in people])

    assert taken.count("taken") == MANY - 1
    assert IssuePick.objects.held().count() == 1


def test_somebody_who_presses_on_two_issues_at_once_holds_one():
    program = make_program()
    ada, issues = enroll(program), [make_issue(program, number) for number in range(1, MANY + 1)]

    def take(issue):
        try:
            return pick(enrollment=ada, issue=issue, now=NOON)
        except Refused as refused:
            return refused.code

    taken = at_once(*[lambda each=each: take(each) for each in issues])

    assert taken.count("holds-one") == MANY - 1


def code_of(verb: Callable[[], Any]) -> Callable[[], Any]:
    """What it returned, or the code with which it was refused."""

    def called() -> Any:
        try:
            return verb()
        except Refused as refused:
            return refused.code

    return called


def test_an_absence_that_is_said_many_times_at_once_is_one():
    program, grace, until = make_program(mentors=("grace", "barbara")), make_person("grace"), NOON + timedelta(days=3)

    said = at_once(
        *[code_of(lambda: go_away(user=grace, programs=[program], starts_at=NOON, ends_at=until, now=NOON))] * MANY
    )

    assert said.count("overlap") == MANY - 1
    assert Absence.objects.get().covers.count() == 1


def test_mentors_who_leave_at_once_never_cover_for_one_another():
    program, until = make_program(mentors=("grace", "barbara", "frances")), NOON + timedelta(days=3)
    people = [make_person(login) for login in ("grace", "barbara")]

    at_once(
        *[
            lambda user=user: go_away(user=user, programs=[program], starts_at=NOON, ends_at=until, now=NOON)
            for user in people
        ]
    )

    covers = [cover.mentor.login for absence in Absence.objects.all() for cover in absence.covers.all()]
    assert set(covers) == {"frances"}


def test_a_newcomer_who_is_handed_to_two_at_once_goes_to_one():
    program, grace = make_program(mentors=("grace", "barbara", "frances")), make_person("grace")
    ada, takers = enroll(program), [make_person("barbara"), make_person("frances")]

    rows = at_once(
        *[
            lambda taker=taker: hand_over(
                program=program, giver=grace, taker=taker, enrollments=[ada], by=grace, now=NOON
            )
            for taker in takers
        ]
    )

    ada.refresh_from_db()
    assert sorted(len(each) for each in rows) == [0, 1]
    assert HandOver.objects.get().taker == ada.mentor


def test_asking_for_another_mentor_many_times_at_once_is_asking_once():
    ada = enroll(make_program())

    asked = at_once(*[code_of(lambda: ask_for_another(enrollment=ada, reason="", now=NOON))] * MANY)

    assert asked.count("asked") == MANY - 1
    assert MentorRequest.objects.count() == 1
