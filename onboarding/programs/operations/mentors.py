"""Who looks after whom: the mentor with the lightest load, and among equals the one who has waited longest."""

from datetime import datetime

from django.db import transaction
from django.db.models import Count, F, FloatField, Max, Q
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from onboarding.people.models import User
from onboarding.programs.models import Enrollment, Membership, Program, Verb
from onboarding.programs.operations.audit import record
from onboarding.programs.operations.refusals import Refused


@transaction.atomic
def assign_mentor(
    *, enrollment: Enrollment, now: datetime, mentor: User | None = None, by: User | None = None
) -> Enrollment:
    """This mentor, or the one with the lightest load, looks after the person from now on."""
    program = Program.objects.select_for_update().get(pk=enrollment.program_id)
    enrollment = (
        Enrollment.objects.select_for_update(of=("self",)).select_related("program", "user").get(pk=enrollment.pk)
    )
    chosen = mentor or lightest(program, but=enrollment.user_id)
    if chosen is None:
        raise Refused(_("This program has no mentor who could take one more newcomer."), code="no-mentor")
    if chosen.pk == enrollment.user_id:
        raise Refused(_("Nobody can be their own mentor."), code="own-mentor")
    if not program.memberships.filter(user=chosen, role=Membership.Role.MENTOR).exists():
        raise Refused(
            _("%(name)s is not a mentor of this program.") % {"name": chosen.display_name}, code="not-a-mentor"
        )
    _look_after(enrollment, chosen, by, now=now)
    return enrollment


def give_mentor(enrollment: Enrollment, *, now: datetime) -> None:
    """Keeps the mentor who is still one; else the lightest, or nobody yet. Call it with the program's row locked."""
    candidates = enrollment.program.memberships.mentors()
    if enrollment.mentor_id is not None and candidates.filter(user=enrollment.mentor_id).exists():
        return
    chosen = lightest(enrollment.program, but=enrollment.user_id)
    if chosen is not None:
        _look_after(enrollment, chosen, None, now=now)


def _look_after(enrollment: Enrollment, mentor: User, by: User | None, *, now: datetime) -> None:
    enrollment.look_after(mentor, now=now)
    facts = {"mentor": mentor.pk}
    record(program=enrollment.program, verb=Verb.MENTOR_GIVEN, actor=by, person=enrollment.user, facts=facts, now=now)


def lightest(program: Program, *, but: int) -> User | None:
    """The mentor with the fewest active newcomers for their capacity; ``but`` is who must not be chosen.

    Equals take turns: whoever was given somebody longest ago is next.
    """
    here = Q(user__mentees__program=F("program"))
    active = Count("user__mentees", filter=here & Q(user__mentees__state=Enrollment.State.ACTIVE))
    mentors = program.memberships.mentors().exclude(user=but).select_related("user")
    first = (
        mentors.annotate(load=Cast(active, FloatField()) / Cast("capacity", FloatField()))
        .annotate(chosen_at=Max("user__mentees__mentor_since", filter=here))
        .order_by("load", F("chosen_at").asc(nulls_first=True), "pk")
        .first()
    )
    return first.user if first else None
