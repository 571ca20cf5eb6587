"""Mail in its reader's rhythm: digests at their hour, and nothing in quiet hours, whatever went wrong before."""

import re
from datetime import UTC, datetime, time, timedelta

import pytest

from onboarding.notifications.models import Mail, Rhythm, Subscription
from onboarding.notifications.unsubscribing import read_token
from tests.cast import enroll
from tests.notifications.world import DUE, drain, handed_in_text, send_due, the_mail, told_grace
from tests.questions.world import ask
from tests.verification.world import LATER, MINUTE

pytestmark = pytest.mark.django_db


def test_a_daily_digest_says_everything_in_one_mail_at_nine(ada, post_office):
    Rhythm.objects.create(user=ada.mentor, digest=Rhythm.Digest.DAILY)
    ada.mentor.time_zone = "Asia/Shanghai"
    ada.mentor.save()
    handed_in_text(ada)
    drain(now=LATER)
    handed_in_text(enroll(ada.program, "mary"))
    drain(now=LATER + MINUTE)
    nine_there = datetime(2026, 3, 3, 1, 0, tzinfo=UTC)
    assert the_mail().due_at == nine_there
    send_due(nine_there - MINUTE)
    assert post_office.letters == []

    send_due(nine_there)

    (letter,) = post_office.letters
    text = letter.get_body(("plain",)).get_content()
    assert letter["Subject"] == "2 things that you should know"
    assert text.index("Ada handed in") < text.index("Mary handed in")


def test_a_digest_of_several_kinds_carries_the_way_out_of_each_and_of_all(ada, post_office, client):
    Rhythm.objects.create(user=ada.mentor, digest=Rhythm.Digest.DAILY)
    handed_in_text(ada)
    ask(ada, now=LATER)
    drain(now=LATER)

    send_due(the_mail().due_at)

    (letter,) = post_office.letters
    text = letter.get_body(("plain",)).get_content()
    paths = re.findall(r"https://waymark.example.org(/notices/unsubscribe/\S+)", text)
    assert [read_token(path.split("/")[3]).kind for path in paths] == ["review", "question", ""]
    client.post(paths[0])
    assert list(Subscription.objects.values_list("kind", "is_mailed")) == [("review", False)]


def test_mail_waits_until_the_quiet_hours_are_over(ada, post_office):
    Rhythm.objects.create(user=ada.mentor, quiet_from=time(14), quiet_until=time(20))
    told_grace(ada)  # at 15:00

    assert the_mail().due_at == LATER.replace(hour=20)
    assert the_mail().collects


def test_a_digest_that_would_come_in_quiet_hours_waits_until_they_are_over(ada, post_office):
    Rhythm.objects.create(user=ada.mentor, digest="daily", digest_hour=6, quiet_from=time(22), quiet_until=time(7))
    told_grace(ada)

    assert the_mail().due_at == LATER.replace(hour=7) + timedelta(days=1)


def test_a_failed_try_is_not_repeated_in_quiet_hours(ada, post_office):
    Rhythm.objects.create(user=ada.mentor, quiet_from=DUE.time(), quiet_until=time(20))
    told_grace(ada)
    Mail.objects.update(due_at=DUE, collects=False)
    post_office.answers["DATA"] = "451 Try again"

    send_due(DUE)

    assert post_office.recipients == []
    assert (the_mail().state, the_mail().attempts, the_mail().due_at) == ("queued", 0, LATER.replace(hour=20))
    post_office.answers.clear()
    send_due(LATER.replace(hour=20))
    assert the_mail().state == "sent"
