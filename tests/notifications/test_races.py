"""Two at once, for real, on PostgreSQL: two drainers tell once, two workers send once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import OperationalError, connection, transaction

from onboarding.mentoring.models import Nudge
from onboarding.mentoring.operations import remind
from onboarding.notifications.models import Mail, Notification, Rhythm
from onboarding.notifications.operations import drain, send_mail
from onboarding.notifications.operations.claims import claim
from onboarding.verification.models import Status, Transition
from tests.cast import enroll, make_submission
from tests.mirror import make_pull_request, pull_request_evidence
from tests.notifications.world import DUE, LATER, handed_in_text, told_grace
from tests.verification.races import at_once

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


def test_a_digest_is_not_sent_while_something_is_being_put_into_it(ada, post_office):
    Rhythm.objects.create(user=ada.mentor, digest=Rhythm.Digest.DAILY)
    told_grace(ada)
    mail = Mail.objects.get()

    def claims() -> Mail | None:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '300ms'")
        try:
            return claim(Mail, mail.pk, now=mail.due_at)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            handed_in_text(enroll(ada.program, "mary"))
            drain(now=LATER)
            with pytest.raises(OperationalError, match="lock timeout"):
                pool.submit(claims).result()
        assert pool.submit(claims).result() == mail
    assert mail.notifications.count() == 2


def test_two_sweeps_and_many_drainers_at_once_make_one_notice_and_one_mail(ada, post_office):
    for login in ("mary", "hedy", "joan", "edith"):
        make_submission(enroll(ada.program, login), "introduce-yourself", status=Status.IN_REVIEW, now=LATER)
    Transition.objects.filter(announced_at=None).update(announced_at=LATER)
    due = LATER + timedelta(days=2)

    at_once(*[lambda: remind(now=due)] * 2)
    at_once(*[lambda: drain(now=due)] * MANY)

    waiting = Notification.objects.filter(reader__login="grace", kind="waits")
    assert waiting.filter(fact="wait").count() == Nudge.objects.filter(to="mentor").count() == 4
    (notice,) = waiting.shown()
    assert notice.title["en"].startswith("4 newcomers wait for a mentor")
    assert Mail.objects.filter(notifications__in=waiting).distinct().count() == 1


def test_many_workers_send_a_mail_once(ada, post_office):
    told_grace(ada)
    mail = Mail.objects.get()

    at_once(*[lambda: send_mail(mail_id=mail.pk, now=DUE)] * MANY)

    assert len(post_office.letters) == 1
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == ("sent", 1)
