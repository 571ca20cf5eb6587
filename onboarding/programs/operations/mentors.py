"""Who looks after whom: the mentor with the lightest load, and among equals the one who has waited longest."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, Exists, F, FloatField, Max, OuterRef, Q
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from onboarding.people.models import User
from onboarding.programs.models import Absence, Enrollment, HandOver, Membership, MentorRequest, Program, Verb
from onboarding.programs.operations.absences import come_back
from onboarding.programs.operations.audit import record
from onboarding.programs.operations.refusals import Refused

A_MINUTE = timedelta(minutes=1)


@transaction.atomic
def assign_mentor(
    *, enrollment: Enrollment, now: datetime, mentor: User | None = None, by: User | None = None
) -> Enrollment:
    """This mentor, or the one with the lightest load but whoever does now, looks after the person from now on."""
    program = Program.objects.select_for_update().get(pk=enrollment.program_id)
    enrollment = (
        Enrollment.objects.select_for_update(of=("self",)).select_related("program", "user").get(pk=enrollment.pk)
    )
    chosen = mentor or lightest(program, but={enrollment.user_id, enrollment.mentor_id or 0}, now=now)
    if chosen is None:
        raise Refused(_("This program has no mentor who could take one more newcomer."), code="no-mentor")
    if chosen.pk == enrollment.user_id:
        raise Refused(_("Nobody can be their own mentor."), code="own-mentor")
    if not program.memberships.filter(user=chosen, role=Membership.Role.MENTOR).exists():
        raise Refused(
            _("%(name)s is not a mentor of this program.") % {"name": chosen.display_name}, code="not-a-mentor"
        )
    look_after(enrollment, chosen, by, now=now)
    return enrollment


@transaction.atomic
def assign_mentors(
    *, enrollments: Sequence[Enrollment], giver: User | None, mentor: User | None, by: User, now: datetime
) -> list[Enrollment]:
    """Whom ``giver`` (None: nobody) still looks after gets this mentor, or each the one with the lightest load.

    All of them or, with `Refused`, nobody. Gives who: of two who do it at once, the second finds nobody left.
    """
    programs = Program.objects.select_for_update().filter(pk__in={each.program_id for each in enrollments})
    if any(program.archived_at is not None for program in programs.order_by("pk")):
        raise Refused(_("Nothing new begins in an archived program."), code="archived")
    theirs = Enrollment.objects.filter(pk__in=[each.pk for each in enrollments], mentor=giver)
    return [assign_mentor(enrollment=each, mentor=mentor, by=by, now=now) for each in theirs.order_by("pk")]


def give_mentor(enrollment: Enrollment, *, now: datetime) -> None:
    """Keeps the mentor who is still one; else the lightest, or nobody yet. Call it with the program's row locked."""
    candidates = enrollment.program.memberships.mentors()
    if enrollment.mentor_id is not None and candidates.filter(user=enrollment.mentor_id).exists():
        return
    chosen = lightest(enrollment.program, but={enrollment.user_id}, now=now)
    if chosen is not None:
        look_after(enrollment, chosen, None, now=now)


def look_after(enrollment: Enrollment, mentor: User, by: User | None, *, now: datetime) -> None:
    """Another mentor, with what is to be known of it later."""
    if enrollment.mentor != mentor:
        write_down(enrollment, mentor, by, now=now)
        MentorRequest.objects.open().filter(enrollment=enrollment).update(
            outcome=MentorRequest.Outcome.GRANTED, answered_at=now, answered_by=by
        )
    enrollment.look_after(mentor, now=now)
    facts = {"mentor": mentor.pk}
    record(program=enrollment.program, verb=Verb.MENTOR_GIVEN, actor=by, person=enrollment.user, facts=facts, now=now)


def write_down(enrollment: Enrollment, taker: User | None, by: User | None, *, now: datetime) -> None:
    """That they are handed over. What the same person does at the same instant to the same two mentors is one act.

    Of a first mentor whom the site gave only that mentor is told: who has just joined reads the name on their journey.
    """
    said = {"giver": enrollment.mentor, "taker": taker, "by": by, "at": now}
    first = HandOver.objects.filter(enrollment__program=enrollment.program_id, first=None, **said).first()
    enrollment.hand_overs.create(first=first, announced_at=None if enrollment.mentor or by else now, **said)


def lightest(program: Program, *, but: Collection[int], now: datetime) -> User | None:
    """The mentor with the fewest active newcomers for their capacity; ``but`` are those who must not be chosen.

    Who is away comes last. Equals take turns: whoever was given somebody longest ago is next.
    """
    here = Q(user__mentees__program=F("program"))
    active = Count("user__mentees", filter=here & Q(user__mentees__state=Enrollment.State.ACTIVE))
    away = Absence.objects.running(now).filter(program=program, user=OuterRef("user"))
    mentors = program.memberships.mentors().exclude(user__in=but).select_related("user")
    first = (
        mentors.annotate(load=Cast(active, FloatField()) / Cast("capacity", FloatField()), is_away=Exists(away))
        .annotate(chosen_at=Max("user__mentees__mentor_since", filter=here))
        .order_by("is_away", "load", F("chosen_at").asc(nulls_first=True), "pk")
        .first()
    )
    return first.user if first else None


def note_action(*, user: User, now: datetime) -> list[Absence]:
    """This person did something as a mentor. Gives the absences that we had noticed and that end with it.

    One statement that mostly finds nothing to do: activity is kept to the minute.
    """
    stale = Q(active_at=None) | Q(active_at__lt=now - A_MINUTE)
    if not Membership.objects.filter(stale, user=user).update(active_at=now):
        return []
    noticed = list(Absence.objects.running(now).filter(user=user, is_noticed=True, ends_at=None))
    for absence in noticed:
        come_back(absence=absence, now=now)
    return noticed
