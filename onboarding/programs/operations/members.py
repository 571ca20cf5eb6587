"""Who helps to run a program. It always keeps an organiser: the program's row is locked while members change."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from onboarding.people.models import User
from onboarding.programs.models import Enrollment, Membership, Program, Verb
from onboarding.programs.models.programs import CAPACITIES
from onboarding.programs.operations.absences import arrange_cover, come_back
from onboarding.programs.operations.audit import Fact, record
from onboarding.programs.operations.mentors import lightest, look_after, write_down
from onboarding.programs.operations.refusals import Refused

ORGANISER, MENTOR = Membership.Role.ORGANISER, Membership.Role.MENTOR
State = Enrollment.State
LOOKED_AFTER = (State.INVITED, State.REQUESTED, State.ACTIVE, State.PAUSED)


@transaction.atomic
def add_member(*, program: Program, user: User, role: str, capacity: Decimal, by: User, now: datetime) -> Membership:
    program = _locked(program)
    _refuse_twice(program, user, role)
    member = program.memberships.create(user=user, role=role, capacity=capacity)
    _note(program, Verb.MEMBER_ADDED, by, member, now)
    return member


@transaction.atomic
def change_member(*, member: Membership, role: str, capacity: Decimal, by: User, now: datetime) -> Membership:
    """Another role, or another capacity. Whoever mentors no longer keeps the newcomers they have. Twice is once."""
    program = _locked(member.program)
    member = _still(program, member)
    if (role, capacity) == (member.role, member.capacity):
        return member
    if role != member.role:
        _refuse_twice(program, member.user, role)
        _refuse_last_organiser(program, member)
    if capacity not in dict(CAPACITIES):
        raise Refused(_("Capacity is 0, ½, 1 or 2."), code="capacity")
    member.role, member.capacity = role, capacity
    member.save(update_fields=("role", "capacity"))
    arrange_cover(program=program, now=now)
    _note(program, Verb.MEMBER_CHANGED, by, member, now)
    return member


@transaction.atomic
def remove_member(*, member: Membership, to: User | None, by_load: bool, by: User, now: datetime) -> int:
    """Takes them out. Their newcomers go to ``to``, to whoever has the lightest load, or stay without a mentor.

    Gives how many have another mentor now.
    """
    program = _locked(member.program)
    member = _still(program, member)
    _refuse_last_organiser(program, member)
    if to is not None and not program.memberships.filter(user=to, role=MENTOR).exclude(pk=member.pk).exists():
        raise Refused(_("%(name)s is not a mentor of this program.") % {"name": to.display_name}, code="not-a-mentor")
    member.delete()
    for absence in program.absences.filter(user=member.user).ahead(now):
        come_back(absence=absence, now=now)
    arrange_cover(program=program, now=now)
    moved = _hand_over(program, member.user, to, by_load=by_load, by=by, now=now) if member.role == MENTOR else 0
    _note(program, Verb.MEMBER_REMOVED, by, member, now)
    return moved


def _hand_over(program: Program, former: User, to: User | None, *, by_load: bool, by: User, now: datetime) -> int:
    theirs = program.enrollments.filter(mentor=former, state__in=LOOKED_AFTER)
    moved = 0
    for enrollment in theirs.select_related("program", "user", "mentor").select_for_update(of=("self",)).order_by("pk"):
        chosen = lightest(program, but={enrollment.user_id}, now=now) if by_load else to
        if chosen is None or chosen.pk == enrollment.user_id:
            write_down(enrollment, None, by, now=now)
            Enrollment.objects.filter(pk=enrollment.pk).update(mentor=None, mentor_since=None)
        else:
            look_after(enrollment, chosen, by, now=now)
            moved += 1
    return moved


def _locked(program: Program) -> Program:
    return Program.objects.select_for_update().get(pk=program.pk)


def _still(program: Program, member: Membership) -> Membership:
    """As it is now, the program's row being locked."""
    found = program.memberships.select_related("user").filter(pk=member.pk).first()
    if found is None:
        raise Refused(_("%(name)s has been taken out already.") % {"name": member.user.display_name}, code="gone")
    return found


def _refuse_twice(program: Program, user: User, role: str) -> None:
    if program.memberships.filter(user=user, role=role).exists():
        sentence = _("%(name)s has this role already.")
        raise Refused(sentence % {"name": user.display_name}, code="has-role")


def _refuse_last_organiser(program: Program, member: Membership) -> None:
    if member.role != ORGANISER:
        return
    if not program.memberships.filter(role=ORGANISER, user__is_active=True).exclude(pk=member.pk).exists():
        sentence = _("%(name)s is the only organiser. Make somebody else an organiser first.")
        raise Refused(sentence % {"name": member.user.display_name}, code="last-organiser")


def _note(program: Program, verb: Verb, by: User, member: Membership, now: datetime) -> None:
    facts: dict[str, Fact] = {"role": member.role}
    if member.role == MENTOR and verb != Verb.MEMBER_REMOVED:
        facts["capacity"] = f"{member.capacity:.1f}"
    if not program.is_draft:
        record(program=program, verb=verb, actor=by, person=member.user, now=now, facts=facts)
