"""Friendly words and praise: who can be written to, and nobody twice within the gap."""

from datetime import timedelta
from functools import partial

import pytest

from onboarding.mentoring.models import Nudge
from onboarding.mentoring.operations import Reach, nudge, praise, reach
from onboarding.programs.models import Enrollment, Program
from onboarding.verification.models import Status
from tests.cast import NOON, enroll, make_person, make_program, make_submission
from tests.races import at_once

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def write(*people: Enrollment, login: str = "grace", now=NOON) -> tuple[list[str], list[str]]:
    made, left_out = nudge(people=people, sender=make_person(login), text="Hello {name}!", now=now)
    return [each.text for each in made], [each.why for each in left_out]


def test_each_is_called_by_name():
    program = make_program()

    assert write(enroll(program), enroll(program, "bea")) == (["Hello Ada!", "Hello Bea!"], [])


@pytest.mark.parametrize(("after", "sent"), [(DAY, 0), (3 * DAY - timedelta(seconds=1), 0), (3 * DAY, 1)])
def test_nobody_is_written_to_twice_within_three_days_by_whomever(after, sent):
    ada = enroll(make_program())
    write(ada, now=NOON)

    texts, why = write(ada, login="linus", now=NOON + after)

    assert (len(texts), why) == (sent, [] if sent else ["recent"])


def test_the_gap_counts_from_the_last_that_was_sent():
    ada = enroll(make_program())
    write(ada, now=NOON)
    write(ada, now=NOON + 3 * DAY)

    [told] = reach([ada], now=NOON + 4 * DAY)

    assert told.free_at == NOON + 6 * DAY


@pytest.mark.parametrize("state", ["paused", "finished", "left", "requested", "invited"])
def test_only_who_walks_is_written_to(state):
    assert write(enroll(make_program(), state=state)) == ([], [state])


def test_in_an_archived_program_nobody_is():
    ada = enroll(make_program())
    Program.objects.update(archived_at=NOON)

    assert write(ada) == ([], ["archived"])


def test_praise_has_an_account_of_its_own():
    ada = enroll(make_program())
    done = make_submission(ada, "introduce-yourself", status=Status.VERIFIED)
    more = make_submission(ada, status=Status.VERIFIED)
    write(ada)

    first = praise(submission=done, sender=make_person("grace"), text="Well done, {name}!", now=NOON)
    second = praise(submission=more, sender=make_person("grace"), text="Again!", now=NOON + DAY)

    assert isinstance(first, Nudge)
    assert first.text == "Well done, Ada!"
    assert not isinstance(second, Nudge)
    assert write(ada, now=NOON + 3 * DAY)[1] == []


def test_praise_for_the_same_work_is_once_however_much_later():
    ada = enroll(make_program())
    done = make_submission(ada, status=Status.VERIFIED)
    praise(submission=done, sender=make_person("grace"), text="Well done!", now=NOON)

    again = praise(submission=done, sender=make_person("linus"), text="Well done!", now=NOON + 9 * DAY)

    assert isinstance(again, Reach)
    assert again.why == "praised"


def test_many_are_three_queries(django_assert_num_queries):
    program = make_program()
    people = [enroll(program, f"newcomer-{number}") for number in range(30)]
    sender = make_person("grace")

    with django_assert_num_queries(5):  # two of them are the savepoint
        nudge(people=people, sender=sender, text="Hello!", now=NOON)


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgresql
def test_of_two_mentors_at_once_one_writes():
    program = make_program()
    people = [enroll(program, f"newcomer-{number}") for number in range(5)]
    senders = [make_person(login) for login in ("grace", "linus", "margaret", "mallory")]

    written = at_once(*[partial(nudge, people=people, sender=sender, text="Hello!", now=NOON) for sender in senders])

    assert sorted(len(sent) for sent, *_ in written) == [0, 0, 0, 5]
    assert Nudge.objects.count() == 5
