"""Reminders that go by themselves to whoever mentors: of one newcomer who waits, or of many in one notice."""

from collections.abc import Sequence

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import ngettext

from onboarding.languages import pick
from onboarding.mentoring.models import Nudge
from onboarding.notifications.kinds import Kind
from onboarding.notifications.news import News, Source, Together, in_all
from onboarding.notifications.sources.readers import mentors_of
from onboarding.questions.models import Question

MOST_NAMED = 10
"""Of many who wait, the longest; *today* has them all."""


def rows() -> QuerySet[Nudge]:
    found = Nudge.objects.filter(announced_at=None, to=Nudge.To.MENTOR).order_by("pk")
    return found.select_related("enrollment__user", "submission", "question")


def news(row: Nudge) -> News:
    name = row.enrollment.user.display_name
    return News(
        kind=Kind.WAITS,
        readers=mentors_of(row.enrollment, row.sent_at) - {row.enrollment.user_id},
        title=in_all(lambda _code: _waits(row.days or 0) % {"name": name, "days": row.days}),
        path=_to_what_waits(row),
        program=row.enrollment.program_id,
    )


def settled(ids: Sequence[int]) -> set[int]:
    """A mentor has done what it is about."""
    moved = Q(submission__isnull=False) & ~Q(submission__turn=F("to"))
    asked = Q(question__isnull=False)
    answered = asked & ~Q(question__status=Question.Status.WAITING, question__turn_since=F("turn_since"))
    return set(Nudge.objects.filter(moved | answered, pk__in=ids).values_list("pk", flat=True))


def together(ids: Sequence[int]) -> Together:
    """How many wait, and who waits longest for what. One query."""
    found = Nudge.objects.filter(pk__in=ids).select_related("enrollment__user", "submission__version")
    longest = list(found.order_by("turn_since", "pk")[:MOST_NAMED])
    count, days = len(ids), longest[0].days or 0
    return Together(
        title=in_all(lambda _code: _many_wait(count) % {"count": count, "days": days}),
        text=in_all(lambda code: "\n".join([*(_line(row, code) for row in longest), *_rest(count - len(longest))])),
        path=reverse("today"),
    )


def _to_what_waits(row: Nudge) -> str:
    if row.submission:
        return reverse("review", args=(row.submission.public_id,))
    return reverse("question", args=(row.question.public_id,)) if row.question else reverse("today")


def _waits(days: int) -> str:
    return ngettext(
        "%(name)s has been waiting for a mentor for %(days)d day",
        "%(name)s has been waiting for a mentor for %(days)d days",
        days,
    )


def _many_wait(count: int) -> str:
    return ngettext(
        "%(count)d newcomer waits for a mentor, for %(days)d days",
        "%(count)d newcomers wait for a mentor, the longest for %(days)d days",
        count,
    )


def _line(row: Nudge, code: str) -> str:
    said = {"name": row.enrollment.user.display_name, "days": row.days}
    if row.submission is None:
        return (
            ngettext("%(name)s, %(days)d day: a question.", "%(name)s, %(days)d days: a question.", row.days or 0)
            % said
        )
    task = pick(row.submission.version.parsed.title, code)
    return ngettext("%(name)s, %(days)d day: “%(task)s”.", "%(name)s, %(days)d days: “%(task)s”.", row.days or 0) % {
        **said,
        "task": task,
    }


def _rest(count: int) -> list[str]:
    sentence = ngettext(
        "And %(count)d more. “Today” lists them all, the longest wait first.",
        "And %(count)d more. “Today” lists them all, the longest wait first.",
        count,
    )
    return [sentence % {"count": count}] if count else []


WAITS = Source("wait", rows, news, settled, at=lambda row: row.sent_at, together=together)
