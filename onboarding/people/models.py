"""The person: who GitHub says they are (by number, never by login) and how they like to be spoken to."""

import unicodedata
from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onboarding.ids import PUBLIC_ID_LENGTH, new_public_id
from onboarding.languages import LANGUAGES


def initials_of(display_name: str) -> str:
    """Up to two characters for the avatar disc: remote images are slow or blocked for many of our users."""
    words = display_name.replace("-", " ").split()
    if not words:
        return "?"
    if unicodedata.east_asian_width(words[0][0]) in "WF":
        return words[0][-2:]
    return "".join(word[0] for word in words[:2]).upper()


class UserManager(BaseUserManager["User"]):
    def administrators(self) -> "models.QuerySet[User]":
        return self.filter(is_administrator=True, is_active=True)

    def get_by_natural_key(self, github_id: str | None) -> "User":
        return self.get(github_id=int(github_id or 0))


class User(AbstractBaseUser):
    """One person. ``github_id`` is the identity; ``login`` is only what GitHub called them when they last signed in.

    A login that somebody else has since taken is replaced by ``#<github_id>``, which no login can look like.
    """

    class Role(models.TextChoices):
        """What somebody can be on the whole site; a program's own organisers and mentors are members of it."""

        ADMINISTRATOR = "administrator", _("administrator")
        ORGANISER = "organiser", _("organiser")

        @property
        def field(self) -> str:
            return f"is_{self.value}"

    password = None  # type: ignore[assignment]  # people sign in with GitHub; there is nothing to guess or leak
    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, default=new_public_id, unique=True, editable=False)
    github_id = models.BigIntegerField(_("number on GitHub"), unique=True)
    login = models.CharField(_("login"), max_length=100, db_index=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    language = models.CharField(_("language"), max_length=10, choices=LANGUAGES, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True)
    calendar_id = models.CharField(max_length=PUBLIC_ID_LENGTH, null=True, unique=True, editable=False)  # noqa: DJ001 - none: no feed
    is_administrator = models.BooleanField(
        _("administrator"), default=False, help_text=_("May do everything on this site.")
    )
    is_organiser = models.BooleanField(
        _("organiser"), default=False, help_text=_("May create programs and follow repositories.")
    )
    is_active = models.BooleanField(
        _("active"), default=True, help_text=_("Take this away to close the account: its owner is signed out at once.")
    )
    is_demo = models.BooleanField(_("demo person"), default=False)
    joined_at = models.DateTimeField(_("joined"), auto_now_add=True)

    USERNAME_FIELD = "github_id"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["login"]

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = (models.CheckConstraint(condition=~Q(login=""), name="user_has_login"),)

    def __str__(self) -> str:
        return self.display_name

    def open_calendar(self) -> None:
        """A feed of due dates under an address that nobody can guess; a new one each time."""
        self.calendar_id = new_public_id()
        self.save(update_fields=("calendar_id",))

    def close_calendar(self) -> None:
        self.calendar_id = None
        self.save(update_fields=("calendar_id",))

    def get_short_name(self) -> str:
        """What the admin calls somebody in its header."""
        return self.display_name

    @property
    def display_name(self) -> str:
        return self.name or self.login

    @property
    def initials(self) -> str:
        return initials_of(self.display_name)

    @property
    def is_staff(self) -> bool:
        """Helps to run the site: begins programs and connects it with GitHub. The admin is for administrators alone."""
        return self.is_administrator or self.is_organiser

    def has_usable_password(self) -> bool:
        return False

    def has_perm(self, perm: str, obj: object = None) -> bool:
        return self.is_active and self.is_administrator

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_active and self.is_administrator


class SetupLinkQuerySet(models.QuerySet["SetupLink"]):
    def usable(self, now: datetime) -> "SetupLinkQuerySet":
        return self.filter(used_at=None, expires_at__gt=now)


class SetupLink(models.Model):
    """A link that makes the first administrator, once. The token itself is only in the link."""

    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    used_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    objects: ClassVar[SetupLinkQuerySet] = SetupLinkQuerySet.as_manager()  # type: ignore[assignment]

    def __str__(self) -> str:
        return f"setup link, until {self.expires_at:%Y-%m-%d %H:%M}"
