"""Races for a submission: what refuses is an answer, too."""

from functools import partial

from onboarding.verification.models import Submission
from onboarding.verification.operations import Refused
from tests import races

MANY = 6
ADDRESS = "demo-community/guide#7"


at_once = partial(races.at_once, refusal=Refused)


def moves(submission: Submission, **fields: str) -> int:
    return submission.transitions.filter(**fields).count()
