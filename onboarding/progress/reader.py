"""For whom a page is made: which language they read, whose days count, and what time it is."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import get_language

from onboarding.languages import DEFAULT_LANGUAGE, Text, pick
from onboarding.people.models import User
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

    @classmethod
    def of_person(cls, user: User) -> "Reader":
        """Somebody, where no one journey is meant."""
        return cls(get_language() or DEFAULT_LANGUAGE, ZoneInfo(user.time_zone or "UTC"), timezone.now())

    @classmethod
    def of_anybody(cls) -> "Reader":
        """Whoever reads a page on which no day is named."""
        return cls(get_language() or DEFAULT_LANGUAGE, ZoneInfo("UTC"), timezone.now())

    def text(self, text: Text) -> str:
        return pick(text, self.language)
