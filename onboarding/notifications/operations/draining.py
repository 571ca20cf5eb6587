"""The outbox: rows that nobody was told of become notifications, each exactly once.

Each row is its own transaction: it is held, its notifications and their mails are written, and it is marked. Another
drainer passes over what is held; one that was killed leaves the row as it was.
"""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.core.cache import cache
from django.db import transaction

from onboarding.notifications.bell import key_of
from onboarding.notifications.kinds import LASTING
from onboarding.notifications.models import Notification
from onboarding.notifications.news import News, Source
from onboarding.notifications.operations.chatting import queue_posts
from onboarding.notifications.operations.gathering import gather
from onboarding.notifications.operations.queueing import queue_mails
from onboarding.notifications.sources import SOURCES
from onboarding.people.models import User
from onboarding.programs.models import Program

logger = logging.getLogger(__name__)
MOST_AT_ONCE = 500
STALE = timedelta(days=7)
"""What is found so late is history: it stands on the pages it belongs to, and nobody is told any more."""


def drain(*, now: datetime, sources: Iterable[Source] = SOURCES) -> int:
    """Tell people what they have not been told. Gives how many rows were announced."""
    return sum(_drain(source, now=now) for source in sources)


def _drain(source: Source, *, now: datetime) -> int:
    """One that fails holds up no other: it is logged, and found again the next time."""
    announced = 0
    for pk in list(source.rows().values_list("pk", flat=True)[:MOST_AT_ONCE]):
        try:
            announced += announce(source, pk, now=now)
        except Exception:
            logger.exception("%s %s cannot be announced, the others are", source.name, pk)
    return announced


@transaction.atomic
def announce(source: Source, pk: int, *, now: datetime) -> bool:
    """Tell of one row, unless somebody else does or did. False: not ours."""
    row = source.rows().select_for_update(of=("self",), skip_locked=True).filter(pk=pk).first()
    if row is None:
        return False
    news = source.news(row)
    if news is not None and source.at(row) > now - STALE:
        program = Program.objects.filter(pk=news.program).first() if news.program else None
        if program is None or program.archived_at is None or news.kind in LASTING:
            _tell(source, pk, news, program, now=now)
            queue_posts(source.name, pk, news, now=now)
    source.rows().filter(pk=pk).update(**{source.column: now})
    return True


def _tell(source: Source, pk: int, news: News, program: Program | None, *, now: datetime) -> None:
    before = Notification.objects.filter(fact=source.name, fact_id=pk).values_list("reader", flat=True)
    ids = set(news.readers) - {news.actor} - set(before)
    readers = User.objects.filter(pk__in=ids, is_active=True).order_by("pk")
    told = [
        Notification(
            reader=reader,
            program=program,
            kind=news.kind,
            fact=source.name,
            fact_id=pk,
            title=news.title,
            text=news.text or {},
            path=news.path,
            at=now,
        )
        for reader in readers
    ]
    Notification.objects.bulk_create(told)
    queue_mails(gather(told, source, now=now), now=now)
    transaction.on_commit(lambda: cache.delete_many([key_of(each.reader_id) for each in told]))
