"""Going away and coming back, and who covers meanwhile. Programs are locked first: two at once wait for each other."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from operator import attrgetter

from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from onboarding.people.models import User
from onboarding.programs.cover import FOREVER, Away, Room, Stint, plan
from onboarding.programs.models import Absence, Cover, Enrollment, Membership, Program
from onboarding.programs.operations.refusals import Refused

FURTHEST = timedelta(days=366)


@transaction.atomic
def go_away(
    *,
    user: User,
    programs: Sequence[Program],
    starts_at: datetime,
    ends_at: datetime,
    cover: User | None = None,
    note: str = "",
    now: datetime,
) -> list[Absence]:
    """This mentor is away from these programs, and somebody covers in each. All of them, or `Refused`."""
    if ends_at <= max(starts_at, now):
        raise Refused(_("This day is over already. Choose a later one."), code="past")
    if ends_at > now + FURTHEST:
        raise Refused(_("This day is more than a year away. Choose an earlier one."), code="far")
    made = []
    for program in _locked(programs):
        _refuse_whoever_cannot(program, user, cover)
        if program.absences.filter(user=user).overlapping(starts_at, ends_at).exists():
            sentence = _("You are away from %(program)s in this time already. End that absence, or choose other days.")
            raise Refused(sentence % {"program": program.name}, code="overlap")
        absence = program.absences.create(
            user=user, starts_at=starts_at, ends_at=ends_at, cover=cover, note=note.strip(), made_at=now
        )
        made.append(absence)
        arrange_cover(program=program, now=now)
    return made


@transaction.atomic
def notice_absence(*, user: User, program: Program, now: datetime) -> Absence | None:
    """We have not heard from this mentor: away until they act again. None: they are away already."""
    [program] = _locked([program])
    mentors = program.memberships.filter(user=user, role=Membership.Role.MENTOR)
    if not mentors.exists() or program.absences.filter(user=user).overlapping(now, None).exists():
        return None
    absence = program.absences.create(user=user, starts_at=now, is_noticed=True, made_at=now)
    arrange_cover(program=program, now=now)
    return absence


@transaction.atomic
def come_back(*, absence: Absence, now: datetime) -> None:
    """Here again from now on; an absence that had not begun is as if it had never been said."""
    [program] = _locked([absence.program])
    ahead = program.absences.ahead(now).filter(pk=absence.pk)
    ahead.filter(starts_at__gte=now).delete()
    ahead.update(ends_at=now)
    Cover.objects.filter(absence=absence, starts_at__gte=now).delete()
    Cover.objects.ahead(now).filter(absence=absence).update(ends_at=now)
    arrange_cover(program=program, now=now)


@transaction.atomic
def arrange_cover(*, program: Program, now: datetime) -> None:
    """Plan anew who covers in this program from now on. What holds already stays as it is; done twice, nothing changes.

    Call it after everything that moves who is there: somebody leaves, comes back, or is a mentor no more.
    """
    _locked([program])
    absences = list(program.absences.ahead(now))
    rows: dict[int, list[Cover]] = {absence.pk: [] for absence in absences}
    for row in Cover.objects.ahead(now).filter(absence__in=absences).order_by("starts_at"):
        rows[row.absence_id].append(row)
    aways = [_away(absence, rows[absence.pk]) for absence in absences]
    for key, stints in plan(aways, _rooms(program), now=now).items():
        _keep(key, stints, rows[key], now=now)


def _away(absence: Absence, rows: Sequence[Cover]) -> Away:
    before = rows[0].mentor_id if rows else None
    ends_at = absence.ends_at or FOREVER
    return Away(absence.pk, absence.user_id, absence.starts_at, ends_at, absence.cover_id, before)


def _rooms(program: Program) -> Mapping[int, Room]:
    """Every mentor of the program, with their capacity and the active newcomers they have."""
    theirs = Q(user__mentees__program=program.pk, user__mentees__state=Enrollment.State.ACTIVE)
    mentors = program.memberships.filter(role=Membership.Role.MENTOR, user__is_active=True)
    rows = mentors.annotate(newcomers=Count("user__mentees", filter=theirs))
    return {
        user: Room(float(capacity), newcomers)
        for user, capacity, newcomers in rows.values_list("user", "capacity", "newcomers")
    }


def _keep(absence: int, stints: Sequence[Stint], rows: Sequence[Cover], *, now: datetime) -> None:
    """Make the rows say what was planned, touching only those that say something else."""
    left = {row.starts_at: row for row in rows}
    running = next((row for row in rows if row.starts_at < now), None)
    for stint in stints:
        begins = stint.starts_at
        if running is not None and begins <= now:
            begins = running.starts_at if running.mentor_id == stint.mentor else begins
        row = left.pop(begins, None) or Cover(absence_id=absence, starts_at=begins)
        ends_at = None if stint.ends_at == FOREVER else stint.ends_at
        if row.pk is None or (row.mentor_id, row.ends_at) != (stint.mentor, ends_at):
            if row.mentor_id != stint.mentor:
                row.announced_at = None
            row.mentor_id, row.ends_at = stint.mentor, ends_at
            row.save()
    for row in sorted(left.values(), key=attrgetter("starts_at")):
        _cut(row, now)


def _cut(row: Cover, now: datetime) -> None:
    """It covers no longer: what has been stays, what was to come goes."""
    if row.starts_at >= now:
        row.delete()
    else:
        row.ends_at = now
        row.save(update_fields=("ends_at",))


def _refuse_whoever_cannot(program: Program, user: User, cover: User | None) -> None:
    mentors = set(program.memberships.filter(role=Membership.Role.MENTOR).values_list("user", flat=True))
    if user.pk not in mentors:
        raise Refused(_("You are not a mentor of %(program)s.") % {"program": program.name}, code="not-a-mentor")
    if cover is not None and (cover.pk == user.pk or cover.pk not in mentors):
        sentence = _("%(name)s cannot cover for you in %(program)s: only another of its mentors can.")
        raise Refused(sentence % {"name": cover.display_name, "program": program.name}, code="cover")


def _locked(programs: Sequence[Program]) -> list[Program]:
    keys = [program.pk for program in programs]
    return list(Program.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
