"""Who is signed in: Django's sessions and allauth's accounts, read by prepared statements. Every page reads both."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from onboarding.people.models import User
from onboarding.prepared import SOME_ID, SOMEBODY, SOMETIME, objects_of, rows_of


class SessionStore(db.SessionStore):
    """In the database: signing out counts at once, everywhere, whatever becomes of the cache."""

    def load(self) -> dict[str, Any]:
        rows = rows_of(_session, {SOME_ID: self.session_key, SOMETIME: timezone.now()})
        if not rows:
            self._session_key = None
            return {}
        found: dict[str, Any] = self.decode(rows[0][0])
        return found


class AccountBackend(AuthenticationBackend):  # type: ignore[misc] # allauth has no types
    def get_user(self, user_id: int) -> User | None:
        found = objects_of(_account, {SOMEBODY: user_id})
        return found[0] if found and self.user_can_authenticate(found[0]) else None


def _session() -> QuerySet[Any, Any]:
    return Session.objects.filter(session_key=SOME_ID, expire_date__gt=SOMETIME).values_list("session_data")


def _account() -> QuerySet[User]:
    return User.objects.filter(pk=SOMEBODY)
