"""Mentors who are away: newcomers learn it and who covers, whoever covers does, and organisers that nobody does."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from onboarding.languages import FULL_DAYS, Text
from onboarding.notifications.kinds import Kind
from onboarding.notifications.news import News, Source, in_all, nothing_settles_it
from onboarding.notifications.sources.readers import organisers_of
from onboarding.programs.models import Absence, Cover, Enrollment

A_SECOND = timedelta(seconds=1)


def absences() -> QuerySet[Absence]:
    return Absence.objects.filter(announced_at=None).order_by("pk").select_related("program", "user")


def away(row: Absence) -> News:
    theirs = Enrollment.objects.filter(
        program=row.program_id, mentor=row.user_id, state__in=(Enrollment.State.ACTIVE, Enrollment.State.PAUSED)
    )
    return News(
        kind=Kind.AWAY,
        readers=set(theirs.values_list("user", flat=True)),
        title=_days(row, _away_until, _away_open),
        text=_meanwhile(row),
        path=reverse("journey"),
        program=row.program_id,
        actor=row.user_id,
    )


def lapsed_absences(ids: Sequence[int], now: datetime) -> set[int]:
    """They are back, or have taken it back."""
    return set(ids) - set(Absence.objects.ahead(now).filter(pk__in=ids).values_list("pk", flat=True))


def covers() -> QuerySet[Cover]:
    found = Cover.objects.filter(announced_at=None).order_by("pk")
    return found.select_related("absence__program", "absence__user")


def covering(row: Cover) -> News:
    """A stretch that nobody covers is the organisers' business."""
    absence = row.absence
    nobody = row.mentor_id is None
    sentences = (_nobody_until, _nobody_open) if nobody else (_cover_until, _cover_open)
    return News(
        kind=Kind.UNCOVERED if nobody else Kind.COVER,
        readers=organisers_of(absence.program_id) if row.mentor_id is None else {row.mentor_id},
        title=_days(row, *sentences),
        path=reverse("organise_members", args=(absence.program.slug,)) if nobody else reverse("today"),
        program=absence.program_id,
    )


def lapsed_covers(ids: Sequence[int], now: datetime) -> set[int]:
    return set(ids) - set(Cover.objects.ahead(now).filter(pk__in=ids).values_list("pk", flat=True))


def _meanwhile(row: Absence) -> Text:
    """Who covers until when, a line for each stretch, as it is planned by now. What changes later is on the journey."""
    stretches = list(row.covers.select_related("mentor").order_by("starts_at"))
    away, zone = row.user.display_name, ZoneInfo(row.user.time_zone or row.program.time_zone)

    def said(code: str) -> str:
        lines = [_stretch(each, away, zone, code) for each in stretches]
        return "\n".join([*lines, _reads()] if any(each.mentor for each in stretches) else lines)

    return in_all(said)


def _stretch(cover: Cover, away: str, zone: ZoneInfo, code: str) -> str:
    if cover.mentor is None:
        return _nobody_here()
    said = {"cover": cover.mentor.display_name, "away": away}
    if cover.ends_at is None:
        return _("%(cover)s covers for %(away)s for now.") % said
    said["until"] = _day(cover.ends_at - A_SECOND, zone, code)
    return _("%(cover)s covers for %(away)s until %(until)s.") % said


def _reads() -> str:
    return _("Whoever covers reads what you hand in and what you ask, as long as it lasts.")


def _nobody_here() -> str:
    return _("No other mentor is here. The organisers know; answers may take longer.")


def _days(row: Absence | Cover, until: Callable[[], str], open_ended: Callable[[], str]) -> Text:
    absence = row.absence if isinstance(row, Cover) else row
    zone = ZoneInfo(absence.user.time_zone or absence.program.time_zone)
    name, starts_at, ends_at = absence.user.display_name, row.starts_at, row.ends_at
    if ends_at is None:
        return in_all(lambda code: open_ended() % {"name": name, "from": _day(starts_at, zone, code)})
    last = ends_at - A_SECOND
    said = {code: {"from": _day(starts_at, zone, code), "until": _day(last, zone, code)} for code in FULL_DAYS}
    return in_all(lambda code: until() % {"name": name, **said[code]})


def _day(at: datetime, zone: ZoneInfo, code: str) -> str:
    return date_format(at.astimezone(zone), FULL_DAYS[code], use_l10n=False)


def _away_until() -> str:
    return _("%(name)s is away from %(from)s until %(until)s")


def _away_open() -> str:
    return _("%(name)s is away since %(from)s")


def _cover_until() -> str:
    return _("You cover for %(name)s from %(from)s until %(until)s")


def _cover_open() -> str:
    return _("You cover for %(name)s since %(from)s, until they are back")


def _nobody_until() -> str:
    return _("Nobody covers for %(name)s from %(from)s until %(until)s")


def _nobody_open() -> str:
    return _("Nobody covers for %(name)s since %(from)s")


ABSENCES = Source("absence", absences, away, nothing_settles_it, at=lambda row: row.made_at, lapsed=lapsed_absences)
COVERS = Source(
    "cover",
    covers,
    covering,
    nothing_settles_it,
    at=lambda row: max(row.starts_at, row.absence.made_at),
    lapsed=lapsed_covers,
)
