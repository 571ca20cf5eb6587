"""The verbs of programs, one transaction each. Whose trails they move, the composition root refreshes."""

from onboarding.programs.operations.audit import record
from onboarding.programs.operations.enrollments import approve, decline, join, leave, pause, resume
from onboarding.programs.operations.extensions import extend
from onboarding.programs.operations.mentors import assign_mentor
from onboarding.programs.operations.picks import confirm, give_up, keep_on, newcomer_labels, pick, tend_picks
from onboarding.programs.operations.refusals import Refused
from onboarding.programs.operations.versions import Adoption, Change, adopt_versions, enrollments_with, pending_changes

__all__ = [
    "Adoption",
    "Change",
    "Refused",
    "adopt_versions",
    "approve",
    "assign_mentor",
    "confirm",
    "decline",
    "enrollments_with",
    "extend",
    "give_up",
    "join",
    "keep_on",
    "leave",
    "newcomer_labels",
    "pause",
    "pending_changes",
    "pick",
    "record",
    "resume",
    "tend_picks",
]
