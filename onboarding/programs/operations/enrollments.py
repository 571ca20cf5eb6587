"""Joining a program, and what becomes of it: approve, decline, pause, resume, leave. Asking twice is harmless.

Locks are taken in one order, program before enrollment, so that two verbs at once wait and never deadlock.
"""

import secrets
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from onboarding.languages import DEFAULT_LANGUAGE, FULL_DAYS
from onboarding.people.models import User
from onboarding.programs.models import Enrollment, IssuePick, Program, Verb
from onboarding.programs.operations.audit import record
from onboarding.programs.operations.mentors import assign_mentor, give_mentor
from onboarding.programs.operations.refusals import Refused

State = Enrollment.State
NONCE_LETTERS = "abcdefghijklmnopqrstuvwxyz23456789"


def new_nonce() -> str:
    """What a person marks their own objects with: short enough to type, too many to be met by chance."""
    return "ob-" + "".join(secrets.choice(NONCE_LETTERS) for _letter in range(8))


@transaction.atomic
def join(*, program: Program, user: User, now: datetime, invited: bool = False) -> Enrollment:
    """Into the program: active, or requested where an organiser approves first and has not ``invited`` them. Who had
    left finds everything again.

    Raises `Refused` where the program takes nobody in.
    """
    program = Program.objects.select_for_update().get(pk=program.pk)
    enrollment = Enrollment.objects.select_for_update().filter(program=program, user=user).first()
    outside = (State.LEFT, State.INVITED, State.REQUESTED) if invited else (State.LEFT, State.INVITED)
    if enrollment is not None and enrollment.state not in outside:
        return enrollment
    refusal = refusal_to_join(program, now=now, tasks=program.program_tasks.count())
    if refusal is not None:
        raise refusal
    enrollment = enrollment or Enrollment(program=program, user=user, nonce=new_nonce())
    if program.needs_approval and not invited and enrollment.state != State.INVITED:
        enrollment.request(now=now)
        _note(enrollment, Verb.ASKED, user, now)
    else:
        _start(enrollment, now=now)
        _note(enrollment, Verb.JOINED, user, now)
    return enrollment


@transaction.atomic
def approve(*, enrollment: Enrollment, now: datetime, by: User | None = None) -> Enrollment:
    """An organiser lets the person in. Their time begins now, not when they asked."""
    program = Program.objects.select_for_update().get(pk=enrollment.program_id)
    enrollment = _locked(enrollment)
    if program.archived_at is not None:
        raise Refused(_("This program is archived and takes nobody in any more."), code="archived")
    if enrollment.state == State.REQUESTED:
        _start(enrollment, now=now)
        _note(enrollment, Verb.LET_IN, by, now)
    elif enrollment.state != State.ACTIVE:
        raise Refused(_("Only somebody who asked to join can be let in."), code="not-requested")
    return enrollment


@transaction.atomic
def decline(*, enrollment: Enrollment, now: datetime, by: User | None = None) -> Enrollment:
    """An organiser says no to somebody who asked. They may ask again."""
    enrollment = _locked(enrollment)
    if enrollment.state == State.REQUESTED:
        enrollment.stop(State.LEFT, now=now)
        _note(enrollment, Verb.TURNED_DOWN, by, now)
    elif enrollment.state != State.LEFT:
        raise Refused(_("Only somebody who asked to join can be turned down."), code="not-requested")
    return enrollment


@transaction.atomic
def answer_request(
    *, enrollment: Enrollment, let_in: bool, mentor: User | None, words: str, by: User, now: datetime
) -> Enrollment:
    """Let in (to this mentor, or to whoever has the lightest load) or turned down, with words to the person.

    Of two organisers who answer at once, the second is told so.
    """
    Program.objects.select_for_update().get(pk=enrollment.program_id)
    if _locked(enrollment).state != State.REQUESTED:
        sentence = _("%(name)s has been answered already, or has asked no more.")
        raise Refused(sentence % {"name": enrollment.user.display_name}, code="not-requested")
    if let_in and mentor is not None:
        enrollment = assign_mentor(enrollment=enrollment, mentor=mentor, by=by, now=now)
    decided = approve if let_in else decline
    enrollment = decided(enrollment=enrollment, now=now, by=by)
    enrollment.join_answers.create(by=by, let_in=let_in, words=words.strip(), answered_at=now)
    return enrollment


