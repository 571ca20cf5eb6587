"""Verbs about accounts: recognise a person who comes back from GitHub, grant and revoke, the one-time setup link."""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat

from onboarding.people.models import SetupLink, User

SETUP_LINK_LASTS = timedelta(hours=24)


@dataclass(frozen=True)
class Identity:
    """What GitHub says of somebody. ``email`` is their verified primary address, or empty."""

    github_id: int
    login: str
    name: str = ""
    email: str = ""


class WrongDoor(Exception):
    """A demo person outside the demo, or a real person at the simulator, where anybody can be anybody."""


class NotYetHere(Exception):
    """Nobody of this login has an account."""


@transaction.atomic
def recognise(*, identity: Identity, language: str, time_zone: str, is_demo: bool) -> User:
    """The account of this person, made now if there is none, and told what is new about them.

    The preferences are guesses, for a new account; one that was made before its owner came still learns the language.

    The number is the identity. Whoever still bears this login here has given it up, since GitHub gives it to one
    person at a time: they are shown by number until they come back and we learn their new one.
    """
    told = {"login": identity.login, "name": identity.name, "email": identity.email}
    new = {**told, "time_zone": time_zone, "is_demo": is_demo}
    person, _ = User.objects.get_or_create(github_id=identity.github_id, defaults=new)
    if person.is_demo != is_demo:
        raise WrongDoor
    stale = User.objects.filter(login__iexact=identity.login).exclude(pk=person.pk)
    stale.update(login=Concat(Value("#"), Cast("github_id", CharField())))
    if person.last_login is None:
        told["language"] = person.language or language
    _tell(person, told)
    return person


@transaction.atomic
def expect(*, identity: Identity, is_demo: bool) -> User:
    """The account of somebody who may never have signed in: by number, so that it is theirs when they do."""
    known = User.objects.filter(github_id=identity.github_id).first()
    return known or recognise(identity=identity, language="", time_zone="", is_demo=is_demo)


def _tell(person: User, told: dict[str, str]) -> None:
    if changed := [field for field, value in told.items() if getattr(person, field) != value]:
        for field in changed:
            setattr(person, field, told[field])
        person.save(update_fields=changed)


@transaction.atomic
def prefer(*, user: User, language: str, time_zone: str, moved: Callable[[], None]) -> None:
    """Keep how somebody likes to be spoken to. ``moved`` is told when their day now ends at another instant."""
    has_moved = user.time_zone != time_zone
    user.language, user.time_zone = language, time_zone
    user.save(update_fields=["language", "time_zone"])
    if has_moved:
        moved()


def grant(*, login: str, role: User.Role) -> User:
    """Make somebody who has signed in administrator or organiser of the site. Raises `NotYetHere`."""
    return _set_role(login, role, granted=True)


def revoke(*, login: str, role: User.Role) -> User:
    """Take a role away. Raises `NotYetHere`."""
    return _set_role(login, role, granted=False)


def _set_role(login: str, role: User.Role, *, granted: bool) -> User:
    person = User.objects.filter(login__iexact=login.removeprefix("@")).first()
    if person is None:
        raise NotYetHere(login)
    setattr(person, role.field, granted)
    person.save(update_fields=[role.field])
    return person


def setup_link(*, now: datetime) -> str | None:
    """The path of a fresh link that makes whoever uses it the first administrator; None where there is one already.

    Earlier links stop working. Only a hash is stored.
    """
    if User.objects.administrators().exists():
        return None
    token = secrets.token_urlsafe(24)
    with transaction.atomic():
        SetupLink.objects.filter(used_at=None).delete()
        SetupLink.objects.create(token_hash=_hash(token), expires_at=now + SETUP_LINK_LASTS)
    return f"/setup/{token}/"


def find_setup_link(*, token: str, now: datetime) -> SetupLink | None:
    """The link of this token, if it can still be used."""
    return SetupLink.objects.usable(now).filter(token_hash=_hash(token)).first()


@transaction.atomic
def use_setup_link(*, link_id: int, user: User, now: datetime) -> bool:
    """Make this person administrator, once. False when somebody else was first or the link has expired."""
    if User.objects.administrators().exists():
        return False
    if not SetupLink.objects.usable(now).filter(pk=link_id).update(used_at=now, used_by=user):
        return False
    user.is_administrator = True
    user.save(update_fields=["is_administrator"])
    return True


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
