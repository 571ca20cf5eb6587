"""Nudges: a word from a mentor, praise, and what goes by itself to whoever owes the next step."""

from collections.abc import Sequence

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from onboarding.languages import CODES, Text
from onboarding.mentoring.models import Nudge
from onboarding.notifications.kinds import Kind
from onboarding.notifications.news import News, Source, in_all
from onboarding.notifications.sources.readers import mentors_of
from onboarding.questions.models import Question


def rows() -> QuerySet[Nudge]:
    found = Nudge.objects.filter(announced_at=None).order_by("pk")
    return found.select_related("enrollment__user", "sender", "submission", "question")


def news(row: Nudge) -> News:
    if row.to == Nudge.To.MENTOR:
        return _for_mentors(row)
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
    asked = Q(question__isnull=False)
    answered = asked & ~Q(question__status=Question.Status.WAITING, question__turn_since=F("turn_since"))
    gone_on = Q(submission=None) & ~asked & ~Q(enrollment__stood_since=F("turn_since"))
    over = Nudge.objects.filter(moved | answered | gone_on, kind=Nudge.Kind.AUTOMATIC, pk__in=ids)
    return set(over.values_list("pk", flat=True))


def _for_mentors(row: Nudge) -> News:
    name = row.enrollment.user.display_name
    return News(
        kind=Kind.WAITS,
        readers=mentors_of(row.enrollment, row.sent_at) - {row.enrollment.user_id},
        title=in_all(lambda _code: _waits(row.days or 0) % {"name": name, "days": row.days}),
        path=_to_what_waits(row),
        program=row.enrollment.program_id,
    )


def _to_what_waits(row: Nudge) -> str:
    if row.submission:
        return reverse("review", args=(row.submission.public_id,))
    return reverse("question", args=(row.question.public_id,)) if row.question else reverse("today")


def _title(row: Nudge) -> Text:
    if row.sender is None:
        return in_all(lambda _code: _lasts(row.days or 0) % {"days": row.days})
    name = {"name": row.sender.display_name}
    if row.is_praise:
        return in_all(lambda _code: _("%(name)s says: well done!") % name)
    return in_all(lambda _code: _("%(name)s wrote to you") % name)


def _waits(days: int) -> str:
    return ngettext(
        "%(name)s has been waiting for a mentor for %(days)d day",
        "%(name)s has been waiting for a mentor for %(days)d days",
        days,
    )


def _lasts(days: int) -> str:
    return ngettext("It has been your turn for %(days)d day", "It has been your turn for %(days)d days", days)


def _as_written(text: str) -> Text:
    return dict.fromkeys(CODES, text)


NUDGES = Source("nudge", rows, news, settled, at=lambda row: row.sent_at)
