"""Saved filters: questions that a mentor asks of the people grid again and again."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from onboarding.programs.models import Program


class SavedFilter(models.Model):
    """``query`` is the filter as the address of the grid has it, without the program and the page."""

    LONGEST_NAME: ClassVar[int] = 60
    LONGEST_QUERY: ClassVar[int] = 2000
    MOST: ClassVar[int] = 20

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_filters")
    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="saved_filters")
    name = models.CharField(max_length=LONGEST_NAME)
    query = models.CharField(max_length=LONGEST_QUERY, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("user", "program", "name"), name="saved_filter_once"),)

    def __str__(self) -> str:
        return self.name
