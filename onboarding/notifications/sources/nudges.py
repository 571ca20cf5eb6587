"""Nudges for newcomers: a word from a mentor, praise, and what goes by itself when it is their turn."""

from collections.abc import Sequence

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from onboarding.languages import CODES, Text
from onboarding.mentoring.models import Nudge
from onboarding.notifications.kinds import Kind
from onboarding.notifications.news import News, Source, in_all


def rows() -> QuerySet[Nudge]:
    found = Nudge.objects.filter(announced_at=None, to=Nudge.To.NEWCOMER).order_by("pk")
    return found.select_related("enrollment__user", "sender")


def news(row: Nudge) -> News:
    return News(
        kind=Kind.PRAISE if row.is_praise else Kind.NUDGE,
        readers={row.enrollment.user_id},
        title=_title(row),
        text=_as_written(row.text) if row.text else in_all(lambda _code: _("One small step is enough.")),
        path=reverse("enrollment", args=(row.enrollment.public_id,)),
        program=row.enrollment.program_id,
    )


def settled(ids: Sequence[int]) -> set[int]:
    """The turn that an automatic one is about is over. What a person wrote stays worth reading."""
    moved = Q(submission__isnull=False) & ~Q(submission__turn=F("to"))
    gone_on = Q(submission=None) & ~Q(enrollment__stood_since=F("turn_since"))
    over = Nudge.objects.filter(moved | gone_on, kind=Nudge.Kind.AUTOMATIC, pk__in=ids)
    return set(over.values_list("pk", flat=True))


def _title(row: Nudge) -> Text:
    if row.sender is None:
        return in_all(lambda _code: _lasts(row.days or 0) % {"days": row.days})
    name = {"name": row.sender.display_name}
    if row.is_praise:
        return in_all(lambda _code: _("%(name)s says: well done!") % name)
    return in_all(lambda _code: _("%(name)s wrote to you") % name)


def _lasts(days: int) -> str:
    return ngettext("It has been your turn for %(days)d day", "It has been your turn for %(days)d days", days)


def _as_written(text: str) -> Text:
    return dict.fromkeys(CODES, text)


NUDGES = Source("nudge", rows, news, settled, at=lambda row: row.sent_at)
