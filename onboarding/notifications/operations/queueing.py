"""Which of the news also goes out by mail, and when."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from onboarding.notifications.models import Mail, Notification, Rhythm, Subscription
from onboarding.notifications.models.rhythms import DELAY
from onboarding.people.models import User
from onboarding.programs.models import Program


def queue_mails(told: Sequence[Notification], *, now: datetime) -> None:
    """Queue a mail for each reader who wants this kind by mail and has an address that takes any. All are of one kind.

    A site without a mail server queues nothing: what it could not say then nobody wants to hear years later.
    """
    if not told or not settings.WAYMARK.smtp_host:
        return
    kind, program = told[0].kind, told[0].program
    wanted = Subscription.objects.wanted([each.reader_id for each in told], kind)
    rhythms = {each.user_id: each for each in Rhythm.objects.filter(user__in=wanted)}
    alone: list[Mail] = []
    for each in told:
        rhythm = rhythms.get(each.reader_id) or Rhythm(user=each.reader)
        if each.reader_id in wanted and takes_mail(each.reader, rhythm):
            due_at = rhythm.next_mail_at(now, zone_of(each.reader, program))
            each.mail = _mail(each.reader, due_at, now=now)
            alone += [each.mail] if each.mail.pk is None else []
    Mail.objects.bulk_create(alone)
    Notification.objects.bulk_update([each for each in told if each.mail], ("mail",), batch_size=500)


def takes_mail(reader: User, rhythm: Rhythm) -> bool:
    """Demo people have made-up addresses; a refused address is not tried again."""
    return bool(reader.email) and not reader.is_demo and reader.email != rhythm.refused_address


def zone_of(reader: User, program: Program | None) -> ZoneInfo:
    return ZoneInfo(reader.time_zone or (program.time_zone if program else "") or "UTC")


def _mail(reader: User, due_at: datetime, *, now: datetime) -> Mail:
    """One of its own, not stored yet, or the one that collects what goes out at that instant.

    That one is held until what it collects is stored: whoever sends it meanwhile waits, and sends all of it.
    """
    if due_at == now + DELAY:
        return Mail(reader=reader, created_at=now, due_at=due_at)
    mail, _ = Mail.objects.select_for_update().get_or_create(
        reader=reader, due_at=due_at, collects=True, state=Mail.State.QUEUED, defaults={"created_at": now}
    )
    return mail
