"""What is true no more when its mail would go out is not mailed."""

from datetime import timedelta

import pytest

from onboarding.notifications.models import Mail, Notification
from onboarding.notifications.operations import drain
from onboarding.notifications.sources import EXTENSIONS, HAND_OVERS
from onboarding.programs.models import HandOver, Membership
from onboarding.programs.operations import assign_mentor, come_back, extend, go_away
from tests.cast import NOON, make_person, task_of
from tests.notifications.world import send_due

pytestmark = pytest.mark.django_db
SOON = NOON + timedelta(seconds=30)
DUE = NOON + timedelta(minutes=2)


def away(ada, *, starts_at=NOON, cover=None):
    until = NOON + timedelta(days=7)
    grace = make_person("grace")
    return go_away(user=grace, programs=[ada.program], starts_at=starts_at, ends_at=until, cover=cover, now=NOON)[0]


def subjects(post_office):
    return sorted(letter["Subject"] for letter in post_office.letters)


@pytest.mark.parametrize("begins", [NOON, NOON + timedelta(days=1)])
def test_who_takes_back_that_they_are_away_is_not_said_to_be(ada, post_office, begins):
    hedy = make_person("hedy")
    Membership.objects.create(program=ada.program, user=hedy, role=Membership.Role.MENTOR)
    absence = away(ada, starts_at=begins, cover=hedy)
    drain(now=NOON)
    come_back(absence=absence, now=SOON)

    send_due(DUE)

    assert subjects(post_office) == []
    assert set(Mail.objects.values_list("state", flat=True)) == {"cancelled"}
    assert set(Notification.objects.values_list("kind", flat=True)) == {"away", "cover"}


def test_who_stays_away_is_said_to_be(ada, post_office):
    away(ada)
    drain(now=NOON)

    send_due(DUE)

    assert subjects(post_office) == [
        "Grace is away from 2 March 2026 until 9 March 2026",
        "Nobody covers for Grace from 2 March 2026 until 9 March 2026",
    ]


def test_of_two_days_that_were_agreed_on_the_later_word_is_mailed(ada, post_office):
    grace, task = make_person("grace"), task_of(ada.program, "sign-off")
    for days, at in ((30, NOON), (20, SOON)):
        due_at = NOON + timedelta(days=days)
        extend(enrollment=ada, task=task, due_at=due_at, granted_by=grace, reason="Exams.", now=at)
        drain(now=at)

    send_due(DUE)

    assert subjects(post_office) == ["“Sign off” is due later: 22 March 2026"]
    assert len(EXTENSIONS.settled(list(Notification.objects.values_list("fact_id", flat=True)))) == 1


def test_a_mentor_who_is_theirs_no_more_is_no_news(ada):
    linus, hedy = make_person("linus"), make_person("hedy")
    Membership.objects.create(program=ada.program, user=hedy, role=Membership.Role.MENTOR)
    for login in ("hedy", "grace"):
        assign_mentor(enrollment=ada, mentor=make_person(login), by=linus, now=NOON)
    first, second = HandOver.objects.order_by("pk").values_list("pk", flat=True)

    assert HAND_OVERS.settled([first, second]) == {first}
