"""Replies: what a mentor has to say again and again, written once."""

from collections.abc import Collection
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onboarding.ids import PUBLIC_ID_LENGTH, new_public_id
from onboarding.people.models import User
from onboarding.programs.models import Program


class ReplyQuerySet(models.QuerySet["Reply"]):
    def visible_to(self, user: User) -> "ReplyQuerySet":
        """One's own, and those that were written for a program that one mentors."""
        return self.filter(Q(author=user) | Q(program__in=Program.objects.mentored_by(user)))

    def usable_in(self, program: Program, user: User) -> "ReplyQuerySet":
        """What this person may insert about work of this program."""
        return self.usable_among({program.pk}, user)

    def usable_among(self, programs: Collection[int], user: User) -> "ReplyQuerySet":
        """The same about work of several programs at once: then none that was written for one of them."""
        own, theirs = Q(author=user, program=None), Q(program__in=programs)
        return self.filter(own | theirs if len(programs) == 1 else own).order_by("title", "pk")


class Reply(models.Model):
    """A text to insert into a note. Without a program it is its author's; with one, everybody's who mentors it."""

    LONGEST: ClassVar[int] = 5_000

    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, default=new_public_id, unique=True, editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="replies", verbose_name=_("author")
    )
    program = models.ForeignKey(
        Program, null=True, on_delete=models.CASCADE, related_name="replies", verbose_name=_("program")
    )
    title = models.CharField(_("title"), max_length=100)
    text = models.TextField(_("text"))

    objects: ClassVar[ReplyQuerySet] = ReplyQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("reply")
        verbose_name_plural = _("replies")

    def __str__(self) -> str:
        return self.title

    def below(self, note: str) -> str:
        """What is written, and this under it."""
        return f"{note.rstrip()}\n\n{self.text}".lstrip()
