"""Announcements: what organisers tell everybody in a program, or one half of them."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onboarding.ids import PUBLIC_ID_LENGTH
from onboarding.people.models import User
from onboarding.programs.models import Enrollment, Program


class Audience(models.TextChoices):
    EVERYBODY = "everybody", _("Everybody in the program")
    NEWCOMERS = "newcomers", _("Its newcomers")
    MENTORS = "mentors", _("Its mentors and organisers")


class AnnouncementQuerySet(models.QuerySet["Announcement"]):
    def visible_to(self, user: User) -> "AnnouncementQuerySet":
        """Whoever helps to run the program reads all of them; who walks, or walked, in it those for newcomers."""
        helped = Q(program__in=Program.objects.mentored_by(user))
        walked = Q(program__in=Enrollment.objects.walking(user).values("program"))
        return self.filter(helped | (walked & ~Q(audience=Audience.MENTORS)))


class Announcement(models.Model):
    """``public_id`` is made with the form: a form that is sent twice announces once.

    ``title``, ``text`` (Markdown) and ``html`` are in every language; one that nobody wrote repeats the other.
    """

    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, unique=True, editable=False)
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="announcements")
    audience = models.CharField(_("to"), max_length=10, choices=Audience)
    title = models.JSONField()
    text = models.JSONField()
    html = models.JSONField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))
    announced_at = models.DateTimeField(_("announced"), null=True, blank=True)

    objects: ClassVar[AnnouncementQuerySet] = AnnouncementQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("-at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(audience__in=("everybody", "newcomers", "mentors")), name="audience_known"
            ),
        )
        indexes = (models.Index(fields=("id",), condition=Q(announced_at=None), name="announcement_unannounced"),)

    def __str__(self) -> str:
        return str(self.title.get("en", ""))
