"""Two mentors at once, for real, on PostgreSQL: one has it, the other is told."""

from collections import Counter
from functools import partial

import pytest

from onboarding.mentoring.models import Hold, Note, Reply
from onboarding.mentoring.operations import MOST_HOLDS, hold, judge, keep_reply, write_note
from onboarding.mentoring.operations.refusals import Refused
from onboarding.verification.models import Review, Status
from tests.cast import NOON, enroll, make_person, make_program, make_submission
from tests.verification.races import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]
APPROVE = {"decision": "approve", "note": ""}
MENTORS = tuple(f"mentor-{number}" for number in range(5))


def told(verb) -> str:
    try:
        verb()
    except Refused as refused:
        return refused.code
    return "done"


def together(*verbs) -> Counter:
    return Counter(at_once(*(partial(told, verb) for verb in verbs)))


@pytest.fixture
def program():
    return make_program(mentors=MENTORS)


def in_review(program, login: str = "ada"):
    return make_submission(enroll(program, login, mentor=MENTORS[0]), status=Status.IN_REVIEW)


def test_of_many_mentors_one_holds_it(program):
    submission = in_review(program)
    people = [make_person(login) for login in MENTORS]

    found = together(*[partial(hold, submission=submission, mentor=each, now=NOON) for each in people])

    assert found == {"done": 1, "held": 4}
    assert Hold.objects.count() == 1


def test_many_holds_of_one_mentor_are_still_a_few(program):
    mentor = make_person(MENTORS[0])
    works = [in_review(program, f"n-{number}") for number in range(MOST_HOLDS + 3)]

    found = together(*[partial(hold, submission=each, mentor=mentor, now=NOON) for each in works])

    assert found == {"done": MOST_HOLDS, "too-many": 3}
    assert Hold.objects.count() == MOST_HOLDS


def test_of_many_who_decide_one_does_and_the_others_are_told(program):
    submission = in_review(program)
    verbs = [
        partial(judge, submission=submission, mentor=make_person(login), judgement=APPROVE, now=NOON)
        for login in MENTORS
    ]

    found = Counter(at_once(*(partial(told, verb) for verb in verbs)))

    assert found["done"] == 1
    assert found["already-decided"] + found["held"] == 4
    assert Review.objects.count() == 1


def test_of_one_note_and_one_reply_that_are_sent_at_once_there_is_one(program):
    ada, grace = enroll(program, mentor=MENTORS[0]), make_person(MENTORS[0])

    at_once(*[partial(write_note, enrollment=ada, author=grace, text="Works at night.", now=NOON)] * 4)
    at_once(*[partial(keep_reply, author=grace, title="Welcome", text="Welcome!", program=program)] * 4)

    assert (Note.objects.count(), Reply.objects.count()) == (1, 1)
