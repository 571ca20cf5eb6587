"""Nudges reach people: their words as written, reminders in the reader's language, and none whose cause is gone."""

from datetime import timedelta

import pytest

from onboarding.mentoring.models import Nudge
from onboarding.mentoring.operations import nudge, praise, remind
from onboarding.notifications.models import Notification
from onboarding.notifications.operations import drain
from onboarding.notifications.sources import waits
from onboarding.notifications.sources.nudges import settled
from onboarding.questions.operations import answer
from onboarding.verification.models import Status
from onboarding.verification.operations import submit_written
from tests.cast import NOON, make_person, make_submission, task_of
from tests.questions.world import ask

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=2)


def told(login: str) -> list[tuple[str, str, str]]:
    """Kind, English title and text of what this person was told of nudges."""
    rows = Notification.objects.filter(reader__login=login, fact__in=("nudge", "wait")).order_by("pk")
    return [(row.kind, row.title["en"], (row.text or {}).get("en", "")) for row in rows]


def test_a_mentors_words_arrive_as_written(ada):
    nudge(people=[ada], sender=make_person("grace"), text="Hello {name}, 加油!", now=NOON)

    drain(now=NOON)
    drain(now=NOON)

    assert told("ada") == [("nudge", "Grace wrote to you", "Hello Ada, 加油!")]


def test_praise_is_told_as_praise(ada):
    done = make_submission(ada, "introduce-yourself", status=Status.VERIFIED)
    praise(submission=done, sender=make_person("grace"), text="Well done, {name}!", now=NOON)

    drain(now=NOON)

    assert told("ada") == [("praise", "Grace says: well done!", "Well done, Ada!")]


def test_whoever_owes_the_next_step_is_told_how_long(ada):
    make_submission(ada, "introduce-yourself", status=Status.IN_REVIEW)
    make_submission(ada, status=Status.RETURNED)
    remind(now=LATER)

    drain(now=LATER)

    assert told("ada") == [("nudge", "It has been your turn for 2 days", "One small step is enough.")]
    assert told("grace") == [("waits", "Ada has been waiting for a mentor for 2 days", "")]


def test_a_question_that_nobody_answers_is_told_and_leads_to_itself(ada):
    asked = ask(ada)
    remind(now=LATER)
    row = Nudge.objects.get(to="mentor")

    drain(now=LATER)

    assert told("grace") == [("waits", "Ada has been waiting for a mentor for 2 days", "")]
    assert Notification.objects.get(reader__login="grace", fact="wait").path == f"/questions/{asked.public_id}/"
    assert waits.settled([row.pk]) == set()
    answer(question=asked, author=make_person("grace"), text="Try this.", now=LATER)
    assert waits.settled([row.pk]) == {row.pk}


def test_a_reminder_is_settled_when_the_turn_has_gone_on(ada):
    returned = make_submission(ada, status=Status.RETURNED)
    remind(now=LATER)
    [row] = Nudge.objects.all()

    assert settled([row.pk]) == set()
    type(returned).objects.update(turn="mentor")
    assert settled([row.pk]) == {row.pk}


def test_so_is_the_one_to_begin_once_something_was_verified(ada):
    remind(now=LATER)
    [row] = Nudge.objects.all()

    assert settled([row.pk]) == set()
    make_submission(ada, "introduce-yourself", status=Status.VERIFIED, now=LATER)
    assert settled([row.pk]) == {row.pk}


def test_what_a_person_wrote_is_never_settled(ada):
    nudge(people=[ada], sender=make_person("grace"), text="Hello!", now=NOON)
    submit_written(
        enrollment=ada, task=task_of(ada.program, "introduce-yourself"), text="I am here.", link="", now=NOON
    )

    assert settled(list(Nudge.objects.values_list("pk", flat=True))) == set()
