"""Newcomers get another mentor: handed over by one, or because they asked. Programs are locked before enrollments."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from onboarding.people.models import User
from onboarding.programs.models import Absence, Enrollment, HandOver, Membership, MentorRequest, Program
from onboarding.programs.operations.mentors import assign_mentor, lightest
from onboarding.programs.operations.refusals import Refused

Outcome = MentorRequest.Outcome
MAY_ASK = (Enrollment.State.ACTIVE, Enrollment.State.PAUSED)
LONGEST = 2_000


@transaction.atomic
def hand_over(
    *, program: Program, giver: User, taker: User, enrollments: Sequence[Enrollment], by: User, now: datetime
) -> list[HandOver]:
    """These of the giver's newcomers are the taker's from now on. Whom somebody else looks after by now is left out.

    Gives what was handed over: two who hand over the same person at once both end well, and one of them with less.
    """
    program = Program.objects.select_for_update().get(pk=program.pk)
    _refuse_taker(program, giver, taker, now=now)
    theirs = program.enrollments.filter(pk__in=[each.pk for each in enrollments], mentor=giver)
    for enrollment in theirs.exclude(user=taker).order_by("pk"):
        assign_mentor(enrollment=enrollment, mentor=taker, by=by, now=now)
    return list(HandOver.objects.filter(enrollment__in=enrollments, giver=giver, taker=taker, at=now))


def ask_for_another(*, enrollment: Enrollment, reason: str, now: datetime) -> MentorRequest:
    """One at a time; the database decides between two presses at once."""
    try:
        with transaction.atomic():
            held = Enrollment.objects.select_for_update(of=("self",)).select_related("program").get(pk=enrollment.pk)
            _refuse_asker(held, reason)
            return held.mentor_requests.create(mentor=held.mentor, reason=reason.strip(), asked_at=now)
    except IntegrityError:
        raise Refused(_("You have asked already. The organisers will answer."), code="asked") from None


@transaction.atomic
def take_back(*, request: MentorRequest, now: datetime) -> None:
    """Not wanted any more. What was answered meanwhile stays answered."""
    request = MentorRequest.objects.select_for_update().get(pk=request.pk)
    if request.answered_at is None:
        request.answer(Outcome.TAKEN_BACK, now=now)


@transaction.atomic
def grant(*, request: MentorRequest, taker: User | None, by: User, now: datetime) -> Enrollment:
    """This mentor, or whoever has the lightest load but the one they have, looks after the newcomer from now on."""
    program = Program.objects.select_for_update().get(pk=request.enrollment.program_id)
    request = _unanswered(request)
    enrollment = request.enrollment
    unwanted = {enrollment.user_id, enrollment.mentor_id or 0}
    chosen = taker or lightest(program, but=unwanted, now=now)
    if chosen is None or chosen.pk == enrollment.mentor_id:
        raise Refused(_("This program has no other mentor. Add one first, or say no in words."), code="no-mentor")
    enrollment = assign_mentor(enrollment=enrollment, mentor=chosen, by=by, now=now)
    request.answer(Outcome.GRANTED, now=now, by=by)
    return enrollment


@transaction.atomic
def refuse_request(*, request: MentorRequest, words: str, by: User, now: datetime) -> None:
    """The organisers say no, and why: the newcomer reads the words."""
    if not words.strip():
        raise Refused(_("Say why: a no without a word helps nobody."), code="no-words")
    _refuse_length(words)
    _unanswered(request).answer(Outcome.DECLINED, now=now, by=by, words=words.strip())


def _unanswered(request: MentorRequest) -> MentorRequest:
    rows = MentorRequest.objects.select_for_update(of=("self",)).select_related("enrollment__program")
    found = rows.get(pk=request.pk)
    if found.answered_at is not None:
        raise Refused(_("Somebody has answered this already, or it was taken back."), code="answered")
    return found


def _refuse_taker(program: Program, giver: User, taker: User, *, now: datetime) -> None:
    if taker.pk == giver.pk:
        raise Refused(_("They are this mentor’s already. Choose somebody else."), code="same")
    if not program.memberships.filter(user=taker, role=Membership.Role.MENTOR).exists():
        sentence = _("%(name)s is not a mentor of this program.")
        raise Refused(sentence % {"name": taker.display_name}, code="not-a-mentor")
    if Absence.objects.running(now).filter(program=program, user=taker).exists():
        sentence = _("%(name)s is away now. Choose somebody who is here.")
        raise Refused(sentence % {"name": taker.display_name}, code="away")


def _refuse_asker(enrollment: Enrollment, reason: str) -> None:
    if enrollment.state not in MAY_ASK or enrollment.program.archived_at is not None:
        raise Refused(_("You can ask while your journey is under way."), code="not-active")
    if enrollment.mentor_id is None:
        raise Refused(_("You have no mentor yet. The organisers will find you one."), code="no-mentor")
    organisers = enrollment.program.memberships.filter(role=Membership.Role.ORGANISER, user__is_active=True)
    if not organisers.exclude(user=enrollment.mentor_id).exists():
        sentence = _(
            "Nobody but your mentor organises this program, and would have to answer. Speak with them, please."
        )
        raise Refused(sentence, code="nobody-else")
    _refuse_length(reason)


def _refuse_length(text: str) -> None:
    if len(text) > LONGEST:
        sentence = _("This has %(count)d characters, and %(most)d are as many as somebody reads. Shorten it.")
        raise Refused(sentence % {"count": len(text), "most": LONGEST}, code="long")
