"""Two at once, for real, on PostgreSQL: two drainers tell once, two workers send once."""

import pytest

from onboarding.notifications.models import Mail, Notification
from onboarding.notifications.operations import drain, send_mail
from onboarding.verification.models import Status, Transition
from tests.cast import enroll, make_pull_request, make_submission, pull_request_evidence
from tests.notifications.world import DUE, LATER, told_grace
from tests.verification.test_races import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]
MANY = 6


def test_many_drainers_tell_each_fact_once(ada):
    for number, login in enumerate(("mary", "hedy", "joan", "edith")):
        pull = make_pull_request(pull_request_evidence(20 + number, login=login))
        make_submission(enroll(ada.program, login), status=Status.IN_REVIEW, pull_request=pull, now=LATER)

    announced = at_once(*[lambda: drain(now=LATER)] * MANY)

    assert sum(announced) == Transition.objects.count() == 4
    assert Notification.objects.count() == 4
    assert not Transition.objects.filter(announced_at=None).exists()


def test_many_workers_send_a_mail_once(ada, post_office):
    told_grace(ada)
    mail = Mail.objects.get()

    at_once(*[lambda: send_mail(mail_id=mail.pk, now=DUE)] * MANY)

    assert len(post_office.letters) == 1
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == ("sent", 1)
