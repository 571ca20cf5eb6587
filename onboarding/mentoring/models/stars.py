"""Stars: people on whom a mentor keeps an eye."""

from django.conf import settings
from django.db import models

from onboarding.programs.models import Enrollment


class Star(models.Model):
    """A mentor keeps an eye on this newcomer."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="stars")
    enrollment = models.ForeignKey(Enrollment, on_delete=models.CASCADE, related_name="stars")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("user", "enrollment"), name="star_once"),)

    def __str__(self) -> str:
        return f"{self.user} stars {self.enrollment}"
