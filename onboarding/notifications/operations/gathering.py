"""Gathering: what one reader would be told one by one within a minute is said in one notice and one mail.

Each fact keeps its row, so that nobody is told of it twice, and so that the mail leaves out what is over by then. The
reader sees the notice that stands for them.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from onboarding.notifications.models import Mail, Notification
from onboarding.notifications.models.rhythms import DELAY
from onboarding.notifications.news import Source, Together
from onboarding.notifications.sources import BY_NAME
from onboarding.people.models import User


def gather(told: Sequence[Notification], source: Source, *, now: datetime) -> Sequence[Notification]:
    """Join each with what its reader was told just before of the same program, if their mail about that is still here.

    Gives those that nothing is there to join: their mails are to be queued. Call it in the transaction that tells.
    """
    if source.together is None or not told:
        return told
    beside = _just_told(told, now)
    for each in told:
        if each.reader_id in beside:
            notice = _join(each, beside[each.reader_id])
            _say(notice, source.together(list(notice.parts.values_list("fact_id", flat=True))))
            notice.read_at = None  # it says more than what may have been read in this moment
            notice.save(update_fields=("title", "text", "path", "read_at"))
    return [each for each in told if each.reader_id not in beside]


def as_said(told: Sequence[Notification]) -> list[Notification]:
    """What a mail says of these: one for all that one notice says, in words of what is left of it now.

    What is left alone is said as itself. Nothing of this is stored.
    """
    heaps: dict[tuple[str, int], list[Notification]] = {}
    for each in told:
        key = ("in", each.said_in_id) if each.said_in_id else ("alone", each.pk)
        heaps.setdefault(key, []).append(each)
    return [_as_one(heap) for heap in heaps.values()]


def _just_told(told: Sequence[Notification], now: datetime) -> Mapping[int, Notification]:
    """The latest for each reader. Readers are held, in one order: of two drainers one tells first, and the other joins.

    Mails are held, too: whoever sends one meanwhile waits, and sends all of it.
    """
    readers = [each.reader_id for each in told]
    list(User.objects.select_for_update(no_key=True).filter(pk__in=readers).order_by("pk").values_list("pk"))
    found = Notification.objects.unheard().exclude(pk__in=[each.pk for each in told])
    same = {"fact": told[0].fact, "program": told[0].program, "reader__in": readers}
    found = found.filter(at__gt=now - DELAY, **same).select_related("said_in", "mail")
    lately = list(found.order_by("pk"))
    keys = [each.mail_id for each in lately if each.mail_id]
    mails = Mail.objects.select_for_update().filter(pk__in=keys, state=Mail.State.QUEUED, attempts=0)
    here = set(mails.order_by("reader_id", "pk").values_list("pk", flat=True))
    return {each.reader_id: each for each in lately if each.mail_id is None or each.mail_id in here}


def _join(told: Notification, earlier: Notification) -> Notification:
    """The notice that says both: the one that says the earlier already, or a new one."""
    if earlier.said_in is None:
        earlier.said_in = Notification.objects.create(
            reader=told.reader,
            program=told.program,
            kind=told.kind,
            fact=Notification.TOGETHER,
            fact_id=earlier.pk,
            title=earlier.title,
            path=earlier.path,
            at=earlier.at,
        )
        earlier.save(update_fields=("said_in",))
    told.said_in, told.mail = earlier.said_in, earlier.mail
    told.save(update_fields=("said_in", "mail"))
    return earlier.said_in


def _as_one(heap: Sequence[Notification]) -> Notification:
    first = heap[0]
    words = BY_NAME[first.fact].together
    if len(heap) == 1 or first.said_in is None or words is None:
        return first
    _say(first.said_in, words([each.fact_id for each in heap]))
    first.said_in.program = first.program
    return first.said_in


def _say(notice: Notification, said: Together) -> None:
    notice.title, notice.text, notice.path = said.title, said.text, said.path
