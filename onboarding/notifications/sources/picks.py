"""Picked issues: a mentor says whether one is a good choice, and its holder is warned when nothing happens on it."""

from collections.abc import Sequence

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from onboarding.notifications.kinds import Kind
from onboarding.notifications.news import News, Source, in_all
from onboarding.notifications.sources.readers import mentors_of
from onboarding.programs.models import IssuePick, PickWarning
from onboarding.programs.models.picks import FREED_AFTER


def picks() -> QuerySet[IssuePick]:
    found = IssuePick.objects.filter(announced_at=None).order_by("pk")
    return found.select_related("enrollment__user", "issue__repository")


def picked(row: IssuePick) -> News:
    told = {"name": row.enrollment.user.display_name, "issue": _issue(row)}
    return News(
        kind=Kind.PICK,
        readers=mentors_of(row.enrollment, row.picked_at) - {row.enrollment.user_id},
        title=in_all(lambda _code: _("%(name)s picked the issue %(issue)s") % told),
        text=in_all(lambda _code: _("Is it a good choice for them? Confirm it, or talk about another one.")),
        path=reverse("person", args=(row.enrollment.public_id,)),
        program=row.enrollment.program_id,
    )


def settled_picks(ids: Sequence[int]) -> set[int]:
    over = Q(confirmed_at__isnull=False) | Q(ended_at__isnull=False)
    return set(IssuePick.objects.filter(over, pk__in=ids).values_list("pk", flat=True))


def warnings() -> QuerySet[PickWarning]:
    found = PickWarning.objects.filter(announced_at=None).order_by("pk")
    return found.select_related("pick__enrollment__user", "pick__issue__repository")


def warned(row: PickWarning) -> News:
    told = {"issue": _issue(row.pick), "days": FREED_AFTER.days}
    return News(
        kind=Kind.PICK_QUIET,
        readers={row.pick.enrollment.user_id},
        title=in_all(lambda _code: _("Are you still working on %(issue)s?") % told),
        text=in_all(
            lambda _code: (
                _(
                    "Nothing has happened on it for two weeks. Say that you are at it, or give it up: after %(days)d "
                    "more days it is free for others."
                )
                % told
            )
        ),
        path=reverse("issues", args=(row.pick.enrollment.public_id,)),
        program=row.pick.enrollment.program_id,
    )


def settled_warnings(ids: Sequence[int]) -> set[int]:
    over = Q(pick__ended_at__isnull=False) | Q(pick__active_at__gt=F("quiet_since"))
    return set(PickWarning.objects.filter(over, pk__in=ids).values_list("pk", flat=True))


def _issue(row: IssuePick) -> str:
    return f"{row.issue.repository.full_name}#{row.issue.number}"


PICKS = Source("pick", picks, picked, settled_picks, at=lambda row: row.picked_at)
WARNINGS = Source("pick-warning", warnings, warned, settled_warnings, at=lambda row: row.warned_at)
