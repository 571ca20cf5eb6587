"""Invite links for tests."""

from django.utils import timezone

from onboarding.ids import new_public_id
from onboarding.programs import operations
from onboarding.programs.models import Invite, Program
from tests.cast import make_person


def make(
    program: Program, role: str = "newcomer", *, uses: int = 1, days: int = 7, key: str = "", by: str = "linus"
) -> tuple[Invite, str]:
    return operations.make_invite(
        program=program,
        public_id=key or new_public_id(),
        role=role,
        days=days,
        uses_allowed=uses,
        by=make_person(by),
        now=timezone.now(),
    )
