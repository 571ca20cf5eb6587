"""Sending mail: claim a row, look whether it is still news, hand it to the server, write down what came of it.

Nothing of this is inside a transaction. Who dies between handing over and writing down leaves a claim that expires; the
mail is then sent again under the same Message-ID, by which mailboxes know it.
"""

import logging
from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db.models import Q

from onboarding.notifications.kinds import LASTING
from onboarding.notifications.letters import letter
from onboarding.notifications.models import Mail, Notification, Rhythm, Subscription
from onboarding.notifications.operations.claims import claim, conclude, later
from onboarding.notifications.operations.gathering import as_said
from onboarding.notifications.operations.queueing import takes_mail, zone_of
from onboarding.notifications.postman import NotNow, RefusedForGood, hand_over
from onboarding.notifications.sources import BY_NAME

logger = logging.getLogger(__name__)
MOST_AT_ONCE = 200


def due_mails(*, now: datetime) -> list[int]:
    """The mails to be sent by now, the longest due first."""
    if not settings.WAYMARK.smtp_host:
        return []
    return list(Mail.objects.due(now).order_by("due_at").values_list("pk", flat=True)[:MOST_AT_ONCE])


def send_mail(*, mail_id: int, now: datetime) -> None:
    """Send this mail if it is due, nobody else is at it, and there is still something to say."""
    mail = claim(Mail, mail_id, now=now)
    if mail is None:
        return
    rhythm = Rhythm.objects.filter(user=mail.reader_id).first() or Rhythm(user=mail.reader)
    items = _still_news(mail, rhythm, now)
    if not items:
        conclude(mail, Mail.State.CANCELLED)
        return
    rested_at = rhythm.after_rest(now, zone_of(mail.reader, items[0].program))
    if rested_at > now:  # a try that failed, or a worker that was away, has brought it into quiet hours
        conclude(mail, Mail.State.QUEUED, due_at=rested_at, collects=False, attempts=mail.attempts - 1)
        return
    try:
        hand_over(letter(mail, as_said(items), now=now))
    except RefusedForGood as refused:
        _refused(mail, refused.words, now=now)
    except NotNow as error:
        later(mail, error.words, now=now, collects=False, address=mail.reader.email)
    except Exception as error:
        logger.exception("%s cannot be written", mail)
        later(mail, type(error).__name__, now=now, collects=False, address=mail.reader.email)
    else:
        conclude(mail, Mail.State.SENT, sent_at=now, last_error="", address=mail.reader.email)


def _still_news(mail: Mail, rhythm: Rhythm, now: datetime) -> list[Notification]:
    """What of it is unread, still so, and still wanted by mail. Nothing for somebody who takes no mail any more.

    Of a program that was archived meanwhile, only what is worth reading there.
    """
    if not mail.reader.is_active or not takes_mail(mail.reader, rhythm):
        return []
    heard = Q(program=None) | Q(program__archived_at=None) | Q(kind__in=LASTING)
    found = mail.notifications.unheard().filter(heard).select_related("program", "said_in")
    unread = list(found.order_by("at", "pk"))
    wanted = {kind for kind in {each.kind for each in unread} if _wants(mail.reader_id, kind)}
    gone = _gone(unread, now)
    return [each for each in unread if each.kind in wanted and (each.fact, each.fact_id) not in gone]


def _wants(reader: int, kind: str) -> bool:
    return reader in Subscription.objects.wanted([reader], kind)


def _gone(unread: Sequence[Notification], now: datetime) -> set[tuple[str, int]]:
    """Those whose cause is gone. One query for each kind of fact."""
    gone: set[tuple[str, int]] = set()
    for name in {each.fact for each in unread} & BY_NAME.keys():
        ids = BY_NAME[name].gone([each.fact_id for each in unread if each.fact == name], now)
        gone |= {(name, pk) for pk in ids}
    return gone


def _refused(mail: Mail, words: str, *, now: datetime) -> None:
    """The reader's own server wants nothing for this address: remembered, until they have another one."""
    if conclude(mail, Mail.State.REFUSED, last_error=words, address=mail.reader.email):
        said = {"refused_address": mail.reader.email, "refused_words": words, "refused_at": now}
        Rhythm.objects.update_or_create(user=mail.reader, defaults=said)


def try_again(*, mail: Mail, now: datetime) -> None:
    """An administrator has mended what was wrong: from the beginning."""
    failed = Mail.objects.filter(pk=mail.pk, state=Mail.State.FAILED)
    failed.update(state=Mail.State.QUEUED, due_at=now, attempts=0)
