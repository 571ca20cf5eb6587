"""Notes: what mentors want to remember of a person. The person never sees them."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models

from onboarding.ids import PUBLIC_ID_LENGTH, new_public_id
from onboarding.people.models import User
from onboarding.programs.models import Enrollment


class NoteQuerySet(models.QuerySet["Note"]):
    def visible_to(self, user: User) -> "NoteQuerySet":
        """Mentors and organisers of the program; nobody reads what colleagues wrote about oneself."""
        return self.filter(enrollment__in=Enrollment.objects.mentored_by(user))

    def changeable_by(self, user: User) -> "NoteQuerySet":
        return self.visible_to(user).filter(author=user)


class Note(models.Model):
    """One note on one person. Its author alone changes or deletes it."""

    LONGEST: ClassVar[int] = 50_000
    FOLDED: ClassVar[int] = 800

    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, default=new_public_id, unique=True, editable=False)
    enrollment = models.ForeignKey(Enrollment, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    written_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)

    objects: ClassVar[NoteQuerySet] = NoteQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = (models.Index(fields=("enrollment", "-written_at"), name="note_newest"),)

    def __str__(self) -> str:
        return f"note on {self.enrollment}"

    @property
    def is_long(self) -> bool:
        """Too long to be shown before somebody asks for it."""
        return len(self.text) > self.FOLDED

    def rewrite(self, text: str, *, now: datetime) -> None:
        self.text = text
        self.edited_at = now
        self.save(update_fields=("text", "edited_at"))
