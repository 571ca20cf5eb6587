"""For whom a page is made: which language they read, whose days count, and what time it is."""

from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import get_language

from onboarding.languages import DEFAULT_LANGUAGE, Text, pick
from onboarding.programs.models import Enrollment


@dataclass(frozen=True)
class Reader:
    language: str
    zone: ZoneInfo
    now: datetime

    @classmethod
    def of(cls, enrollment: Enrollment) -> "Reader":
        """The newcomer, now, in the language of this request. Called by views, so that queries need no clock."""
        return cls(language=get_language() or DEFAULT_LANGUAGE, zone=enrollment.zone, now=timezone.now())

    def reading(self, language: str) -> "Reader":
        """The same person, in another language: for what is read elsewhere."""
        return replace(self, language=language)

    def text(self, text: Text) -> str:
        return pick(text, self.language)
