"""What the header of every page needs of the person: which roles they have, and how much waits for them."""

from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from onboarding.mentoring.queries.turns import MANY, count_waiting
from onboarding.people.models import User
from onboarding.programs.models import Enrollment, Membership

BELIEVED_FOR = 60
"""Seconds for which a person's roles are taken from the cache: every page of every newcomer asks for them."""


@dataclass(frozen=True)
class Navigation:
    """``follows``: has a journey. ``helps``: mentors or organises a program. ``organises``: finds something under
    *Organise*. ``waiting``: what waits for them."""

    follows: bool = False
    helps: bool = False
    organises: bool = False
    waiting: int = 0

    @property
    def turn_count(self) -> str:
        """As the header says it; empty when there is nothing to say."""
        if self.waiting >= MANY:
            return f"{MANY - 1}+"
        return str(self.waiting or "")


def read(user: object, *, waiting: int | None = None) -> Navigation:
    """One indexed query for those who help, unless the page has ``waiting`` already; none for everybody else."""
    if not isinstance(user, User):
        return Navigation()
    roles = cache.get_or_set(_key(user), lambda: _roles(user), BELIEVED_FOR) or Navigation(follows=True)
    if not roles.helps:
        return roles
    return replace(roles, waiting=count_waiting(user, now=timezone.now()) if waiting is None else waiting)


def roles_changed(user: User) -> None:
    """Somebody has just become something: the next page that they see knows it."""
    transaction.on_commit(lambda: cache.delete(_key(user)))


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Context processor. Read only when a template asks, so that fragments cost nothing."""
    user = getattr(request, "user", None)
    waiting = getattr(request, "waiting", None)
    return {"navigation": SimpleLazyObject(lambda: read(user, waiting=waiting)), "demo": settings.WAYMARK.demo}


def _key(user: User) -> str:
    return f"roles:{user.pk}"


def _roles(user: User) -> Navigation:
    roles = set(Membership.objects.filter(user=user).values_list("role", flat=True))
    helps = user.is_administrator or bool(roles)
    return Navigation(
        follows=not helps or Enrollment.objects.filter(user=user).exists(),
        helps=helps,
        organises=user.is_staff or Membership.Role.ORGANISER in roles,
    )
