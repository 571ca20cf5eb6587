"""Tags: words by which the mentors of a program find its people again."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from onboarding.people.models import User
from onboarding.programs.models import Enrollment, Program


class TagQuerySet(models.QuerySet["Tag"]):
    def visible_to(self, user: User) -> "TagQuerySet":
        """Those of the programs that this person helps to run; newcomers see none."""
        return self.filter(program__in=Program.objects.mentored_by(user))


class Tag(models.Model):
    """One tag of a program, and who has it. Upper and lower case are the same tag."""

    LONGEST: ClassVar[int] = 40

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="tags")
    name = models.CharField(max_length=LONGEST)
    enrollments = models.ManyToManyField(Enrollment, related_name="tags")

    objects: ClassVar[TagQuerySet] = TagQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (
            models.UniqueConstraint("program", Lower("name"), name="tag_once"),
            models.CheckConstraint(condition=~Q(name=""), name="tag_has_name"),
        )

    def __str__(self) -> str:
        return self.name
