"""Telling and mailing, in short: Ada has handed in, and Grace is to be told of it by mail."""

from datetime import datetime

from onboarding.notifications.models import Mail, Notification
from onboarding.notifications.operations import drain, due_mails, send_mail
from onboarding.programs.models import Enrollment
from onboarding.verification.models import Submission
from tests.verification.world import LATER, MINUTE, checked, hand_in_text

DUE = LATER + MINUTE
"""When the mail about what happened at `LATER` goes out."""


def handed_in_text(enrollment: Enrollment, *, now: datetime = LATER) -> Submission:
    """Written work that waits for a mentor."""
    return checked(hand_in_text(enrollment, now=now), now=now)


def told_grace(enrollment: Enrollment, *, now: datetime = LATER) -> Notification:
    handed_in_text(enrollment, now=now)
    drain(now=now)
    return Notification.objects.get(reader__login="grace")


def send_due(now: datetime = DUE) -> None:
    """As beat and a worker do."""
    for mail_id in due_mails(now=now):
        send_mail(mail_id=mail_id, now=now)


def the_mail() -> Mail:
    return Mail.objects.get()
