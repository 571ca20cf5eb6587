"""Who asks to be let in, and which links let people in."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator

from onboarding.programs.models import Enrollment, Invite, InviteUse, Program
from onboarding.programs.operations import spent

A_PAGE = 50


@dataclass(frozen=True)
class InviteLine:
    """``spent``: why it lets nobody in any more; empty while it does. ``came``: who came by it, first ones first."""

    public_id: str
    role: str
    made_by: str
    expires_at: datetime
    uses: int
    uses_allowed: int
    spent: str
    came: tuple[InviteUse, ...]


def joiners(program: Program, *, page: str | None) -> "Page[Enrollment]":
    """Who asked, longest wait first. Two queries."""
    asking = program.enrollments.filter(state=Enrollment.State.REQUESTED).select_related("user")
    return Paginator(asking.order_by("last_activity_at", "pk"), A_PAGE).get_page(page)


def invites_of(program: Program, *, now: datetime, page: str | None) -> "Page[InviteLine]":
    """The newest first. Three queries."""
    rows = program.invites.select_related("made_by").order_by("-made_at", "-pk")
    found: Any = Paginator(rows, A_PAGE).get_page(page)
    invites: list[Invite] = list(found.object_list)
    came: dict[int, list[InviteUse]] = {invite.pk: [] for invite in invites}
    for use in InviteUse.objects.filter(invite__in=came).select_related("user").order_by("used_at", "pk"):
        came[use.invite_id].append(use)
    found.object_list = [_line(invite, program, tuple(came[invite.pk]), now) for invite in invites]
    lines: Page[InviteLine] = found
    return lines


def _line(invite: Invite, program: Program, came: tuple[InviteUse, ...], now: datetime) -> InviteLine:
    invite.program = program
    return InviteLine(
        public_id=invite.public_id,
        role=invite.get_role_display(),
        made_by=invite.made_by.display_name,
        expires_at=invite.expires_at,
        uses=invite.uses,
        uses_allowed=invite.uses_allowed,
        spent=spent(invite, now=now) or "",
        came=came,
    )
