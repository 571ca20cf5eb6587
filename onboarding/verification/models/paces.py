"""Paces: how long each task of a program takes people, kept because no page can wait for it to be worked out."""

from django.db import models

from onboarding.curriculum.models import Task
from onboarding.programs.models import Program


class Pace(models.Model):
    """Of the ``people`` who have this task verified, half took no longer than ``median``, four of five than ``p80``.

    Written by `verification.operations.measure_paces` alone, each hour.
    """

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="paces")
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="+")
    people = models.PositiveIntegerField()
    median = models.DurationField()
    p80 = models.DurationField()
    measured_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("program", "task"), name="pace_once"),)

    def __str__(self) -> str:
        return f"{self.task} in {self.program}: {self.median}"
