"""Every kind of row that somebody must be told of. A new one: a module beside these, and its name in `SOURCES`."""

from onboarding.notifications.news import Source
from onboarding.notifications.sources.announcements import ANNOUNCEMENTS
from onboarding.notifications.sources.cover import ABSENCES, COVERS
from onboarding.notifications.sources.extensions import EXTENSIONS
from onboarding.notifications.sources.handing import HAND_OVERS, MENTOR_REFUSALS, MENTOR_REQUESTS, TAKINGS
from onboarding.notifications.sources.joining import JOIN_ANSWERS, REQUESTS
from onboarding.notifications.sources.nudges import NUDGES
from onboarding.notifications.sources.picks import PICKS, WARNINGS
from onboarding.notifications.sources.questions import ANSWERS, QUESTIONS
from onboarding.notifications.sources.transitions import TRANSITIONS
from onboarding.notifications.sources.waits import WAITS

SOURCES: tuple[Source, ...] = (
    TRANSITIONS,
    QUESTIONS,
    ANSWERS,
    EXTENSIONS,
    ANNOUNCEMENTS,
    NUDGES,
    WAITS,
    PICKS,
    WARNINGS,
    ABSENCES,
    COVERS,
    REQUESTS,
    JOIN_ANSWERS,
    HAND_OVERS,
    TAKINGS,
    MENTOR_REQUESTS,
    MENTOR_REFUSALS,
)
BY_NAME = {source.name: source for source in SOURCES}
