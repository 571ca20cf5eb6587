"""Newcomers get another mentor: handed over, or because they asked."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from onboarding.programs.models import Enrollment, HandOver, MentorRequest
from onboarding.programs.operations import (
    Refused,
    ask_for_another,
    assign_mentor,
    go_away,
    grant,
    hand_over,
    leave,
    refuse_request,
    remove_member,
    take_back,
)
from tests.cast import NOON, enroll, make_person, make_program

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=1)


@pytest.fixture
def program(db):
    return make_program(mentors=("grace", "barbara", "frances"))


def hand(program, *enrollments, taker="barbara", now=LATER):
    grace = make_person("grace")
    return hand_over(program=program, giver=grace, taker=make_person(taker), enrollments=enrollments, by=grace, now=now)


def mentor_of(enrollment):
    return Enrollment.objects.get(pk=enrollment.pk).mentor


def test_some_are_handed_over_and_the_row_says_who_whom_and_when(program):
    ada, mary = enroll(program, "ada"), enroll(program, "mary")

    [row] = hand(program, ada)

    assert (row.enrollment, row.giver.login, row.taker.login, row.by.login, row.at) == (
        ada,
        "grace",
        "barbara",
        "grace",
        LATER,
    )
    assert (mentor_of(ada).login, mentor_of(mary).login) == ("barbara", "grace")


def test_whom_somebody_else_looks_after_by_now_is_left_out(program):
    ada, mary = enroll(program, "ada"), enroll(program, "mary", mentor="frances")

    assert [row.enrollment for row in hand(program, ada, mary)] == [ada]
    assert mentor_of(mary).login == "frances"


def test_handing_over_twice_is_once(program):
    ada = enroll(program)
    hand(program, ada)

    assert hand(program, ada, now=LATER + timedelta(hours=1)) == []
    assert HandOver.objects.count() == 1


def test_nobody_becomes_their_own_mentor(program):
    barbara = enroll(program, "barbara")

    assert hand(program, barbara) == []
    assert mentor_of(barbara).login == "grace"


@pytest.mark.parametrize(
    ("taker", "code"), [("grace", "same"), ("linus", "not-a-mentor"), ("mallory", "not-a-mentor"), ("frances", "away")]
)
def test_who_cannot_take_anybody_is_refused(program, taker, code):
    ada = enroll(program)
    go_away(user=make_person("frances"), programs=[program], starts_at=NOON, ends_at=NOON + timedelta(days=2), now=NOON)

    with pytest.raises(Refused) as refused:
        hand(program, ada, taker=taker)

    assert refused.value.code == code
    assert mentor_of(ada).login == "grace"


def test_the_first_mentor_that_the_site_gives_is_news_to_that_mentor_alone(program):
    assign_mentor(enrollment=enroll(program, mentor=None), now=NOON)

    row = HandOver.objects.get()
    assert (row.giver, row.by, row.announced_at, row.taker_announced_at) == (None, None, NOON, None)
    assert not HandOver.objects.by_people().exists()


def test_those_who_are_handed_over_together_are_one_act_and_others_another(program):
    ada, mary, bob = (enroll(program, login) for login in ("ada", "mary", "bob"))
    first, second = hand(program, ada, mary)
    [later] = hand(program, bob, now=LATER + timedelta(hours=1))

    assert (first.first, second.first, later.first) == (None, first, None)
    assert set(HandOver.objects.of_act(first.pk)) == {first, second}


def test_who_is_left_without_a_mentor_is_in_the_history_too(program):
    ada, linus = enroll(program), make_person("linus")
    member = program.memberships.get(user=make_person("grace"))

    remove_member(member=member, to=None, by_load=False, by=linus, now=LATER)

    row = HandOver.objects.get(enrollment=ada)
    assert (row.giver.login, row.taker, row.by, mentor_of(ada)) == ("grace", None, linus, None)


def ask(enrollment, reason="We do not get along."):
    return ask_for_another(enrollment=enrollment, reason=reason, now=NOON)


def test_asking_is_kept_with_the_mentor_and_the_reason(program):
    asked = ask(enroll(program))

    assert (asked.mentor, asked.reason, asked.answered_at) == (make_person("grace"), "We do not get along.", None)


def test_one_asks_once_at_a_time(program):
    ada = enroll(program)
    ask(ada)

    with pytest.raises(Refused) as refused:
        ask(ada)

    assert refused.value.code == "asked"
    with pytest.raises(IntegrityError), transaction.atomic():
        MentorRequest.objects.create(enrollment=ada, asked_at=NOON)


def test_after_the_answer_one_may_ask_again(program):
    ada = enroll(program)
    refuse_request(request=ask(ada), words="Talk to her first.", by=make_person("linus"), now=LATER)

    assert ask(ada).answered_at is None


def test_granted_it_is_a_hand_over_to_somebody_else(program):
    ada, linus = enroll(program), make_person("linus")
    asked = ask(ada)

    grant(request=asked, taker=None, by=linus, now=LATER)

    asked.refresh_from_db()
    assert (asked.outcome, asked.answered_by, asked.answered_at) == ("granted", linus, LATER)
    assert mentor_of(ada).login in ("barbara", "frances")
    assert HandOver.objects.get().by == linus


def test_where_nobody_else_is_it_is_refused_and_stays_open():
    asked = ask(enroll(make_program()))

    with pytest.raises(Refused) as refused:
        grant(request=asked, taker=None, by=make_person("linus"), now=LATER)

    assert refused.value.code == "no-mentor"
    assert MentorRequest.objects.open().get() == asked


def test_a_no_needs_words(program):
    with pytest.raises(Refused) as refused:
        refuse_request(request=ask(enroll(program)), words="  ", by=make_person("linus"), now=LATER)

    assert refused.value.code == "no-words"


@pytest.mark.parametrize(("verb", "said"), [(grant, {"taker": None}), (refuse_request, {"words": "No."})])
def test_what_was_taken_back_is_not_answered_any_more(program, verb, said):
    asked, linus = ask(enroll(program)), make_person("linus")
    take_back(request=asked, now=LATER)

    with pytest.raises(Refused) as refused:
        verb(request=asked, by=linus, now=LATER, **said)

    assert refused.value.code == "answered"


def test_taking_back_what_was_answered_changes_nothing(program):
    asked = ask(enroll(program))
    grant(request=asked, taker=None, by=make_person("linus"), now=LATER)

    take_back(request=asked, now=LATER)

    asked.refresh_from_db()
    assert asked.outcome == "granted"


def test_another_mentor_by_any_way_answers_it(program):
    ada = enroll(program)
    asked = ask(ada)

    hand(program, ada)

    asked.refresh_from_db()
    assert asked.outcome == "granted"


def test_who_has_left_or_has_no_mentor_cannot_ask(program):
    ada = enroll(program)
    leave(enrollment=ada, now=NOON)

    for enrollment, code in ((ada, "not-active"), (enroll(program, "mary", mentor=None), "no-mentor")):
        with pytest.raises(Refused) as refused:
            ask(enrollment)
        assert refused.value.code == code


def test_only_the_programs_organisers_read_it(program):
    asked = ask(enroll(program))

    seen = [login for login in ("ada", "grace", "linus", "mallory") if _reads(login, asked)]

    assert seen == ["linus"]


def _reads(login, asked):
    return MentorRequest.objects.organised_by(make_person(login)).filter(pk=asked.pk).exists()


def test_a_mentor_who_organises_too_does_not_read_it(program):
    program.memberships.create(user=make_person("grace"), role="organiser", capacity=0)
    asked = ask(enroll(program))

    assert (_reads("grace", asked), _reads("linus", asked)) == (False, True)


def test_where_only_the_mentor_organises_nobody_could_answer():
    program = make_program(mentors=("grace", "barbara"), organisers=("grace",))
    ada = enroll(program)

    with pytest.raises(Refused) as refused:
        ask(ada)

    assert refused.value.code == "nobody-else"