@transaction.atomic
def leave(*, enrollment: Enrollment, now: datetime) -> Enrollment:
    """Out of the program, and an issue that was picked is free for others. What was done is not lost: who joins again
    goes on where they stopped."""
    enrollment = _locked(enrollment)
    if enrollment.state == State.FINISHED:
        raise Refused(_("You have finished this program, so there is nothing to leave."), code="finished")
    if enrollment.state != State.LEFT:
        enrollment.stop(State.LEFT, now=now)
        enrollment.picks.held().update(ended_at=now, ending=IssuePick.Ending.GIVEN_UP)
        _note(enrollment, Verb.LEFT, enrollment.user, now)
    return enrollment


@transaction.atomic
def pause(*, enrollment: Enrollment, now: datetime) -> Enrollment:
    """The clock of every due date stands still until `resume`."""
    enrollment = _locked(enrollment)
    if enrollment.state == State.ACTIVE:
        enrollment.stop(State.PAUSED, now=now)
        _note(enrollment, Verb.PAUSED, enrollment.user, now)
    elif enrollment.state != State.PAUSED:
        raise Refused(_("Only a journey that is under way can be paused."), code="not-active")
    return enrollment


@transaction.atomic
def resume(*, enrollment: Enrollment, now: datetime) -> Enrollment:
    """The clock goes on: due dates are later by as long as it stood still."""
    enrollment = _locked(enrollment)
    if enrollment.state == State.PAUSED:
        enrollment.start(now=now)
        _note(enrollment, Verb.RESUMED, enrollment.user, now)
    elif enrollment.state != State.ACTIVE:
        raise Refused(_("Only a journey that is paused can go on."), code="not-paused")
    return enrollment


def refusal_to_join(program: Program, *, now: datetime, tasks: int) -> Refused | None:
    """Why the program takes nobody in at this time, or None where it does. ``tasks``: how many it has."""
    if program.is_draft:
        return Refused(_("This program is still being set up. You can join once it is published."), code="draft")
    if program.archived_at is not None:
        return Refused(_("This program is archived and takes nobody in any more."), code="archived")
    if program.ends_at is not None and program.ends_at <= now:
        sentence = _("This program ended on %(day)s and takes nobody in any more.")
        return Refused(sentence % {"day": day_in(program, program.ends_at)}, code="ended")
    if program.starts_at is not None and program.starts_at > now:
        sentence = _("This program starts on %(day)s. You can join from that day on.")
        return Refused(sentence % {"day": day_in(program, program.starts_at)}, code="not-started")
    if not tasks:
        return Refused(_("This program has no tasks yet. Its organisers are still preparing it."), code="no-tasks")
    return None


def day_in(program: Program, instant: datetime) -> str:
    """The day of this instant in the program's zone, as the reader's language writes it."""
    pattern = FULL_DAYS[get_language() or DEFAULT_LANGUAGE]
    return date_format(instant.astimezone(ZoneInfo(program.time_zone)), pattern, use_l10n=False)


def _start(enrollment: Enrollment, *, now: datetime) -> None:
    enrollment.start(now=now)
    give_mentor(enrollment, now=now)


def _note(enrollment: Enrollment, verb: Verb, actor: User | None, now: datetime) -> None:
    record(program=enrollment.program, verb=verb, actor=actor, person=enrollment.user, now=now)


def _locked(enrollment: Enrollment) -> Enrollment:
    """The row as it is now, held until the transaction ends."""
    return Enrollment.objects.select_for_update(of=("self",)).select_related("program", "user").get(pk=enrollment.pk)
