"""Invite links: made, revoked, and used by so many people, once each. Only a hash of the token is stored."""

import hashlib
import secrets
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from onboarding.ids import new_public_id
from onboarding.people.models import User
from onboarding.programs.models import Enrollment, Invite, InviteUse, Membership, Program, Verb
from onboarding.programs.operations.audit import Fact, record
from onboarding.programs.operations.enrollments import join
from onboarding.programs.operations.refusals import Refused


class Spent(StrEnum):
    """Why a link is of no use any more."""

    REVOKED = "revoked"
    EXPIRED = "expired"
    USED_UP = "used-up"
    ARCHIVED = "archived"


@transaction.atomic
def make_invite(
    *, program: Program, public_id: str, role: str, days: int, uses_allowed: int, by: User, now: datetime
) -> tuple[Invite, str]:
    """The link's row, and the token that is shown this once. A form that comes twice makes one link, and the second
    time there is no token; with other words, it makes another."""
    if Program.objects.select_for_update().get(pk=program.pk).archived_at is not None:
        raise Refused(_("This program is archived, so a link would let nobody in."), code="archived")
    known = Invite.objects.filter(public_id=public_id).first()
    said = {"program_id": program.pk, "role": role, "uses_allowed": uses_allowed, "made_by_id": by.pk}
    if known and known.says(said, days=days):
        return known, ""
    token = secrets.token_urlsafe(24)
    invite = program.invites.create(
        public_id=new_public_id() if known else public_id,
        role=Invite.Role(role),
        token_hash=_hash(token),
        made_by=by,
        made_at=now,
        expires_at=now + timedelta(days=days),
        uses_allowed=uses_allowed,
    )
    _note(invite, Verb.INVITED, by, now)
    return invite, token


@transaction.atomic
def revoke_invite(*, invite: Invite, by: User, now: datetime) -> None:
    """It lets nobody in any more. Who came by it stays."""
    if Invite.objects.filter(pk=invite.pk, revoked_at=None).update(revoked_at=now):
        _note(invite, Verb.INVITE_REVOKED, by, now)


def find_invite(*, token: str) -> Invite | None:
    """The link of this token, also one that is of no use any more."""
    return Invite.objects.select_related("program__track", "made_by").filter(token_hash=_hash(token)).first()


def spent(invite: Invite, *, now: datetime) -> Spent | None:
    """Why it lets nobody in, or None where it does."""
    if invite.program.archived_at is not None:
        return Spent.ARCHIVED
    if invite.revoked_at is not None:
        return Spent.REVOKED
    if invite.expires_at <= now:
        return Spent.EXPIRED
    return Spent.USED_UP if invite.uses >= invite.uses_allowed else None


@transaction.atomic
def accept_invite(*, invite: Invite, user: User, now: datetime) -> Enrollment | Membership:
    """In, as what the link says. Twice is once, also when both are pressed at the same moment; but who came by it and
    is not in any more, since they left or were removed, does not come back by it."""
    program = Program.objects.select_for_update().get(pk=invite.program_id)
    if not InviteUse.objects.filter(invite=invite, user=user).exists():
        _use(invite, user, now=now)
    elif not _is_in(invite, user):
        raise _refused()
    if invite.role == Invite.Role.NEWCOMER:
        return join(program=program, user=user, now=now, invited=True)
    member, is_new = program.memberships.get_or_create(user=user, role=Membership.Role(invite.role))
    if is_new and not program.is_draft:
        facts: dict[str, Fact] = {"role": member.role, "invite": invite.pk}
        record(program=program, verb=Verb.MEMBER_ADDED, actor=invite.made_by, person=user, now=now, facts=facts)
    return member


def _use(invite: Invite, user: User, *, now: datetime) -> None:
    """One use less. The database decides between two who press for the last one."""
    if invite.program.archived_at is not None or not Invite.objects.usable(now).filter(pk=invite.pk).update(
        uses=F("uses") + 1
    ):
        raise _refused()
    InviteUse.objects.create(invite=invite, user=user, used_at=now)


def _is_in(invite: Invite, user: User) -> bool:
    if invite.role == Invite.Role.NEWCOMER:
        return invite.program.enrollments.filter(user=user).exclude(state=Enrollment.State.LEFT).exists()
    return invite.program.memberships.filter(user=user, role=invite.role).exists()


def _refused() -> Refused:
    return Refused(_("This link lets nobody in any more. Ask whoever gave it to you for another one."), code="spent")


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _note(invite: Invite, verb: Verb, by: User, now: datetime) -> None:
    if not invite.program.is_draft:
        facts: dict[str, Fact] = {"invite": invite.pk, "role": invite.role, "uses": invite.uses_allowed}
        record(program=invite.program, verb=verb, actor=by, now=now, facts=facts)
