"""What the pages of notices show."""

from collections.abc import Sequence
from dataclasses import dataclass

from onboarding.notifications.kinds import GROUPS, Kind, is_mailed_at_first
from onboarding.notifications.models import Subscription
from onboarding.people.models import User
from onboarding.programs.models import Membership


@dataclass(frozen=True)
class Choice:
    """One row of the matrix: a kind, and whether it is mailed."""

    kind: str
    label: str
    is_mailed: bool


@dataclass(frozen=True)
class Group:
    """The kinds that concern somebody as a newcomer, a mentor, an organiser."""

    label: str
    choices: tuple[Choice, ...]


def matrix(user: User) -> Sequence[Group]:
    """The kinds that this person can be told of. Two queries."""
    said = dict(Subscription.objects.filter(user=user).values_list("kind", "is_mailed"))
    roles = {"", *Membership.objects.filter(user=user).values_list("role", flat=True)}
    if user.is_administrator:
        roles |= set(Membership.Role.values)
    if Membership.Role.ORGANISER in roles:
        roles.add(Membership.Role.MENTOR)
    return [
        Group(str(group.label), tuple(_choice(kind, said) for kind in group.kinds))
        for group in GROUPS
        if group.role in roles
    ]


def _choice(kind: Kind, said: dict[str, bool]) -> Choice:
    return Choice(kind.value, str(kind.label), said.get(kind.value, is_mailed_at_first(kind)))
