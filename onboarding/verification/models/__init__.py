"""Submissions and everything that is decided about them. One package because it is one transaction."""

from onboarding.verification.models.evidence import LIFE, EvidenceToken, SeenObject
from onboarding.verification.models.findings import ADVICE, Finding
from onboarding.verification.models.flags import Flag
from onboarding.verification.models.overrides import Override
from onboarding.verification.models.paces import Pace
from onboarding.verification.models.quizzes import QuizAttempt, QuizAttemptQuerySet
from onboarding.verification.models.reverifications import Rejudgement, Reverification
from onboarding.verification.models.reviews import Review, ReviewQuerySet
from onboarding.verification.models.states import MOVES, OPEN, Status, Turn
from onboarding.verification.models.submissions import CONFIRMED, COOL_DOWN, Submission, SubmissionQuerySet
from onboarding.verification.models.transitions import Transition

__all__ = [
    "ADVICE",
    "CONFIRMED",
    "COOL_DOWN",
    "LIFE",
    "MOVES",
    "OPEN",
    "EvidenceToken",
    "Finding",
    "Flag",
    "Override",
    "Pace",
    "QuizAttempt",
    "QuizAttemptQuerySet",
    "Rejudgement",
    "Reverification",
    "Review",
    "ReviewQuerySet",
    "SeenObject",
    "Status",
    "Submission",
    "SubmissionQuerySet",
    "Transition",
    "Turn",
]
